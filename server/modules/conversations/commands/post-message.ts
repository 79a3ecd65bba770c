import { requireOwnFiles } from '#modules/files'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { requireAnswerable } from '../answer-checks.ts'
import { cleanText } from '../clean-text.ts'
import { requireWelcome } from '../conduct/require-welcome.ts'
import { partyOf, type Party } from '../party.ts'
import { loadConversations } from '../queries.ts'
import type { ConversationChannel, ConversationRow, ConversationTables } from '../tables.ts'
import { sideOf } from '../words.ts'
import { append } from './append.ts'
import { backToChat } from './back-to-chat.ts'
import { earlierMessages } from './earlier-messages.ts'
import { lockConversation, lockVisible, saveConversation, type LockedConversation } from './lock-conversation.ts'
import { emitOpened, entryOf, insertConversation, type Opened } from './open-conversation.ts'
import { participantRow, requireJoined } from './require-joined.ts'
import { join, seeUpTo } from './participants.ts'
import { postNote } from './post-note.ts'
import { noteThat } from './post-notice.ts'
import { canResume, takeUp } from './reopen-conversation.ts'
import { tell } from './tell.ts'

const db = tablesOf<ConversationTables>()

export interface PostInput {
  id: string
  text: string
  files?: readonly string[] | undefined
  clientId?: string | undefined
  /** As in `OpenInput`. */
  isFirst?: boolean | undefined
  kind?: 'message' | 'note' | undefined
  mentions?: readonly string[] | undefined
  /** Who wrote it, where that is not the actor: a mail is brought in by the program. */
  author?: Party | undefined
  channel?: ConversationChannel | undefined
  sourceReference?: string | undefined
  verified?: boolean | undefined
}

/**
 * Stores a message exactly once: the same author and client id again answer the first one. What a shopper writes after it was
 * resolved takes it up again, and, when that is over, begins a new conversation that names it; it is never refused for that.
 */
export async function postMessage(work: Work, input: PostInput): Promise<Opened> {
  const author = input.author ?? (await partyOf(work))
  const locked = await (input.author ? lockConversation(work, input.id) : lockVisible(work, input.id))
  const again = input.isFirst ? undefined : await sentBefore(work, author, input.clientId, locked.row)
  if (again) return again
  if (input.kind === 'note') return await postNote(work, locked, author, input)
  const { text, redacted } = cleanText(input.text)
  const files = input.files?.length ? await requireOwnFiles(work, input.files) : []
  if (text === '' && files.length === 0)
    refuse('text_or_file_needed', undefined, 'Please write something, or add a photo or a file.')
  const place =
    sideOf(author.kind) === 'shopper'
      ? await placeFor(work, locked, author, input)
      : await takenBy(work, locked, author)
  if (sideOf(author.kind) === 'desk' && input.author === undefined)
    await requireAnswerable(work, { conversation: place.root, files })
  const appended = await append(work, place, {
    ...entryOf(author, text, redacted, files),
    clientId: input.clientId,
    channel: input.channel,
    sourceReference: input.sourceReference,
    ...(work.actor.kind === 'key' ? { answers: true } : {}),
  })
  if (author.kind === 'staff' && author.id)
    await seeUpTo(work, appended.row.id, { kind: 'staff', ref_id: author.id }, appended.message.position)
  await tell(work, appended, { files })
  return { message: appended.message, conversation: appended.row }
}

// Whoever answers holds it: a first answer takes what nobody has.
async function takenBy(work: Work, locked: LockedConversation, author: Party): Promise<LockedConversation> {
  if (author.kind !== 'staff' || author.id === null) return locked
  return await requireJoined(work, locked, author.id)
}

// The same message again, here or in the conversation that went on with this one.
async function sentBefore(
  work: Work,
  author: Party,
  clientId: string | undefined,
  row: ConversationRow,
): Promise<Opened | undefined> {
  if (clientId === undefined) return undefined
  const earlier = await earlierMessages(work, author, clientId)
  for (const each of earlier) if (await goesOnWith(work, row.id, each.conversation)) return each
  return undefined
}

async function goesOnWith(work: Work, id: string, from: ConversationRow): Promise<boolean> {
  let row: ConversationRow | undefined = from
  for (let step = 0; row && step < 20; step++) {
    // What a split moved is still the message that was sent here.
    if (row.id === id || row.split_from === id) return true
    const before: string | null = row.continues ?? row.split_from
    row = before === null ? undefined : (await loadConversations(work, [before])).get(before)
  }
  return false
}

async function placeFor(
  work: Work,
  locked: LockedConversation,
  author: Party,
  input: PostInput,
): Promise<LockedConversation> {
  const verified = input.verified ?? (author.kind === 'shopper' && input.author === undefined)
  const { customer_id: customerId, visitor_id: visitorId, channel } = locked.root
  if (input.author === undefined) await requireWelcome(work, { customerId, visitorId }, input.channel ?? channel)
  const opened = await openPlace(work, locked, author)
  const isLive = input.author === undefined && input.channel === undefined
  const place = isLive ? await backToChat(work, opened) : opened
  if (!verified || place.row.verified) return place
  const row = await saveConversation(work, place.row, { verified: true })
  return place.root.id === row.id ? { row, root: row } : { row, root: place.root }
}

async function openPlace(work: Work, locked: LockedConversation, author: Party): Promise<LockedConversation> {
  if (locked.root.state === 'open') return locked
  if (await canResume(work, locked)) return await takeUp(work, locked)
  const [successor] = await db(work)
    .selectFrom('conversation')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('continues', '=', locked.root.id)
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  if (successor) return await openPlace(work, await lockConversation(work, successor.id), author)
  return await goOnWith(work, locked.root, author)
}

async function goOnWith(work: Work, old: ConversationRow, author: Party): Promise<LockedConversation> {
  const row = await insertConversation(work, {
    customer_id: old.customer_id,
    visitor_id: old.visitor_id,
    channel: old.channel,
    subject: old.subject,
    about_kind: old.about_kind,
    about_id: old.about_id,
    order_id: old.order_id,
    intent: old.intent,
    locale: old.locale,
    // Whoever was not to see the old one is not to see how it goes on.
    team_id: old.team_id,
    verified: old.verified,
    continues: old.id,
  })
  if ((author.kind === 'shopper' || author.kind === 'visitor') && author.id) {
    const before = await participantRow(work, old.id, { kind: author.kind, ref_id: author.id })
    await join(work, row.id, {
      kind: author.kind,
      ref_id: author.id,
      name: before?.name || author.name,
      address: before?.address ?? null,
    })
  }
  await emitOpened(work, row, author.kind === 'staff')
  const noted = await noteThat(work, { row, root: row }, 'opened', { continues: old.reference, continuesId: old.id })
  return { row: noted.row, root: noted.root }
}
