import { useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import type { MailboxForm } from './edit-mailbox.tsx'
import { usualSendingPorts } from './mail-providers.ts'
import { type MailboxDraft, sendingOf } from './mailbox-draft.ts'

const securities = ['starttls', 'tls', 'none'] as const

/** Through which server answers leave: the store's, or one of this mailbox's own, which can be tried before it is saved. */
export function MailboxSending({ draft, set, at, mailboxId }: MailboxForm & { mailboxId: string | undefined }) {
  const { t, has } = useConsole()
  const [outcome, setOutcome] = useState<Output<'POST /mailboxes/sending-test'> | null>(null)
  const test = useAction(
    (_: null, options) =>
      call(
        'POST /mailboxes/sending-test',
        { ...sendingOf(draft), ...(mailboxId ? { mailbox: mailboxId } : {}) },
        options,
      ),
    setOutcome,
  )
  const change = (changes: Partial<MailboxDraft>) => {
    setOutcome(null)
    set(changes)
  }
  const failure = outcome?.failure
  const words = `sendingFailure.${failure}`
  return (
    <div className="grid gap-4">
      <ChoiceList
        label={t('mailboxes.sendsBy')}
        value={draft.sendsBy}
        onChange={(id) => change({ sendsBy: id as MailboxDraft['sendsBy'] })}
        choices={[
          { id: 'store', label: t('mailboxes.sendsBy.store'), detail: t('mailboxes.sendsByDetail.store') },
          { id: 'own', label: t('mailboxes.sendsBy.own'), detail: t('mailboxes.sendsByDetail.own') },
        ]}
      />
      {draft.sendsBy === 'own' && (
        <>
          <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)]">
            <TextField
              label={t('mailboxes.sendingHost')}
              value={draft.sendingHost}
              onChange={(sendingHost) => change({ sendingHost })}
              problem={at('sending.host', draft.sendingHost)}
              placeholder="smtp.shop.example"
              autoComplete="off"
              dir="ltr"
              isRequired
            />
            <TextField
              label={t('mailboxes.sendingPort')}
              value={draft.sendingPort}
              onChange={(sendingPort) => change({ sendingPort })}
              problem={at('sending.port', draft.sendingPort)}
              inputMode="numeric"
              autoComplete="off"
              dir="ltr"
              isRequired
            />
            <Select
              label={t('mailboxes.sendingSecurity')}
              value={draft.sendingSecurity}
              onChange={(id) => {
                const sendingSecurity = id as MailboxDraft['sendingSecurity']
                const isUsual = draft.sendingPort === String(usualSendingPorts[draft.sendingSecurity])
                change({
                  sendingSecurity,
                  ...(isUsual ? { sendingPort: String(usualSendingPorts[sendingSecurity]) } : {}),
                })
              }}
              choices={securities.map((id) => ({ id, label: t(`sendingSecurity.${id}`) }))}
            />
          </div>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextField
              label={t('mailboxes.sendingAccount')}
              hint={t('mailboxes.sendingAccountHint')}
              value={draft.sendingAccount}
              onChange={(sendingAccount) => change({ sendingAccount })}
              problem={at('sending.account')}
              autoComplete="off"
              dir="ltr"
            />
            <TextField
              label={t('mailboxes.sendingPassword')}
              hint={t(mailboxId ? 'mailboxes.secretStays' : 'mailboxes.sealed')}
              value={draft.sendingPassword}
              onChange={(sendingPassword) => change({ sendingPassword })}
              problem={at('sendingPassword', draft.sendingPassword)}
              type="password"
              autoComplete="new-password"
              dir="ltr"
            />
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <Button size="small" isPending={test.isPending} onPress={() => void test.run(null)}>
              {t('mailboxes.testSending')}
            </Button>
            <p role="status" className={failure ? 'text-sm text-warn' : 'text-sm text-soft'}>
              {failure && t(has(words) ? words : 'sendingFailure.other')}
              {outcome?.works && t('mailboxes.sendingWorks')}
            </p>
          </div>
          <ActionTrouble error={test.error} />
        </>
      )}
    </div>
  )
}
