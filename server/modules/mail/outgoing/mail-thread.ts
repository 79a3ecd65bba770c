import { familiesOf, loadConversations, reachOf, type ConversationRow } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { sql, type Selectable } from 'kysely'
import { replyRecipients, type Recipients } from '../compose/reply-recipients.ts'
import { findMailbox } from '../follow-mailbox.ts'
import { ownAddressesOf } from '../own-addresses.ts'
import type { MailPerson } from '../reading/addresses.ts'
import { lastDecision } from '../seen/decisions.ts'
import type { InboundMailRow, MailboxRow, MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** A conversation that goes by mail: over which mailbox, and what was answered last. */
export interface MailThread {
  /** The one that is shown. */
  conversation: ConversationRow
  mailbox: Selectable<MailboxRow>
  answersEveryone: boolean
  /** The newest mail that somebody wrote in it. */
  last: Selectable<InboundMailRow>
}

/** Undefined for a conversation in which nobody ever wrote a mail: it has no thread to go on with. */
export async function mailThreadOf(reader: Reader, conversationId: string): Promise<MailThread | undefined> {
  const reach = await reachOf(reader, conversationId)
  if (!reach) return undefined
  const { conversation } = reach
  const family = (await familiesOf(reader, [conversation.id])).get(conversation.id) ?? [conversation.id]
  const last = await db(reader)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .where('state', '=', 'filed')
    .where('answers_forward', 'is', null)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return undefined
  const threads = await db(reader)
    .selectFrom('mail_thread')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .execute()
  const thread = threads.find((each) => each.conversation_id === last.conversation_id) ?? threads[0]
  const mailbox = await findMailbox(reader, thread?.mailbox_id ?? last.mailbox_id)
  if (!mailbox) return undefined
  return { conversation, mailbox, answersEveryone: thread?.answers_everyone ?? false, last }
}

/** Who an answer goes to; empty where nobody but ourselves would be left. */
export interface AnswerRecipients extends Recipients {
  /** The writer asked for answers at an address that nothing proves: they go to where the mail came from. */
  askedFor: MailPerson[]
}

/**
 * An answer goes to whom the matter is with: to the writer of the last mail, where they are that person or began it, and otherwise to
 * the person on record. Other people come along only where everybody is answered.
 */
export async function answerRecipients(
  reader: Reader,
  thread: MailThread,
  everyone = thread.answersEveryone,
): Promise<AnswerRecipients> {
  const own = await ownAddressesOf(reader)
  const { last } = thread
  const people = last.people ?? { replyTo: [], to: [], cc: [], deliveredTo: [] }
  const writer: MailPerson = { name: last.from_name ?? '', address: last.from_address ?? '' }
  const person = await personOf(reader, thread)
  // A forged sender would have our answer sent wherever they like, also within one provider.
  const isProved = last.traits.authenticity?.isAuthentic ?? false
  const isTheirs = ({ address }: MailPerson) =>
    sameAddress(address, writer.address) ||
    (person !== undefined && sameAddress(address, person.address)) ||
    (isProved && domainOf(address) === domainOf(writer.address))
  const replyTo = people.replyTo.filter(isTheirs)
  const askedFor = people.replyTo.filter((each) => !isTheirs(each))
  const answered = { from: writer, ...people, replyTo }
  if (!person || sameAddress(person.address, writer.address) || (await began(reader, thread, writer.address)))
    return { ...replyRecipients(answered, own, everyone), askedFor }
  const to = replyRecipients({ ...answered, from: person, replyTo: [] }, own, false).to
  if (!everyone) return { to, cc: [], askedFor }
  const { to: alsoTo, cc } = replyRecipients(answered, own, true)
  const others = [...alsoTo, ...cc].filter(({ address }) => !sameAddress(address, person.address))
  return { to, cc: others, askedFor }
}

async function personOf(reader: Reader, { conversation }: MailThread): Promise<MailPerson | undefined> {
  const to = (await reachOf(reader, conversation.id))?.to
  if (!to) return undefined
  if ('address' in to) return { name: '', address: to.address }
  const { name, email } = await findCustomer(reader, to.customerId)
  return email === null ? undefined : { name, address: email }
}

// Somebody with an account may write from another address of theirs: where it began, it goes on. What a colleague put there, or
// what is only shown there, began nothing.
async function began(reader: Reader, { conversation }: MailThread, address: string): Promise<boolean> {
  const rows = await db(reader)
    .selectFrom('inbound_mail')
    .select('decisions')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversation.id)
    .where('state', '=', 'filed')
    .where('from_address', '=', address.toLowerCase())
    .execute()
  return rows.some((row) => {
    const last = lastDecision(row)
    return last?.why === 'new' && last.by === undefined && last.conversationId === conversation.id
  })
}

/** Ids of all mails of a thread, oldest first, as References names them. */
export async function referencesOf(reader: Reader, { conversation, last }: MailThread): Promise<string[]> {
  const ids = [...new Set([conversation.id, last.conversation_id ?? conversation.id])]
  const { rows } = await sql<{ id: string }>`
    select id from (
      select message_id as id, stored_at as at from inbound_mail
      where store_id = ${reader.storeId} and conversation_id = any(${ids}) and state = 'filed' and message_id is not null
        and answers_forward is null
      union all
      select mail_message_id, coalesce(sent_at, created_at) from outbound_mail
      where store_id = ${reader.storeId} and conversation_id = any(${ids}) and state = 'sent'
        and forwards_message_id is null) as mails
    order by at`.execute(reader.db)
  return [...new Set(rows.map(({ id }) => id))]
}

/** The mailbox that answers of a conversation without one may come back to: its team's, or else the store's oldest. */
export async function defaultMailbox(
  reader: Reader,
  conversationId: string,
): Promise<Selectable<MailboxRow> | undefined> {
  const row = (await loadConversations(reader, [conversationId])).get(conversationId)
  const mailboxes = await db(reader)
    .selectFrom('mailbox')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('active', '=', true)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const ofTeam = mailboxes.find(({ team_id }) => team_id !== null && team_id === row?.team_id)
  return ofTeam ?? mailboxes.find(({ team_id }) => team_id === null)
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
