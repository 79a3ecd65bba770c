import { ChoiceList } from '../../ui/choice-list.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import type { MailboxForm } from './edit-mailbox.tsx'
import { mailProviders, usualPorts } from './mail-providers.ts'
import { type MailboxDraft, withProvider } from './mailbox-draft.ts'
import { ServerAddress } from './server-address.tsx'

const securities = ['tls', 'starttls', 'none'] as const

/** On which server a mailbox lies, and how it is signed in to. Of common providers the server is known. */
export function MailboxServer({ draft, set, at, isNew }: MailboxForm) {
  const { t } = useConsole()
  const provider = mailProviders.find(({ id }) => id === draft.provider)
  const { account } = provider ?? {}
  const isOther = !provider?.host
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Select
          label={t('mailboxes.provider')}
          value={draft.provider}
          onChange={(id) => set(withProvider(draft, id))}
          choices={mailProviders.map(({ id, name, host }) => ({
            id,
            label: name ?? t('mailboxes.otherProvider'),
            ...(host ? { detail: host } : {}),
          }))}
        />
        <TextField
          label={t('mailboxes.account')}
          hint={t('mailboxes.accountHint')}
          value={draft.account}
          onChange={(name) => set({ account: name })}
          problem={at('server.account')}
          placeholder={draft.address}
          autoComplete="off"
          dir="ltr"
        />
      </div>
      {isOther && (
        <ServerAddress
          place={draft}
          onChange={set}
          labels={{ host: t('mailboxes.host'), port: t('mailboxes.port'), security: t('mailboxes.security') }}
          problems={{ host: at('server.host', draft.host), port: at('server.port', draft.port) }}
          placeholder="imap.shop.example"
          securities={securities.map((id) => ({ id, label: t(`mailSecurity.${id}`) }))}
          usualPorts={usualPorts}
        />
      )}
      {account && (provider?.needsAppPassword || draft.auth === 'password') && (
        <ChoiceList
          label={t('mailboxes.auth')}
          value={draft.auth}
          onChange={(auth) => set({ auth: auth as MailboxDraft['auth'] })}
          choices={[
            { id: account, label: t(`mailboxes.signIn.${account}`), detail: t('mailboxes.signInDetail') },
            { id: 'password', label: t('mailboxes.byPassword'), detail: t('mailboxes.appPassword') },
          ]}
        />
      )}
      {draft.auth === 'password' && (
        <TextField
          label={t('mailboxes.password')}
          hint={t(
            !isNew
              ? 'mailboxes.secretStays'
              : provider?.needsAppPassword
                ? 'mailboxes.appPassword'
                : 'mailboxes.sealed',
          )}
          value={draft.password}
          onChange={(password) => set({ password })}
          problem={at('password', draft.password)}
          type="password"
          autoComplete="new-password"
          dir="ltr"
          isRequired={isNew}
        />
      )}
    </>
  )
}
