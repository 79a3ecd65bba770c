import { findConversation, loadConversations, reachOf } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { ApiError } from '#platform/errors'
import { readSpokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { findOutbound, type OutboundMail } from './outgoing/outbound.ts'
import type { ReadMail } from './reading/read-mail.ts'
import type { MailTables } from './tables.ts'
import {
  type ThreadKey,
  type Verified,
  verifyForwardAddress,
  verifyForwardId,
  verifyMessageId,
  verifyReturnPath,
  verifyThreadAddress,
} from './thread-address.ts'

const db = tablesOf<MailTables>()

/** Why a mail lies where it lies, in the order in which it is asked. */
export type PlaceReason = 'forward' | 'address' | 'reply' | 'earlier_mail' | 'reference' | 'new'

/** Where a mail belongs, with its reason, and what a colleague may want to know about it. */
export interface Place {
  /** Null: a new conversation. */
  conversationId: string | null
  why: PlaceReason
  /** Something of the mail that spoke for another conversation, but did not decide. */
  suggestion: { conversationId: string; why: 'reply' | 'earlier_mail' | 'reference' } | null
  /** Signatures that did not hold. */
  refused: ('changed' | 'other_installation')[]
  /** What it answers, where a colleague forwarded something: it is for colleagues only. */
  forward?: OutboundMail
  /** The mail of ours to whose return path it came. */
  returned?: OutboundMail
}

/** A mail and where it came in. */
export interface Incoming {
  mail: Pick<ReadMail, 'from' | 'to' | 'cc' | 'deliveredTo' | 'inReplyTo' | 'references' | 'subject' | 'invitations'>
  sender: string
  mailboxId: string
  /** Own addresses, without anything behind a plus. */
  ownAddresses: readonly string[]
  envelopeTo: readonly string[]
  /** Whether the domain that it says it comes from says that it does not. */
  isForged?: boolean
}

/**
 * The conversation that a mail belongs to. First what we signed ourselves: the mail that a report is of, what was forwarded, the
 * address it was sent to, then the mail it answers.
 * Then an earlier mail, and a reference in the subject: both only of somebody who takes part, and of the same mailbox; for anybody
 * else they are a suggestion.
 */
export async function findPlace(reader: Reader, incoming: Incoming, key: ThreadKey): Promise<Place> {
  const refused: Place['refused'] = []
  const returned = await findReturned(reader, incoming, key)
  const forward = returned?.forwards_message_id != null ? returned : await findForward(reader, incoming, key)
  if (forward)
    return { conversationId: forward.conversation_id, why: 'forward', suggestion: null, refused, forward, returned }
  if (returned) return { conversationId: returned.conversation_id, why: 'address', suggestion: null, refused, returned }
  const named = await byAddress(reader, incoming, key, refused)
  if (named) return { conversationId: named, why: 'address', suggestion: null, refused }
  const answered = await byReply(reader, incoming, key, refused)
  if (answered && (await isSameMailbox(reader, answered, incoming.mailboxId)))
    return { conversationId: answered, why: 'reply', suggestion: null, refused }
  const hints = [
    ...(answered ? [{ conversationId: answered, why: 'reply' as const, joins: false }] : []),
    ...(await byEarlierMail(reader, incoming)),
    ...(await byReference(reader, incoming)),
  ]
  for (const { conversationId, why, joins } of hints) {
    if (!joins || incoming.isForged || !(await isSameMailbox(reader, conversationId, incoming.mailboxId))) continue
    if (await takesPart(reader, conversationId, incoming.sender))
      return { conversationId, why: why as PlaceReason, suggestion: null, refused }
  }
  const [hint] = hints
  return {
    conversationId: null,
    why: 'new',
    suggestion: hint ? { conversationId: hint.conversationId, why: hint.why } : null,
    refused,
  }
}

interface Hint {
  conversationId: string
  why: 'reply' | 'earlier_mail' | 'reference'
  /** Whether it decides for somebody who takes part. */
  joins: boolean
}

async function byAddress(
  reader: Reader,
  incoming: Incoming,
  key: ThreadKey,
  refused: Place['refused'],
): Promise<string | undefined> {
  return await firstThatHolds(
    reader,
    addressesOf(incoming).map((address) => verifyThreadAddress(address, incoming.ownAddresses, key)),
    refused,
  )
}

async function findReturned(reader: Reader, incoming: Incoming, key: ThreadKey): Promise<OutboundMail | undefined> {
  const ids = addressesOf(incoming).map((address) => verifyReturnPath(address, incoming.ownAddresses, key))
  return await firstSent(reader, ids)
}

async function findForward(reader: Reader, incoming: Incoming, key: ThreadKey): Promise<OutboundMail | undefined> {
  const { inReplyTo, references } = incoming.mail
  const ids = [
    ...addressesOf(incoming).map((address) => verifyForwardAddress(address, incoming.ownAddresses, key)),
    ...[...inReplyTo, ...references.toReversed()].map((id) => verifyForwardId(id, key)),
  ]
  return await firstSent(reader, ids)
}

async function firstSent(reader: Reader, ids: readonly (string | undefined)[]): Promise<OutboundMail | undefined> {
  const id = ids.find((each) => each !== undefined)
  return id === undefined ? undefined : await findOutbound(reader, { id })
}

function addressesOf({ mail, envelopeTo }: Incoming): string[] {
  return [...envelopeTo, ...mail.deliveredTo, ...[...mail.to, ...mail.cc].map(({ address }) => address)]
}

async function byReply(
  reader: Reader,
  { mail }: Incoming,
  key: ThreadKey,
  refused: Place['refused'],
): Promise<string | undefined> {
  const ids = [...mail.inReplyTo, ...mail.references.toReversed()]
  return await firstThatHolds(
    reader,
    ids.map((id) => verifyMessageId(id, key)),
    refused,
  )
}

async function firstThatHolds(
  reader: Reader,
  verified: readonly Verified[],
  refused: Place['refused'],
): Promise<string | undefined> {
  for (const each of verified) {
    if ('why' in each) {
      if (each.why !== 'not_ours') refused.push(each.why)
      continue
    }
    if ((await loadConversations(reader, [each.conversationId])).has(each.conversationId)) return each.conversationId
  }
  return undefined
}

async function byEarlierMail(reader: Reader, { mail, mailboxId }: Incoming): Promise<Hint[]> {
  const ids = [...new Set([...mail.inReplyTo, ...mail.references])]
  const events = mail.invitations.map(({ uid }) => uid).filter(Boolean)
  if (ids.length + events.length === 0) return []
  const rows = await db(reader)
    .selectFrom('inbound_mail')
    .select('conversation_id')
    .where('store_id', '=', reader.storeId)
    .where('mailbox_id', '=', mailboxId)
    .where((either) =>
      either.or([
        ...(ids.length > 0 ? [either('message_id', 'in', ids)] : []),
        ...(events.length > 0 ? [either('invitation_uid', 'in', events)] : []),
      ]),
    )
    .where('conversation_id', 'is not', null)
    .orderBy('stored_at', 'desc')
    .limit(20)
    .execute()
  const found = [...new Set(rows.flatMap(({ conversation_id }) => conversation_id ?? []))]
  return found.map((conversationId) => ({ conversationId, why: 'earlier_mail', joins: true }))
}

async function byReference(reader: Reader, { mail }: Incoming): Promise<Hint[]> {
  const words = mail.subject.match(/\bmr[- ]?[a-z0-9]{4}[- ]?[a-z0-9]{3}\b/gi) ?? []
  const references = [...new Set(words.flatMap((word) => readSpokenReference(word) ?? []))].slice(0, 5)
  const found = await Promise.all(
    references.map((reference) =>
      findConversation(reader, reference).catch((error: unknown) => {
        if (error instanceof ApiError && error.type === 'not_found') return undefined
        throw error
      }),
    ),
  )
  return found.flatMap((row) => (row ? [{ conversationId: row.id, why: 'reference' as const, joins: true }] : []))
}

// A conversation that never went by mail belongs to no mailbox yet: the first mail decides.
async function isSameMailbox(reader: Reader, conversationId: string, mailboxId: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('mail_thread')
    .select('mailbox_id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row === undefined || row.mailbox_id === mailboxId
}

async function takesPart(reader: Reader, conversationId: string, sender: string): Promise<boolean> {
  const written = await db(reader)
    .selectFrom('inbound_mail')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('from_address', '=', sender)
    .where('answers_forward', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (written) return true
  const to = (await reachOf(reader, conversationId))?.to
  if (!to) return false
  const address = 'address' in to ? to.address : (await findCustomer(reader, to.customerId)).email
  return address?.toLowerCase() === sender
}
