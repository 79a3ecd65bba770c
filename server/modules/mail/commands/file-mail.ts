import {
  alertHolder,
  assignConversation,
  openConversations,
  type Party,
  postMessage,
  setAbout,
} from '#modules/conversations'
import { assert, refuse } from '#platform/errors'
import { redactNumbers } from '#platform/redact-numbers'
import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Work } from '#platform/work'
import { type Selectable, sql } from 'kysely'
import { limits } from '../../../limits.ts'
import { mailFiled, mailPutAside } from '../events.ts'
import { findPlace, type Place } from '../find-place.ts'
import { namedOrder } from '../named-order.ts'
import { hearReport } from '../outgoing/hear-report.ts'
import { noteReachable } from '../outgoing/undeliverable.ts'
import { ownAddressesOf } from '../own-addresses.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import { hasCardNumbers, type MailTraits, traitsOf } from '../seen/traits.ts'
import type { InboundMailRow, MailboxRow, MailTables } from '../tables.ts'
import type { ThreadKey } from '../thread-address.ts'
import { findTwins, type Twins } from './find-twins.ts'
import { authorsOf, type Sender, senderOf, whyAside } from './senders.ts'

const db = tablesOf<MailTables>()

export interface FileMailInput {
  mailId: string
  mail: ReadMail
  /** Its files, stored already. */
  files: readonly string[]
  /** Names of files that are of a kind that is not stored: they are in the original only. */
  left: readonly string[]
  /** Pictures that its words show: Content-ID → file. */
  pictures: Record<string, string>
  authenticity: MailTraits['authenticity']
  key: ThreadKey
  /** The colleague who says that what was put aside is a person's; it is the version that they saw. */
  byHand?: { by: string; version: number } | undefined
}

/**
 * Puts mails that were read where they belong, in their order: into a conversation as their sender's words, or aside where a machine
 * wrote it or nobody can read it. Once: whoever comes second finds it done.
 */
export async function fileMails(work: Work, inputs: readonly FileMailInput[]): Promise<void> {
  const waiting = await lockWaiting(work, inputs)
  const own = await ownAddressesOf(work)
  const twins = await findTwins(work, waiting)
  const senders = new Map<string, Sender>()
  const problems = new Map<string, string>()
  for (const { row, mail, byHand } of waiting) {
    const sender = senderOf(mail, await mailboxOf(work, row.mailbox_id))
    const problem = (byHand ? null : whyAside(mail, sender, own)) ?? (sender ? null : 'no_sender')
    if (problem !== null) problems.set(row.id, problem)
    else if (sender) senders.set(row.id, sender)
  }
  const authors = await authorsOf(work, senders)
  const filing: Filing = { own, twins, senders, problems, authors, messageIds: new Set(), placed: [] }
  for (const each of waiting) await fileOne(work, each, filing)
  await post(work, filing)
}

/** A mail whose row is locked and waits to be filed. */
interface Waiting extends FileMailInput {
  row: Selectable<InboundMailRow>
}

/** What is read once for mails that are filed together, and what is written when the last one has its place. */
interface Filing {
  own: readonly string[]
  twins: ReadonlyMap<string, Twins>
  /** Of mails that are not put aside, as their authors are. */
  senders: ReadonlyMap<string, Sender>
  problems: ReadonlyMap<string, string>
  authors: ReadonlyMap<string, Party>
  /** Of those before it. */
  messageIds: Set<string>
  placed: Placed[]
}

/** A mail whose place is known. */
interface Placed extends Waiting {
  mailbox: Selectable<MailboxRow>
  sender: Sender
  place: Place
  author: Party
  facts: ReturnType<typeof factsOf> & { traits: string }
}

async function fileOne(work: Work, waiting: Waiting, filing: Filing): Promise<void> {
  const { row, mail, key } = waiting
  const { traits, isFiledElsewhere } = findTraits(waiting, filing)
  const facts = factsOf(mail)
  const [sender, author] = [filing.senders.get(row.id), filing.authors.get(row.id)]
  if (!sender || !author) {
    const problem = filing.problems.get(row.id) ?? 'no_sender'
    const place = await knownPlace(work, waiting, filing)
    await putAside(work, row, {
      ...facts,
      traits: JSON.stringify(traits),
      state: 'quarantined',
      problem,
      conversation_id: place?.conversationId ?? null,
    })
    await hearReport(work, mail.automatic, place)
    await tellAside(work, row, problem)
    return
  }
  if (isFiledElsewhere) {
    if (waiting.byHand) refuse('filed_already', undefined, 'The same mail lies in a conversation already.')
    await putAside(work, row, {
      ...facts,
      traits: JSON.stringify(traits),
      from_address: sender.address,
      state: 'duplicate',
    })
    return
  }
  // What is asked of earlier mails is asked of those before it, too.
  if (filing.placed.some((earlier) => concerns(earlier, mail, sender.address))) await post(work, filing)
  const place = await findPlace(
    work,
    {
      mail,
      sender: sender.address,
      mailboxId: row.mailbox_id,
      ownAddresses: filing.own,
      envelopeTo: row.envelope_to,
      isForged: waiting.authenticity?.dmarc === 'fail',
    },
    key,
  )
  const mailbox = await mailboxOf(work, row.mailbox_id)
  filing.placed.push({
    ...waiting,
    mailbox,
    sender,
    place,
    author,
    facts: { ...facts, traits: JSON.stringify(traits) },
  })
}

