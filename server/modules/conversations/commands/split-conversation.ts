import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { cleanLine } from '../clean-text.ts'
import { conversationSplit, conversationSplitUndone } from '../events.ts'
import { takeAlong } from '../placed-messages.ts'
import { messageColumns, participantsOf } from '../queries.ts'
import type { ConversationRow, ConversationTables, MessageMoveRow, MessageRow } from '../tables.ts'
import { lockVisible, saveConversation } from './lock-conversation.ts'
import { emitOpened, insertConversation } from './open-conversation.ts'
import { recomputeTail } from './recompute-tail.ts'

const db = tablesOf<ConversationTables>()

/**
 * Moves messages into a conversation of their own, in their order. At each place that they leave, the old one says so, so that its
 * positions stay without a gap. What both sides had seen stays seen.
 */
export async function splitConversation(
  work: Work,
  input: { id: string; messages: string[]; subject?: string | undefined },
): Promise<{ conversation: ConversationRow; splitId: string }> {
  const { row } = await lockVisible(work, input.id)
  if (row.merged_into !== null)
    refuse('nothing_left', undefined, 'Split the one that it is shown with, or undo the merge.')
  const moved = await messagesToMove(work, row, [...new Set(input.messages)])
  await requireRest(work, row, moved.length)
  const fresh = await insertConversation(work, newOf(row, input.subject))
  const splitId = work.newId('spl')
  await copyPeople(work, row, fresh, moved)
  await leavePlaces(work, row, fresh, moved, splitId)
  const after = await recomputeTail(work, await saveConversation(work, fresh, { last_position: moved.length }))
  await recomputeTail(work, row)
  await emitOpened(work, after, after.assignee_id !== null)
  const fact = { conversationId: row.id, into: fresh.id, splitId }
  for (const id of [row.id, fresh.id]) await work.emit(conversationSplit, { kind: 'conversation', id }, fact)
  return { conversation: after, splitId }
}

/**
 * Takes a split back: its messages stand where they stood. What was written in the new conversation meanwhile stays there, and
 * that one is shown as one with the old one from now on.
 */
export async function undoSplit(work: Work, input: { id: string }): Promise<ConversationRow> {
  const moves = await movesOf(work, input.id)
  const [first] = moves
  if (!first) notFound('split')
  const { row: old } = await lockVisible(work, first.from_conversation_id, 'split')
  const { row: split } = await lockVisible(work, first.to_conversation_id, 'split')
  const isUndone = (await movesOf(work, input.id)).some((each) => each.undone_at !== null)
  const isWhereItWas = (await countIn(work, split.id, moves)) === moves.length
  if (isUndone || !isWhereItWas || split.merged_into !== null || old.merged_into !== null)
    refuse('not_possible_now', undefined, 'This cannot be undone any more: the messages went on from there.')
  await moveBack(work, old, split, moves)
  await saveConversation(work, split, {
    merged_into: old.id,
    merged_at: work.now,
    team_before_merge: split.team_id,
    team_id: old.team_id,
    assignee_id: null,
  })
  const after = await recomputeTail(work, old)
  const fact = { conversationId: old.id, from: split.id, splitId: input.id }
  for (const id of [old.id, split.id]) await work.emit(conversationSplitUndone, { kind: 'conversation', id }, fact)
  return after
}

async function messagesToMove(work: Work, row: ConversationRow, ids: string[]): Promise<MessageRow[]> {
  const messages = await db(work)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .where('conversation_id', '=', row.id)
    .where('kind', '<>', 'notice')
    .orderBy('position')
    .execute()
  if (messages.length < ids.length)
    invalid('messages', 'messages should be ids of messages and notes of this conversation.', 'unknown_message')
  return messages
}

async function requireRest(work: Work, row: ConversationRow, count: number): Promise<void> {
  const { all } = await db(work)
    .selectFrom('message')
    .select((each) => each.fn.countAll<number>().as('all'))
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', row.id)
    .where('kind', '=', 'message')
    .executeTakeFirstOrThrow()
  if (Number(all) <= count)
    refuse('nothing_left', undefined, 'Leave at least one message, or there is nothing to split.')
}

function newOf(row: ConversationRow, subject: string | undefined): Partial<ConversationRow> {
  const { customer_id, visitor_id, verified, channel, team_id, assignee_id, locale, about_kind, about_id, order_id } =
    row
  return {
    customer_id,
    visitor_id,
    verified,
    channel,
    team_id,
    assignee_id,
    locale,
    about_kind,
    about_id,
    order_id,
    subject: cleanLine(subject ?? '') || row.subject,
    split_from: row.id,
  }
}

