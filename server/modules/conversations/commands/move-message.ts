import { sql } from 'kysely'
import { notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { cleanLine } from '../clean-text.ts'
import { conversationMerged, conversationSplit, conversationSplitUndone, conversationUnmerged } from '../events.ts'
import { findConversation, findMessage } from '../queries.ts'
import type { ConversationRow, ConversationTables, MessageMoveRow, MessageRow } from '../tables.ts'
import { sideOf } from '../words.ts'
import { lockConversation, lockMerged, lockVisible, saveConversation } from './lock-conversation.ts'
import { requireRoom } from './merge-conversations.ts'
import { moveMerged } from './move-merged.ts'
import { emitOpened, insertConversation } from './open-conversation.ts'
import { join } from './participants.ts'
import { recomputeTail } from './recompute-tail.ts'
import { canResume, takeUp } from './reopen-conversation.ts'
import { leavePlaces, movesOf, placeMessages, undoSplit } from './split-conversation.ts'

const db = tablesOf<ConversationTables>()

export interface MoveInput {
  messageId: string
  /** The conversation that it belongs to; a new one of its author unless given. */
  into?: string | undefined
  /** Of a new conversation. */
  subject?: string
  person?: { name: string; address: string }
}

export interface Moved {
  from: ConversationRow
  /** Where it stands now. */
  conversation: ConversationRow
  moveId: string
}

/**
 * Moves a message of the shopper's side to where it belongs: behind what was said there, or into a new conversation of its author.
 * The place that it leaves says so. A conversation in which nothing was said besides is shown with the other one from then on.
 * Refuses `same_conversation`, `nothing_left`, `already_merged`, `too_late`.
 */
export async function moveMessage(work: Work, input: MoveInput): Promise<Moved> {
  const found = await findMessage(work, input.messageId)
  if (found?.kind !== 'message') return notFound('message')
  const target = input.into === undefined ? undefined : await findConversation(work, input.into)
  const { row, root, into } = await lockBoth(work, found.conversation_id, target?.id)
  const message = await findMessage(work, found.id)
  if (message?.conversation_id !== row.id || message.state !== 'sent') return notFound('message')
  if (into && into.id === root.id)
    refuse('same_conversation', undefined, 'It lies in this conversation already. Choose another one.')
  const rest = await countSaid(work, row.id, message.id)
  if (!into && rest === 0) refuse('nothing_left', undefined, 'It is alone in its conversation already.')
  const moveId = work.newId('spl')
  if (!into) return { from: row, moveId, conversation: await moveOut(work, row, message, moveId, input) }
  const conversation = await moveInto(work, row, into, message, moveId)
  if (rest === 0 && row.merged_into === null) await showWith(work, row, conversation)
  else await recomputeTail(work, row)
  if (root.id !== row.id) await recomputeTail(work, root)
  const fact = { conversationId: row.id, into: conversation.id, splitId: moveId }
  for (const id of [root.id, conversation.id]) await work.emit(conversationSplit, { kind: 'conversation', id }, fact)
  return { from: row, conversation, moveId }
}

/**
 * Takes a move back: the message stands where it stood. Refuses `not_possible_now` when it went on from there.
 */
export async function undoMove(work: Work, moveId: string): Promise<ConversationRow> {
  const [move] = await movesOf(work, moveId)
  if (!move) return notFound('move')
  // What became a conversation of its own is taken back like any split.
  if (move.written_at === null) return await undoSplit(work, { id: moveId })
  const { row: old, into: now } = await lockBoth(work, move.from_conversation_id, move.to_conversation_id, true)
  const message = await findMessage(work, move.message_id)
  const isMoved = now === undefined || message?.conversation_id !== now.id
  if (!now || isMoved || !(await isOpen(work, moveId)))
    return refuse('not_possible_now', undefined, 'This cannot be undone any more: the mail went on from there.')
  const wasEmptied = old.merged_into === now.id && (await countSaid(work, old.id)) === 0
  await moveBack(work, now, message, move)
  if (wasEmptied) await showAlone(work, old)
  else await recomputeTail(work, old)
  await recomputeTail(work, now)
  const fact = { conversationId: old.id, from: now.id, splitId: moveId }
  for (const id of [old.id, now.id]) await work.emit(conversationSplitUndone, { kind: 'conversation', id }, fact)
  return (await lockConversation(work, old.id)).row
}

// In one order, as merges are, so that two moves which meet do not wait for each other.
async function lockBoth(work: Work, fromId: string, intoId?: string, itself = false) {
  const ids = [fromId, ...(intoId === undefined ? [] : [intoId])]
  await lockMerged(work, ids)
  for (const id of ids.toSorted()) await lockConversation(work, id)
  const { row, root } = await lockVisible(work, fromId)
  if (intoId === undefined) return { row, root, into: undefined }
  const locked = await lockVisible(work, intoId)
  return { row, root, into: itself ? locked.row : locked.root }
}

async function moveOut(
  work: Work,
  row: ConversationRow,
  message: MessageRow,
  moveId: string,
  { subject = '', person = { name: '', address: '' } }: MoveInput,
): Promise<ConversationRow> {
  const { author_kind: kind, author_id: author } = message
  const whose =
    kind === 'shopper'
      ? { customer_id: author, visitor_id: null }
      : kind === 'visitor'
        ? { customer_id: null, visitor_id: author }
        : { customer_id: row.customer_id, visitor_id: row.visitor_id }
  const { channel } = message
  // Whoever was not to see the old one is not to see what comes out of it.
  const { team_id, locale } = row
  const fresh = await insertConversation(work, {
    ...whose,
    channel,
    team_id,
    locale,
    subject: cleanLine(subject),
    split_from: row.id,
  })
  const who = whose.customer_id
    ? { kind: 'shopper' as const, ref_id: whose.customer_id }
    : { kind: 'visitor' as const, ref_id: whose.visitor_id ?? '' }
  await join(work, fresh.id, { ...who, name: cleanLine(person.name), address: person.address || null })
  await leavePlaces(work, row, fresh, [message], moveId, { step: 'moved' })
  const after = await recomputeTail(work, await saveConversation(work, fresh, { last_position: 1 }))
  await recomputeTail(work, row)
  await emitOpened(work, after, false)
  const fact = { conversationId: row.id, into: fresh.id, splitId: moveId }
  for (const id of [row.id, fresh.id]) await work.emit(conversationSplit, { kind: 'conversation', id }, fact)
  return after
}

async function moveInto(
  work: Work,
  row: ConversationRow,
  into: ConversationRow,
  message: MessageRow,
  moveId: string,
): Promise<ConversationRow> {
  const waits = sideOf(message.author_kind) === 'shopper'
  const open = into.state === 'resolved' && waits ? await taken(work, into) : into
  const position = open.last_position + 1
  await leavePlaces(work, row, open, [message], moveId, { firstPosition: position, step: 'moved' })
  await sql`
    update message set created_at = greatest(created_at, (select max(before.created_at) from message as before
      where before.store_id = ${work.storeId} and before.conversation_id = ${open.id} and before.position < ${position}))
    where store_id = ${work.storeId} and id = ${message.id}`.execute(work.db)
  await db(work)
    .updateTable('message_move')
    .set({ written_at: message.created_at })
    .where('store_id', '=', work.storeId)
    .where('split_id', '=', moveId)
    .execute()
  return await recomputeTail(work, await saveConversation(work, open, { last_position: position }))
}

async function taken(work: Work, into: ConversationRow): Promise<ConversationRow> {
  const locked = { row: into, root: into }
  if (!(await canResume(work, locked)))
    refuse('too_late', undefined, 'That conversation is closed for good. Give it one of its own.')
  return (await takeUp(work, locked)).row
}

async function showWith(work: Work, row: ConversationRow, into: ConversationRow): Promise<void> {
  await requireRoom(work, row, into)
  await saveConversation(work, row, {
    merged_into: into.id,
    merged_at: work.now,
    team_before_merge: row.team_id,
    team_id: into.team_id,
    assignee_id: null,
    waiting_since: null,
  })
  await moveMerged(work, row.id, into.team_id)
  for (const id of [row.id, into.id])
    await work.emit(conversationMerged, { kind: 'conversation', id }, { conversationId: row.id, into: into.id })
}

async function showAlone(work: Work, old: ConversationRow): Promise<void> {
  const { merged_into: from, team_before_merge: teamId } = old
  const apart = await saveConversation(work, old, {
    merged_into: null,
    merged_at: null,
    team_id: teamId,
    team_before_merge: null,
  })
  await moveMerged(work, old.id, teamId)
  await recomputeTail(work, apart)
  for (const id of [old.id, from ?? old.id])
    await work.emit(conversationUnmerged, { kind: 'conversation', id }, { conversationId: old.id, from: from ?? '' })
}

async function moveBack(work: Work, now: ConversationRow, message: MessageRow, move: MessageMoveRow): Promise<void> {
  await db(work)
    .deleteFrom('message')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', move.from_conversation_id)
    .where('kind', '=', 'notice')
    .where('position', '=', move.from_position)
    .execute()
  await placeMessages(work, [
    { id: message.id, conversationId: move.from_conversation_id, position: move.from_position },
  ])
  await db(work)
    .updateTable('message')
    .set({ created_at: move.written_at ?? message.created_at })
    .where('store_id', '=', work.storeId)
    .where('id', '=', message.id)
    .execute()
  // What came later closes up, by way of negative places: no two may share one, not even for a moment.
  for (const step of [sql`1 - position`, sql`-position`])
    await sql`
      update message set position = ${step} where store_id = ${work.storeId} and conversation_id = ${now.id}
        and (position > ${message.position} or position < 0)`.execute(work.db)
  await sql`
    update participant set read_position = read_position - 1
    where store_id = ${work.storeId} and conversation_id = ${now.id} and read_position >= ${message.position}`.execute(
    work.db,
  )
  await saveConversation(work, now, { last_position: now.last_position - 1 })
  await db(work)
    .updateTable('message_move')
    .set({ undone_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('split_id', '=', move.split_id)
    .execute()
}

async function isOpen(work: Work, moveId: string): Promise<boolean> {
  return (await movesOf(work, moveId)).every((each) => each.undone_at === null)
}

async function countSaid(work: Work, conversationId: string, without = ''): Promise<number> {
  const { all } = await db(work)
    .selectFrom('message')
    .select((each) => each.fn.countAll<number>().as('all'))
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .where('id', '<>', without)
    .executeTakeFirstOrThrow()
  return Number(all)
}
