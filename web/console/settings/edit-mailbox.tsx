import type { Mailbox } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { type CallError, call, type Input } from '../../kit/call.ts'
import { focusFirstMissing } from '../../kit/focus-first-missing.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { teamsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { BringMail } from './bring-mail.tsx'
import { draftOf, inputOf, type MailboxDraft } from './mailbox-draft.ts'
import { MailboxSending } from './mailbox-sending.tsx'
import { MailboxServer } from './mailbox-server.tsx'
import { MailboxTrouble } from './mailbox-trouble.tsx'
import { useSignIn } from './use-sign-in.ts'

const kinds = ['imap', 'smtp', 'webhook'] as const
const bringers = ['mailgun', 'postmark', 'sendgrid'] as const
const nobody = '-'

/** What is written of a mailbox, how it is changed, and what is wrong with one of its fields. */
export interface MailboxForm {
  draft: MailboxDraft
  set: (change: Partial<MailboxDraft>) => void
  /** @param value what stands there, where it may not be empty */
  at: (field: string, value?: string) => string | null
  isNew: boolean
}

/** How the mail of an address comes here. The kind is chosen once; everything else can change. */
export function EditMailbox({ mailbox, onClose }: { mailbox: Mailbox | null; onClose: () => void }) {
  const { t } = useConsole()
  const words = useTroubleWords()
  const teams = useQuery(teamsQuery).data?.data ?? []
  const [draft, setDraft] = useState(() => draftOf(mailbox))
  const [made, setMade] = useState<Mailbox | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  const warning = useRef<HTMLDivElement>(null)
  const signIn = useSignIn()
  const save = useAction(
    (input: Input<'POST /mailboxes'>, options) =>
      mailbox
        ? call('PUT /mailboxes/:id', { id: mailbox.id, version: mailbox.version, ...input }, options)
        : call('POST /mailboxes', input, options),
    async (saved) => {
      if (saved.signedIn === false && saved.active) await signIn.run(saved.id)
      if (!mailbox && saved.webhook) setMade(saved)
      else onClose()
    },
  )
  if (made?.webhook)
    return (
      <Dialog
        title={t('mailboxes.made', { provider: t(`mailProvider.${made.webhook.provider}`) })}
        isOpen
        onClose={onClose}
        closeLabel={t('common.close')}
        actions={
          <Button look="primary" onPress={onClose}>
            {t('mailboxes.told')}
          </Button>
        }
      >
        <BringMail webhook={made.webhook} />
      </Dialog>
    )
  const at = (field: string, value = 'something') => {
    if (!isAbout(save.error, field)) return null
    return value.trim() ? words(save.error) : t('mailboxes.fillIn')
  }
  const isTaken = save.error?.code === 'address_taken'
  const isAtField = fields.some((field) => isAbout(save.error, field))
  const set = (change: Partial<MailboxDraft>) => setDraft((before) => ({ ...before, ...change }))
  const shared: MailboxForm = { draft, set, at, isNew: mailbox === null }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run(inputOf(draft, mailbox?.active ?? true))) && form.current) focusFirstMissing(form.current)
  }
  const goesToProvider = draft.kind === 'imap' && draft.auth !== 'password' && !mailbox?.signedIn
  return (
    <Dialog
      title={mailbox?.address ?? t('mailboxes.add')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      wide
      actions={
        <div className="grid w-full gap-3 sm:justify-items-end">
          <MailboxTrouble error={isAtField || isTaken ? null : save.error} />
          <Button type="submit" form={formId} look="primary" isPending={save.isPending || signIn.isPending}>
            {t(goesToProvider && draft.auth !== 'password' ? `mailboxes.saveAndSignIn.${draft.auth}` : 'common.save')}
          </Button>
        </div>
      }
    >
      <form id={formId} ref={form} noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        {mailbox === null && (
          <ChoiceList
            label={t('mailboxes.kind')}
            value={draft.kind}
            onChange={(id) => set({ kind: id as MailboxDraft['kind'] })}
            choices={kinds.map((id) => ({
              id,
              label: t(`mailboxKind.${id}`),
              detail: t(`mailboxKindDetail.${id}`),
            }))}
          />
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label={t('mailboxes.address')}
            value={draft.address}
            onChange={(address) => set({ address })}
            problem={isTaken ? t('mailboxTrouble.address_taken') : at('address', draft.address)}
            type="email"
            autoComplete="off"
            dir="ltr"
            isRequired
          />
          <TextField
            label={t('mailboxes.sender')}
            hint={t('mailboxes.senderHint')}
            value={draft.name}
            onChange={(name) => set({ name })}
            problem={at('name')}
            autoComplete="off"
            maxLength={120}
          />
        </div>
        {draft.kind === 'imap' && <MailboxServer {...shared} />}
        {draft.kind === 'smtp' && <Banner tone="note">{t('mailboxes.listenerDetail')}</Banner>}
        {draft.kind === 'webhook' && <Bringer {...shared} />}
        <div className="overflow-hidden rounded-lg border border-line">
          <Disclosure
            title={t('mailboxes.sending')}
            isOpen={
              mailbox?.sending != null || ['sending', 'sendingPassword'].some((field) => isAbout(save.error, field))
            }
          >
            <MailboxSending {...shared} mailboxId={mailbox?.id} />
          </Disclosure>
        </div>
        <Select
          label={t('mailboxes.team')}
          value={draft.team ?? nobody}
          onChange={(id) => set({ team: id === nobody ? null : id })}
          choices={[
            { id: nobody, label: t('mailboxes.everybody') },
            ...teams
              .filter((one) => !one.archived || one.id === draft.team)
              .map(({ id, name }) => ({ id, label: name })),
          ]}
        />
        <div className="overflow-hidden rounded-lg border border-line">
          <Disclosure
            title={t('mailboxes.more')}
            isOpen={['aliases', 'formSenders', 'server.folder'].some((field) => isAbout(save.error, field))}
          >
            <div className="grid gap-4">
              <TextField
                label={t('mailboxes.aliases')}
                hint={t('mailboxes.aliasesHint')}
                value={draft.aliases}
                onChange={(aliases) => set({ aliases })}
                problem={at('aliases')}
                lines={2}
                dir="ltr"
              />
              <TextField
                label={t('mailboxes.formSenders')}
                hint={t('mailboxes.formSendersHint')}
                value={draft.formSenders}
                onChange={(formSenders) => set({ formSenders })}
                problem={at('formSenders')}
                lines={2}
                dir="ltr"
              />
              {draft.kind === 'imap' && (
                <TextField
                  label={t('mailboxes.folder')}
                  value={draft.folder}
                  onChange={(folder) => set({ folder })}
                  problem={at('server.folder')}
                  dir="ltr"
                  autoComplete="off"
                />
              )}
            </div>
          </Disclosure>
        </div>
        {draft.kind === 'imap' && (
          <div ref={warning} className="grid gap-2">
            <Checkbox
              isSelected={draft.deletesAfterwards}
              onChange={(deletesAfterwards) => {
                set({ deletesAfterwards })
                requestAnimationFrame(() => warning.current?.scrollIntoView({ block: 'nearest' }))
              }}
              detail={t('mailboxes.deleteDetail')}
            >
              {t('mailboxes.delete')}
            </Checkbox>
            {draft.deletesAfterwards && (
              <Banner tone="warn" role="alert" title={t('mailboxes.deleteWarning')}>
                {t('mailboxes.deleteWarningDetail')}
              </Banner>
            )}
          </div>
        )}
      </form>
    </Dialog>
  )
}

const fields = [
  'address',
  'name',
  'aliases',
  'formSenders',
  'server',
  'password',
  'webhook.secret',
  'sending',
  'sendingPassword',
]

/** Whether what is wrong is this field, or lies in it. */
function isAbout(error: CallError | null, field: string): boolean {
  const param = error?.param ?? ''
  return param === field || param.startsWith(`${field}.`) || param.startsWith(`${field}[`)
}

function Bringer({ draft, set, at, isNew }: MailboxForm) {
  const { t } = useConsole()
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Select
        label={t('mailboxes.bringer')}
        value={draft.broughtBy}
        onChange={(id) => set({ broughtBy: id as MailboxDraft['broughtBy'], secret: '' })}
        choices={bringers.map((id) => ({ id, label: t(`mailProvider.${id}`) }))}
      />
      <TextField
        label={t(`bringSecret.${draft.broughtBy}`)}
        hint={t(isNew ? `bringSecretHint.${draft.broughtBy}` : 'mailboxes.secretStays')}
        value={draft.secret}
        onChange={(secret) => set({ secret })}
        problem={at('webhook.secret', draft.secret)}
        autoComplete="off"
        dir="ltr"
        isRequired={isNew}
      />
    </div>
  )
}
