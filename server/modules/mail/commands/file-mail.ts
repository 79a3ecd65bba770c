import { assignConversation, openConversation, type Party, postMessage, setAbout } from '#modules/conversations'
import { findCustomersByEmail } from '#modules/customers'
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
 * Puts a mail that was read where it belongs: into a conversation as its sender's words, or aside where a machine wrote it or
 * nobody can read it. Once: whoever comes second finds it done.
 */
export async function fileMail(work: Work, input: FileMailInput): Promise<void> {
  const row = await lockStored(work, input)
  if (!row) return
  const mailbox = await mailboxOf(work, row.mailbox_id)
  const { traits, isFiledElsewhere } = await findTraits(work, row, input)
  const facts = { ...factsOf(input.mail), traits: JSON.stringify(traits) }
  const own = await ownAddressesOf(work)
  const sender = senderOf(input.mail, mailbox)
  const problem = input.byHand ? null : whyAside(input.mail, sender, own)
  if (problem !== null || sender === null) {
    const conversationId = await knownConversation(work, input, row, own)
    await save(work, row, { ...facts, state: 'quarantined', problem, conversation_id: conversationId })
    await hearReport(work, input.mail.automatic, conversationId)
    await tellAside(work, row, problem ?? 'no_sender')
    return
  }
  if (isFiledElsewhere) {
    if (input.byHand) refuse('filed_already', undefined, 'The same mail lies in a conversation already.')
    await save(work, row, { ...facts, from_address: sender.address, state: 'duplicate' })
    return
  }
  const place = await findPlace(
    work,
    {
      mail: input.mail,
      sender: sender.address,
      mailboxId: mailbox.id,
      ownAddresses: own,
      envelopeTo: row.envelope_to,
    },
    input.key,
  )
  const posted = await post(work, { row, mailbox, sender, place, ...input })
  await noteReachable(work, sender.address)
  await save(work, row, {
    ...facts,
    from_address: sender.address,
    state: 'filed',
    conversation_id: posted.conversationId,
    posted_message_id: posted.messageId,
    problem: null,
    decisions: JSON.stringify([
      ...row.decisions,
      {
        conversationId: posted.conversationId,
        why: place.why,
        at: work.now,
        refused: place.refused,
        ...(input.byHand ? { by: input.byHand.by } : {}),
      },
    ]),
    suggestion: place.suggestion ? JSON.stringify(place.suggestion) : null,
  })
  await work.emit(
    mailFiled,
    { kind: 'desk', id: posted.conversationId },
    {
      mailId: row.id,
      ...posted,
      why: place.why,
      isNew: place.conversationId === null,
      mayBeAnswered: input.mail.automatic.mayBeAnswered,
    },
  )
}

// What a machine answers is shown with what it answered, where a signature of ours proves that.
async function knownConversation(
  work: Work,
  { mail, key }: FileMailInput,
  row: Selectable<InboundMailRow>,
  ownAddresses: readonly string[],
): Promise<string | null> {
  if (mail.unreadable) return null
  const incoming = { mail, sender: '', mailboxId: row.mailbox_id, ownAddresses, envelopeTo: row.envelope_to }
  return (await findPlace(work, incoming, key)).conversationId
}

interface Sender {
  name: string
  address: string
}

// Whoever wrote is in From. Only an own form, which writes for others, is believed when it names somebody else.
function senderOf({ from, replyTo }: ReadMail, { form_senders: forms }: Selectable<MailboxRow>): Sender | null {
  const written = from && forms.includes(from.address.toLowerCase()) ? (replyTo[0] ?? from) : from
  if (!written?.address.includes('@')) return null
  return { name: written.name, address: written.address.toLowerCase() }
}

function whyAside(mail: ReadMail, sender: Sender | null, own: readonly string[]): string | null {
  if (mail.unreadable) return mail.unreadable
  if (mail.warnings.includes('several_senders')) return 'several_senders'
  if (sender === null) return 'no_sender'
  if (own.includes(sender.address)) return 'own_address'
  return mail.automatic.kind === 'none' ? null : mail.automatic.kind
}

interface Posting extends FileMailInput {
  row: Selectable<InboundMailRow>
  mailbox: Selectable<MailboxRow>
  sender: Sender
  place: Place
}

