import type { Account } from '#contract/persons'
import { useQuery } from '@tanstack/react-query'
import BadgeCheck from 'lucide-react/icons/badge-check'
import UserRoundSearch from 'lucide-react/icons/user-round-search'
import { useRef, useState } from 'react'
import { type CallError, call, type Input } from '../../kit/call.ts'
import { focusFirstMissing } from '../../kit/focus-first-missing.ts'
import { locales } from '../../kit/i18n/locales.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { accountQuery } from '../data.ts'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { type BookEntry, EditAddresses } from './edit-addresses.tsx'

type Wanted = Input<'PUT /customers/:id/account'>
type Draft = Pick<Wanted, 'name' | 'phone' | 'locale'> & { addresses?: BookEntry[] }

type ChangeAccountProps = { customerId: string; conversationId?: string; small?: boolean }

/** The way to change a shopper's account for them: name, phone, language and addresses, never the e-mail address. */
export function ChangeAccount({ customerId, conversationId, small }: ChangeAccountProps) {
  const { t } = useConsole()
  const [isOpen, setOpen] = useState(false)
  const account = useQuery(accountQuery(customerId, conversationId)).data
  if (!account?.allowed.includes('change')) return null
  return (
    <>
      <Button size={small ? 'small' : undefined} onPress={() => setOpen(true)}>
        {t('account.change')}
      </Button>
      {isOpen && <AccountDialog account={account} conversationId={conversationId} onClose={() => setOpen(false)} />}
    </>
  )
}

type AccountDialogProps = { account: Account; conversationId?: string; onClose: () => void }

function AccountDialog({ account, conversationId, onClose }: AccountDialogProps) {
  const { t } = useConsole()
  const toast = useToast()
  const words = useTroubleWords()
  // Only what was touched, so that what a colleague changes elsewhere is neither hidden nor written over.
  const [draft, setDraft] = useState<Draft>({})
  const form = useRef<HTMLDivElement>(null)
  const [reason, setReason] = useState('')
  const { refetch } = useQuery(accountQuery(account.id, conversationId))
  const save = useAction(
    (input: Wanted, options) => call('PUT /customers/:id/account', input, options),
    () => {
      toast(t('account.saved'))
      onClose()
    },
  )
  const set = (change: Draft) => {
    save.reset()
    setDraft({ ...draft, ...change })
  }
  const { addresses, ...fields } = draft
  const submit = async () => {
    const done = await save.run({
      id: account.id,
      version: account.version,
      ...fields,
      ...(addresses ? { addresses: addresses.map(({ key: _key, ...address }) => address) } : {}),
      ...(conversationId ? { conversation: conversationId } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    })
    if (done) return
    if (form.current) focusFirstMissing(form.current)
    await refetch()
  }
  const startAgain = () => {
    save.reset()
    setDraft({})
  }
  const isConflict = save.error?.code === 'changed_meanwhile'
  const at = (field: string) => (save.error?.param === field ? words(save.error) : null)
  const isShownAtField = ['name', 'phone', 'locale', 'reason'].some(at) || save.error?.param?.startsWith('addresses[')
  const { languages, language } = languagesWith(draft.locale ?? account.locale)
  return (
    <ActionDialog
      wide
      title={t('account.title', { name: account.name || account.email || t('author.shopper') })}
      label={t('common.save')}
      isReady={Object.keys(draft).length > 0 && (account.verified || reason.trim().length >= 3)}
      isPending={save.isPending}
      error={isConflict || isShownAtField ? null : save.error}
      onPress={() => void submit()}
      onClose={onClose}
    >
      <div ref={form} className="grid gap-4">
        {account.verified ? (
          <Banner tone="good" icon={<BadgeCheck aria-hidden="true" />} title={t('case.verified')}>
            {t('account.verified')}
          </Banner>
        ) : (
          <Banner tone="warn" icon={<UserRoundSearch aria-hidden="true" />} title={t('case.notVerified')}>
            {t('account.notVerified')}
          </Banner>
        )}
        {!account.verified && (
          <TextField
            label={t('account.reason')}
            hint={t('persons.reasonHint')}
            value={reason}
            onChange={setReason}
            problem={at('reason')}
            maxLength={500}
            isRequired
          />
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label={t('account.name')}
            value={draft.name ?? account.name}
            onChange={(name) => set({ name })}
            problem={at('name')}
            autoComplete="off"
            maxLength={200}
          />
          <TextField
            label={t('story.phone')}
            value={draft.phone ?? (draft.phone === null ? '' : (account.phoneShown ?? ''))}
            onChange={(phone) => set({ phone: phone || null })}
            problem={at('phone')}
            hint={t('account.phoneHint')}
            type="tel"
            dir="ltr"
            autoComplete="off"
            maxLength={40}
          />
          <Select
            label={t('account.language')}
            placeholder={t('account.storeLanguage')}
            choices={languages}
            value={language}
            onChange={(to) => set({ locale: to })}
          />
          <div className="grid content-start gap-1.5 text-sm">
            <p className="font-[560]">{t('story.email')}</p>
            <p className="py-1 break-all">
              <bdi>{account.email ?? '–'}</bdi>
            </p>
            <p className="text-soft">{t('account.emailHint')}</p>
          </div>
        </div>
        <EditAddresses
          addresses={addresses ?? account.addresses.map(({ id, geo: _geo, ...address }) => ({ ...address, key: id }))}
          onChange={(changed) => set({ addresses: changed })}
          problem={save.error}
        />
        <SignOut customerId={account.id} />
        {isConflict && (
          <div ref={intoView}>
            <Banner
              tone="warn"
              role="alert"
              title={t('account.meanwhile')}
              end={
                <Button size="small" onPress={startAgain}>
                  {t('account.startAgain')}
                </Button>
              }
            >
              {whatIsThere(save.error)}
            </Banner>
          </div>
        )}
      </div>
    </ActionDialog>
  )
}

function SignOut({ customerId }: { customerId: string }) {
  const { t } = useConsole()
  const toast = useToast()
  const end = useAction(
    (id: string) => call('DELETE /customers/:id/sessions', { id }),
    ({ ended }) => toast(t('account.signedOut', { count: ended })),
  )
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <ActionTrouble error={end.error} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-soft">{t('account.lost')}</p>
        <Button size="small" isPending={end.isPending} onPress={() => void end.run(customerId)}>
          {t('account.signOut')}
        </Button>
      </div>
    </div>
  )
}

// What is said at the lower end of a long window is seen at once.
function intoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' })
}

// Those that we write in, and the one that is there where it is another one.
function languagesWith(locale: string | null) {
  const languages = Object.entries(locales).map(([id, { label }]) => ({ id, label }))
  const known = languages.find(({ id }) => locale?.split('-')[0] === id)
  if (known || locale === null) return { languages, language: known?.id ?? null }
  const label = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
  return { languages: [...languages, { id: locale, label }], language: locale }
}

// What a colleague made of it meanwhile, as the refusal tells.
function whatIsThere(error: CallError | null): string {
  const there = error?.details?.account as Account | undefined
  if (!there) return ''
  const [first] = there.addresses
  return [there.name, there.phoneShown, first && `${first.line1}, ${first.city}`].filter(Boolean).join(' · ')
}
