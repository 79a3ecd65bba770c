import type { ColumnType } from 'kysely'
import type { MailPerson } from './reading/addresses.ts'
import type { MailTraits } from './seen/traits.ts'

/** What secrets of mailboxes are sealed for, see `seal`. */
export const sealedFor = 'mailboxes'

export interface MailTables {
  mailbox: MailboxRow
  inbound_mail: InboundMailRow
  inbound_mail_arrival: ArrivalRow
  inbound_mail_original: OriginalRow
  mail_thread: ThreadRow
  mail_sender: SenderRow
  mailbox_sign_in: SignInRow
  outbound_mail: OutboundMailRow
  undeliverable_address: UndeliverableRow
}

export interface MailboxRow {
  store_id: string
  id: string
  /** In lower case; whoever writes to it writes to the store. */
  address: string
  name: string
  aliases: string[]
  form_senders: string[]
  team_id: string | null
  kind: 'imap' | 'smtp' | 'webhook'
  host: string | null
  port: number | null
  security: 'tls' | 'starttls' | 'none' | null
  account: string | null
  /** A password, what a provider's account allowed (OAuth's refresh token), or what a webhook is signed with. */
  secret_sealed: string | null
  auth: 'password' | 'google' | 'microsoft'
  access_token_sealed: string | null
  access_token_ends_at: Date | null
  webhook_provider: 'mailgun' | 'postmark' | 'sendgrid' | null
  folder: string
  /** Of a server of its own for what leaves; all null: the store's. */
  sending_host: string | null
  sending_port: number | null
  sending_security: 'tls' | 'starttls' | 'none' | null
  sending_account: string | null
  sending_secret_sealed: string | null
  after_import: 'keep' | 'delete'
  uid_validity: ColumnType<string | null, string | null, string | null>
  last_uid: ColumnType<string | number, number | undefined, number>
  active: boolean
  last_ok_at: Date | null
  failing_since: Date | null
  failure: string | null
  compared_at: Date | null
  on_server: number | null
  of_it_kept: number | null
  created_at: Date
  version: number
}

export interface InboundMailRow {
  store_id: string
  id: string
  mailbox_id: string
  content_hash: string
  sha256: string
  size_bytes: number
  received_at: Date
  envelope_from: string | null
  envelope_to: string[]
  envelope_ip: string | null
  envelope_helo: string | null
  state: 'stored' | 'filed' | 'quarantined' | 'duplicate'
  message_id: string | null
  /** The event that an invitation in it is about, in its program's own name. */
  invitation_uid: string | null
  from_address: string | null
  from_name: string | null
  subject: string | null
  automatic: string | null
  conversation_id: string | null
  posted_message_id: string | null
  decisions: ColumnType<unknown[], string | undefined, string>
  suggestion: ColumnType<unknown, string | null | undefined, string | null>
  problem: string | null
  attempts: ColumnType<number, number | undefined, number>
  stored_at: Date
  place: ColumnType<string, never, never>
  people: ColumnType<MailPeople | null, string | null | undefined, string | null>
  filed_at: Date | null
  traits: ColumnType<Partial<MailTraits>, string | undefined, string>
  has_card_numbers: ColumnType<boolean, boolean | undefined, boolean>
  /** The forward (`outbound_mail`) that it answers: a note for colleagues. */
  answers_forward: ColumnType<string | null, string | null | undefined, string | null>
  original_replaced_at: Date | null
  looked_at: Date | null
  version: number
}

interface ArrivalRow {
  store_id: string
  mailbox_id: string
  arrival: string
  mail_id: string
  at: Date
}

interface OriginalRow {
  store_id: string
  id: string
  raw: Buffer
}

interface ThreadRow {
  store_id: string
  conversation_id: string
  mailbox_id: string
  answers_everyone: ColumnType<boolean, boolean | undefined, boolean>
}

/** Who a mail names beside its sender. */
export interface MailPeople {
  replyTo: MailPerson[]
  to: MailPerson[]
  cc: MailPerson[]
  deliveredTo: string[]
}

export interface OutboundMailRow {
  store_id: string
  id: string
  conversation_id: string
  message_id: string
  mailbox_id: string
  mail_message_id: string | null
  in_reply_to: string | null
  to_address: string
  to_name: string
  cc: ColumnType<MailPerson[], string | undefined, string>
  subject: string
  state: 'waiting' | 'sent' | 'taken_back' | 'failed'
  status: string | null
  failure: string | null
  delayed_at: Date | null
  attempts: ColumnType<number, number | undefined, number>
  created_at: Date
  sent_at: Date | null
  failed_at: Date | null
  /** All three or none: a message that is passed on to somebody outside; `message_id` is then the note that says so. */
  forwards_message_id: ColumnType<string | null, string | undefined, string | null>
  /** Staff id. */
  forwarded_by: ColumnType<string | null, string | undefined, string | null>
  forward_words: ColumnType<string | null, string | undefined, string | null>
  version: number
}

interface UndeliverableRow {
  store_id: string
  address: string
  status: string
  diagnostic: string
  since: Date
}

interface SenderRow {
  store_id: string
  address: string
  visitor_id: string
}

interface SignInRow {
  store_id: string
  state_hash: string
  mailbox_id: string
  staff_id: string
  verifier_sealed: string
  ends_at: Date
}