async function post(work: Work, posting: Posting): Promise<{ conversationId: string; messageId: string }> {
  const { mailId, mail, files, left, mailbox, sender, place } = posting
  const author = await authorOf(work, sender)
  const words = {
    text: textOf(mail, left),
    files,
    clientId: `mail:${mailId}`,
    author,
    channel: 'mail' as const,
    sourceReference: mail.messageId || undefined,
    verified: false,
  }
  const orderId = author.kind === 'shopper' && author.id ? await namedOrder(work, author.id, mail) : undefined
  const about = orderId === undefined ? undefined : { kind: 'order' as const, id: orderId }
  const { conversation, message } = place.conversationId
    ? await postMessage(work, { id: place.conversationId, ...words })
    : await openConversation(work, {
        ...words,
        subject: mail.subject,
        about,
        name: sender.name || sender.address,
        email: sender.address,
        ...(author.kind === 'visitor' && author.id ? { visitorId: author.id } : {}),
      })
  if (about && conversation.about_kind === null && conversation.customer_id === author.id)
    await setAbout(work, { id: conversation.id, about })
  await db(work)
    .insertInto('mail_thread')
    .values({ store_id: work.storeId, conversation_id: conversation.id, mailbox_id: mailbox.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (place.conversationId === null && mailbox.team_id)
    await assignConversation(work, conversation.id, { teamId: mailbox.team_id })
  return { conversationId: conversation.id, messageId: message.id }
}

function textOf({ newText, text, files }: ReadMail, left: readonly string[]): string {
  const words = newText.trim() || text.trim()
  const whole = [words, ...left.map((name) => `[${name}]`)].filter(Boolean).join('\n\n')
  if (whole.length > limits.mail.textCharacters) return `${whole.slice(0, limits.mail.textCharacters).toWellFormed()}…`
  return whole || (files.some(({ isInline }) => !isInline) ? '' : '…')
}

/** An account whose address it is, or somebody known by this address alone. What a mail says about its sender proves nothing. */
async function authorOf(work: Work, { name, address }: Sender): Promise<Party> {
  const [customer] = await findCustomersByEmail(work, address)
  if (customer) return { kind: 'shopper', id: customer.id, name: customer.name || name || address }
  const row = await db(work)
    .insertInto('mail_sender')
    .values({ store_id: work.storeId, address, visitor_id: work.newId('vis') })
    // Nothing changes; the row that was there is answered.
    .onConflict((conflict) => conflict.columns(['store_id', 'address']).doUpdateSet({ address }))
    .returning('visitor_id')
    .executeTakeFirst()
  assert(row, 'whoever wrote is known')
  return { kind: 'visitor', id: row.visitor_id, name: name || address }
}

async function findTraits(
  work: Work,
  row: Selectable<InboundMailRow>,
  { mail, left, pictures, authenticity }: FileMailInput,
): Promise<{ traits: MailTraits; isFiledElsewhere: boolean }> {
  const traits = traitsOf(mail, { filesLeft: [...left], pictures, authenticity })
  const { isReused, isFiledElsewhere } = await findTwins(work, row, mail.messageId)
  return { traits: isReused ? { ...traits, warnings: [...traits.warnings, 'reused_id'] } : traits, isFiledElsewhere }
}

// One mail to two of our addresses is one matter: it lies where it was read first. Another one under its name is another one.
async function findTwins(
  work: Work,
  { id, mailbox_id: mailboxId, content_hash: hash }: Selectable<InboundMailRow>,
  messageId: string,
): Promise<{ isReused: boolean; isFiledElsewhere: boolean }> {
  const { rows } = await sql<{ reused: boolean; elsewhere: boolean }>`
    select exists (select from inbound_mail where store_id = ${work.storeId} and mailbox_id = ${mailboxId}
        and message_id = ${messageId || null} and id <> ${id}) as reused,
      exists (select from inbound_mail where store_id = ${work.storeId} and content_hash = ${hash}
        and state = 'filed' and id <> ${id}) as elsewhere`.execute(work.db)
  return { isReused: rows[0]?.reused ?? false, isFiledElsewhere: rows[0]?.elsewhere ?? false }
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

async function lockStored(
  work: Work,
  { mailId, byHand }: FileMailInput,
): Promise<Selectable<InboundMailRow> | undefined> {
  const row = await db(work)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailId)
    .forUpdate()
    .executeTakeFirst()
  const isWaiting = byHand ? row?.state === 'quarantined' && row.version === byHand.version : row?.state === 'stored'
  return isWaiting ? row : undefined
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
function factsOf(mail: ReadMail): Record<string, unknown> {
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

async function save(work: Work, row: Selectable<InboundMailRow>, changes: Record<string, unknown>): Promise<void> {
  await db(work)
    .updateTable('inbound_mail')
    .set({ ...changes, filed_at: work.now, version: row.version + 1 } as never)
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
}