function concerns({ sender, mail: earlier }: Placed, mail: ReadMail, from: string): boolean {
  return (
    sender.address === from ||
    [...mail.inReplyTo, ...mail.references].includes(earlier.messageId) ||
    mail.invitations.some(({ uid }) => earlier.invitations.some((its) => its.uid === uid))
  )
}

// What a machine answers is shown with what it answered, where a signature of ours proves that.
async function knownPlace(work: Work, { mail, key, row }: Waiting, filing: Filing): Promise<Place | null> {
  if (mail.unreadable) return null
  await post(work, filing)
  const incoming = {
    mail,
    sender: '',
    mailboxId: row.mailbox_id,
    ownAddresses: filing.own,
    envelopeTo: row.envelope_to,
  }
  return await findPlace(work, incoming, key)
}

interface Posted {
  conversationId: string
  messageId: string
}

// All that have their place, as their senders' words.
async function post(work: Work, filing: Filing): Promise<void> {
  const placed = filing.placed.splice(0)
  if (placed.length === 0) return
  const spoken: { mail: Placed; words: Words }[] = []
  for (const mail of placed) spoken.push({ mail, words: await wordsOf(work, mail) })
  const fresh = spoken.filter(({ mail }) => mail.place.conversationId === null)
  const opened = await openConversations(
    work,
    fresh.map(({ mail, words }) => beginningOf(mail, words)),
  )
  const posted = new Map<Placed, Posted>()
  for (const [at, { conversation, message }] of opened.entries()) {
    const mail = fresh[at]?.mail
    assert(mail, 'each that was opened is of one that was to be')
    if (mail.mailbox.team_id) await assignConversation(work, conversation.id, { teamId: mail.mailbox.team_id })
    posted.set(mail, { conversationId: conversation.id, messageId: message.id })
  }
  for (const { mail, words } of spoken)
    if (mail.place.conversationId) posted.set(mail, await postInto(work, mail.place.conversationId, mail, words))
  await save(work, posted)
}

async function wordsOf(work: Work, { mailId, row, mail, files, left, author }: Placed) {
  const orderId = author.kind === 'shopper' && author.id ? await namedOrder(work, author.id, mail) : undefined
  return {
    text: textOf(mail, left),
    files,
    clientId: `mail:${mailId}`,
    // The lock of its row is held, and it was never posted.
    isFirst: row.posted_message_id === null,
    author,
    channel: 'mail' as const,
    sourceReference: mail.messageId || undefined,
    verified: false,
    about: orderId === undefined ? undefined : { kind: 'order' as const, id: orderId },
  }
}

type Words = Awaited<ReturnType<typeof wordsOf>>

function beginningOf({ mail, sender, author }: Placed, words: Words) {
  return {
    ...words,
    subject: mail.subject,
    name: sender.name || sender.address,
    email: sender.address,
    ...(author.kind === 'visitor' && author.id ? { visitorId: author.id } : {}),
  }
}

async function postInto(
  work: Work,
  id: string,
  { author, place: { forward }, sender: { name, address } }: Placed,
  { about, ...words }: Words,
): Promise<Posted> {
  if (forward) {
    // Whoever answers is outside: colleagues read it, and the shopper does not.
    const outside = { kind: 'visitor' as const, id: null, name: name ? `${name} <${address}>` : address }
    const { text, files, clientId, channel } = words
    const mentions = forward.forwarded_by === null ? [] : [forward.forwarded_by]
    const note = await alertHolder(work, id, { author: outside, text, files, clientId, channel, mentions })
    return { conversationId: note.conversation.id, messageId: note.message.id }
  }
  const { conversation, message } = await postMessage(work, { id, ...words })
  if (about && conversation.about_kind === null && conversation.customer_id === author.id)
    await setAbout(work, { id: conversation.id, about })
  return { conversationId: conversation.id, messageId: message.id }
}

function textOf({ newText, text, files }: ReadMail, left: readonly string[]): string {
  const words = newText.trim() || text.trim()
  const whole = [words, ...left.map((name) => `[${name}]`)].filter(Boolean).join('\n\n')
  if (whole.length > limits.mail.textCharacters) return `${whole.slice(0, limits.mail.textCharacters).toWellFormed()}…`
  return whole || (files.some(({ isInline }) => !isInline) ? '' : '…')
}

function findTraits(
  { row, mail, left, pictures, authenticity }: Waiting,
  { twins, messageIds }: Filing,
): { traits: MailTraits; isFiledElsewhere: boolean } {
  const traits = traitsOf(mail, { filesLeft: [...left], pictures, authenticity })
  const { isReused, isFiledElsewhere } = twins.get(row.id) ?? { isReused: false, isFiledElsewhere: false }
  const isAgain = isReused || messageIds.has(mail.messageId)
  if (mail.messageId) messageIds.add(mail.messageId)
  return { traits: isAgain ? { ...traits, warnings: [...traits.warnings, 'reused_id'] } : traits, isFiledElsewhere }
}

