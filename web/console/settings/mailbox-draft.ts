import type { Mailbox } from '#contract/mail'
import type { Input } from '../../kit/call.ts'
import { mailProviders, providerOf } from './mail-providers.ts'

type Server = NonNullable<Mailbox['server']>

/** A mailbox while somebody writes it down. */
export interface MailboxDraft {
  kind: Mailbox['kind']
  address: string
  name: string
  aliases: string
  formSenders: string
  team: string | null
  provider: string
  auth: NonNullable<Mailbox['auth']>
  host: string
  port: string
  security: Server['security']
  account: string
  folder: string
  password: string
  broughtBy: NonNullable<Mailbox['webhook']>['provider']
  secret: string
  deletesAfterwards: boolean
  sendsBy: 'store' | 'own'
  sendingHost: string
  sendingPort: string
  sendingSecurity: Server['security']
  sendingAccount: string
  sendingPassword: string
}

export function draftOf(mailbox: Mailbox | null): MailboxDraft {
  const server = mailbox?.server
  return {
    kind: mailbox?.kind ?? 'imap',
    address: mailbox?.address ?? '',
    name: mailbox?.name ?? '',
    aliases: mailbox?.aliases.join('\n') ?? '',
    formSenders: mailbox?.formSenders.join('\n') ?? '',
    team: mailbox?.teamId ?? null,
    provider: server ? (providerOf(server)?.id ?? 'other') : 'other',
    auth: mailbox?.auth ?? 'password',
    host: server?.host ?? '',
    port: String(server?.port ?? 993),
    security: server?.security ?? 'tls',
    account: server?.account ?? '',
    folder: server?.folder ?? 'INBOX',
    password: '',
    broughtBy: mailbox?.webhook?.provider ?? 'mailgun',
    secret: '',
    deletesAfterwards: mailbox?.deletesAfterwards ?? false,
    sendsBy: mailbox?.sending ? 'own' : 'store',
    sendingHost: mailbox?.sending?.host ?? '',
    sendingPort: String(mailbox?.sending?.port ?? 587),
    sendingSecurity: mailbox?.sending?.security ?? 'starttls',
    sendingAccount: mailbox?.sending?.account ?? '',
    sendingPassword: '',
  }
}

/** Where a provider’s mailboxes lie, and how they are signed in to. */
export function withProvider(draft: MailboxDraft, id: string): MailboxDraft {
  const provider = mailProviders.find((each) => each.id === id)
  const auth = provider?.account ?? 'password'
  if (!provider?.host) return { ...draft, provider: id, auth }
  return { ...draft, provider: id, auth, host: provider.host, port: '993', security: 'tls' }
}

/** What is sent of it. Secrets that are left empty stay as they are. */
export function inputOf(draft: MailboxDraft, isActive: boolean): Input<'POST /mailboxes'> {
  const lines = (text: string) => text.split(/[\s,;]+/).filter(Boolean)
  const { kind, auth, team, deletesAfterwards, broughtBy } = draft
  const shared = {
    kind,
    address: draft.address.trim(),
    name: draft.name.trim(),
    aliases: lines(draft.aliases),
    team,
    formSenders: lines(draft.formSenders),
    active: isActive,
    ...(draft.sendsBy === 'own' ? sendingOf(draft) : { sending: null }),
  }
  if (kind === 'smtp') return shared
  if (kind === 'webhook') {
    const secret = draft.secret.trim()
    return { ...shared, webhook: { provider: broughtBy, ...(secret ? { secret } : {}) } }
  }
  const { security, password } = draft
  const server = {
    host: draft.host.trim(),
    port: Number(draft.port),
    security,
    account: draft.account.trim() || shared.address,
    folder: draft.folder.trim() || 'INBOX',
  }
  return {
    ...shared,
    deletesAfterwards,
    auth,
    server,
    ...(auth === 'password' && password ? { password } : {}),
  }
}

/** The server of its own for what leaves, as it is sent. */
export function sendingOf(
  draft: MailboxDraft,
): Pick<Input<'POST /mailboxes/sending-test'>, 'sending' | 'sendingPassword'> {
  const account = draft.sendingAccount.trim()
  return {
    sending: {
      host: draft.sendingHost.trim(),
      port: Number(draft.sendingPort),
      security: draft.sendingSecurity,
      ...(account ? { account } : {}),
    },
    ...(account && draft.sendingPassword ? { sendingPassword: draft.sendingPassword } : {}),
  }
}