async function copyPeople(
  work: Work,
  row: ConversationRow,
  fresh: ConversationRow,
  moved: MessageRow[],
): Promise<void> {
  const people = (await participantsOf(work, [row.id])).get(row.id) ?? []
  if (people.length === 0) return
  await db(work)
    .insertInto('participant')
    .values(
      people.map((person) => ({
        ...person,
        conversation_id: fresh.id,
        read_position: moved.filter((message) => message.position <= person.read_position).length,
      })),
    )
    .execute()
}

/** Puts messages into another conversation, from a position on; at each place that they leave stands a notice. */
export async function leavePlaces(
  work: Work,
  row: ConversationRow,
  into: ConversationRow,
  moved: readonly MessageRow[],
  splitId: string,
  { firstPosition = 1, ...step }: { firstPosition?: number; step?: 'moved' } = {},
): Promise<void> {
  await db(work)
    .insertInto('message_move')
    .values(
      moved.map((message) => ({
        store_id: work.storeId,
        split_id: splitId,
        message_id: message.id,
        from_conversation_id: row.id,
        from_position: message.position,
        to_conversation_id: into.id,
        moved_at: work.now,
        written_at: null,
      })),
    )
    .execute()
  await placeMessages(
    work,
    moved.map((message, index) => ({ id: message.id, conversationId: into.id, position: firstPosition + index })),
  )
  const { name } = await findStore(work)
  await db(work)
    .insertInto('message')
    .values(
      moved.map((message) => ({
        store_id: work.storeId,
        id: work.newId('msg'),
        conversation_id: row.id,
        position: message.position,
        kind: 'notice' as const,
        author_kind: 'system' as const,
        author_name: name,
        channel: row.channel,
        body: '',
        notice: JSON.stringify({
          code: 'split',
          values: { reference: into.reference, split: splitId, ...step },
        }) as never,
        redacted: [],
        state: 'sent' as const,
        created_at: message.created_at,
      })),
    )
    .execute()
}

async function moveBack(
  work: Work,
  old: ConversationRow,
  split: ConversationRow,
  moves: readonly MessageMoveRow[],
): Promise<void> {
  await db(work)
    .deleteFrom('message')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', old.id)
    .where('kind', '=', 'notice')
    .where(
      'position',
      'in',
      moves.map((each) => each.from_position),
    )
    .execute()
  await placeMessages(
    work,
    moves.map((each) => ({ id: each.message_id, conversationId: old.id, position: each.from_position })),
  )
  // What came later closes up, so that the rest has no gap either.
  // By way of negative places: no two may share one, not even for a moment.
  for (const step of [sql`${moves.length} - position`, sql`-position`])
    await sql`
      update message set position = ${step} where store_id = ${work.storeId} and conversation_id = ${split.id}`.execute(
      work.db,
    )
  await sql`
    update participant set read_position = greatest(0, read_position - ${moves.length})
    where store_id = ${work.storeId} and conversation_id = ${split.id}`.execute(work.db)
  await saveConversation(work, split, { last_position: split.last_position - moves.length })
  await db(work)
    .updateTable('message_move')
    .set({ undone_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('split_id', '=', moves[0]?.split_id ?? '')
    .execute()
}

/** Gives messages another place, with the mentions in them, and with what others keep of them. */
export async function placeMessages(
  work: Work,
  places: readonly { id: string; conversationId: string; position: number }[],
): Promise<void> {
  for (const { id, conversationId, position } of places) {
    await db(work)
      .updateTable('message')
      .set({ conversation_id: conversationId, position })
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .execute()
  }
  await sql`
    update mention set conversation_id = message.conversation_id from message
    where mention.store_id = ${work.storeId} and message.store_id = mention.store_id and message.id = mention.message_id
      and message.id = any(${places.map((each) => each.id)})`.execute(work.db)
  await takeAlong(work, places)
}

/** The messages that one split moved, in their order. */
export async function movesOf(work: Work, splitId: string): Promise<MessageMoveRow[]> {
  return await db(work)
    .selectFrom('message_move')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('split_id', '=', splitId)
    .orderBy('from_position')
    .execute()
}

async function countIn(work: Work, conversationId: string, moves: readonly MessageMoveRow[]): Promise<number> {
  const { all } = await db(work)
    .selectFrom('message')
    .select((each) => each.fn.countAll<number>().as('all'))
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where(
      'id',
      'in',
      moves.map((each) => each.message_id),
    )
    .executeTakeFirstOrThrow()
  return Number(all)
}