/** Says that a mail was put aside, and why. */
export async function tellAside(
  work: Work,
  { id, mailbox_id: mailboxId }: Pick<Selectable<InboundMailRow>, 'id' | 'mailbox_id'>,
  problem: string,
): Promise<void> {
  await work.emit(
    mailPutAside,
    { kind: 'mail', id },
    { mailId: id, mailboxId, problem: problem.split(':', 1)[0] ?? '' },
  )
}

async function lockWaiting(work: Work, inputs: readonly FileMailInput[]): Promise<Waiting[]> {
  const rows = await db(work)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', sql<string>`any(${inputs.map(({ mailId }) => mailId)})`)
    .orderBy('id')
    .forUpdate()
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return inputs.flatMap((input) => {
    const row = byId.get(input.mailId)
    const isWaiting = input.byHand
      ? row?.state === 'quarantined' && row.version === input.byHand.version
      : row?.state === 'stored'
    return row && isWaiting ? { ...input, row } : []
  })
}

async function mailboxOf(work: Work, id: string): Promise<Selectable<MailboxRow>> {
  const row = await remembered(work, `mail.mailbox ${id}`, () =>
    db(work)
      .selectFrom('mailbox')
      .selectAll()
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  assert(row, 'a mail lies in a mailbox')
  return row
}

// What people type may hold card numbers; in the bytes alone they stay as they came.
function factsOf(mail: ReadMail) {
  const { from, subject, messageId, automatic, replyTo, to, cc, deliveredTo } = mail
  return {
    people: JSON.stringify({ replyTo, to, cc, deliveredTo }),
    has_card_numbers: hasCardNumbers(mail),
    message_id: messageId || null,
    invitation_uid: mail.invitations[0]?.uid || null,
    from_address: from?.address.toLowerCase() ?? null,
    from_name: from ? redactNumbers(from.name).text : null,
    subject: redactNumbers(subject).text,
    automatic: automatic.kind === 'none' ? null : automatic.kind,
  }
}

async function putAside(
  work: Work,
  row: Selectable<InboundMailRow>,
  changes: Record<string, unknown> & { state: 'quarantined' | 'duplicate' },
): Promise<void> {
  await db(work)
    .updateTable('inbound_mail')
    .set({ ...changes, filed_at: work.now, version: row.version + 1 } as never)
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
}

async function save(work: Work, posted: ReadonlyMap<Placed, Posted>): Promise<void> {
  const mails = [...posted].map(([{ row, sender, place, facts, byHand }, { conversationId, messageId }]) => {
    const decision = {
      conversationId,
      why: place.why,
      at: work.now,
      refused: place.refused,
      ...(byHand ? { by: byHand.by } : {}),
    }
    return {
      ...facts,
      id: row.id,
      from_address: sender.address,
      conversation_id: conversationId,
      posted_message_id: messageId,
      decisions: JSON.stringify([...row.decisions, decision]),
      suggestion: place.suggestion ? JSON.stringify(place.suggestion) : null,
      answers_forward: place.forward?.id ?? null,
    }
  })
  await sql`
    update inbound_mail set state = 'filed', problem = null, filed_at = ${work.now}, version = version + 1,
      people = its.people::jsonb, has_card_numbers = its.has_card_numbers, message_id = its.message_id,
      invitation_uid = its.invitation_uid, from_address = its.from_address, from_name = its.from_name,
      subject = its.subject, automatic = its.automatic, traits = its.traits::jsonb,
      conversation_id = its.conversation_id, posted_message_id = its.posted_message_id,
      decisions = its.decisions::jsonb, suggestion = its.suggestion::jsonb, answers_forward = its.answers_forward
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as its (id text, people text, has_card_numbers boolean,
      message_id text, invitation_uid text, from_address text, from_name text, subject text, automatic text, traits text,
      conversation_id text, posted_message_id text, decisions text, suggestion text, answers_forward text)
    where inbound_mail.store_id = ${work.storeId} and inbound_mail.id = its.id`.execute(work.db)
  const threads = new Map(
    [...posted].flatMap(([{ row, place }, { conversationId }]) =>
      place.forward ? [] : [[conversationId, row.mailbox_id] as const],
    ),
  )
  if (threads.size > 0)
    await db(work)
      .insertInto('mail_thread')
      .values(
        [...threads]
          .toSorted(([one], [other]) => one.localeCompare(other))
          .map(([id, mailbox]) => ({ store_id: work.storeId, conversation_id: id, mailbox_id: mailbox })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await noteReachable(
    work,
    [...posted.keys()].map(({ sender }) => sender.address),
  )
  for (const [{ row, mail, place }, { conversationId, messageId }] of posted)
    await work.emit(
      mailFiled,
      { kind: 'desk', id: conversationId },
      {
        mailId: row.id,
        conversationId,
        messageId,
        why: place.why,
        isNew: place.conversationId === null,
        mayBeAnswered: mail.automatic.mayBeAnswered,
      },
    )
}
