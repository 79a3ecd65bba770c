import type { Mailbox } from '#contract/mail'

type Server = NonNullable<Mailbox['server']>

interface MailProvider {
  id: string
  /** Its own name, the same in every language; none for any other server. */
  name?: string
  host: string
  /** Whose accounts are signed in to in the browser. */
  account?: 'google' | 'microsoft'
  /** Takes no password of the account, but one that is made for a program. */
  needsAppPassword?: true
}

/** Providers whose servers everybody reaches alike, over TLS on port 993. */
export const mailProviders: readonly MailProvider[] = [
  { id: 'google', name: 'Google Workspace, Gmail', host: 'imap.gmail.com', account: 'google', needsAppPassword: true },
  { id: 'microsoft', name: 'Microsoft 365, Outlook', host: 'outlook.office365.com', account: 'microsoft' },
  { id: 'icloud', name: 'iCloud', host: 'imap.mail.me.com', needsAppPassword: true },
  { id: 'yahoo', name: 'Yahoo', host: 'imap.mail.yahoo.com', needsAppPassword: true },
  { id: 'fastmail', name: 'Fastmail', host: 'imap.fastmail.com', needsAppPassword: true },
  { id: 'zoho', name: 'Zoho', host: 'imap.zoho.com', needsAppPassword: true },
  { id: 'ionos', name: 'IONOS', host: 'imap.ionos.com' },
  { id: 'gmx', name: 'GMX', host: 'imap.gmx.net' },
  { id: 'other', host: '' },
]

/** The provider whose server it is; `other` for any other server. */
export function providerOf(server: Pick<Server, 'host'> | null): MailProvider | undefined {
  return mailProviders.find(({ id, host }) => (host === '' ? id === 'other' : host === server?.host.toLowerCase()))
}

/** Usual ports of IMAP, by how the connection is protected. */
export const usualPorts: Record<Server['security'], number> = { tls: 993, starttls: 143, none: 143 }

/** Usual ports for what leaves (SMTP), by how the connection is protected. */
export const usualSendingPorts: Record<Server['security'], number> = { tls: 465, starttls: 587, none: 25 }
