import { provedIdsOf } from '#modules/customers'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { conversationMerged, conversationUnmerged } from '../events.ts'
import { familiesOf, findConversation } from '../queries.ts'
import type { ConversationRow } from '../tables.ts'
import { lockConversation, lockMerged, lockVisible, saveConversation } from './lock-conversation.ts'
import { moveMerged } from './move-merged.ts'
import { noteThat } from './post-notice.ts'
import { recomputeTail } from './recompute-tail.ts'

/**
 * Shows a conversation as one with another one of the same shopper. Each keeps its messages, so that the merge can be undone; until
 * then the first lies in the team of the second, and its own holder lets go.
 */
export async function mergeConversations(work: Work, input: { id: string; into: string }): Promise<ConversationRow> {
  const named = await findConversation(work, input.id)
  const target = await findConversation(work, input.into)
  if (named.id === target.id) refuse('same_conversation', undefined, 'Choose another conversation to merge it with.')
  // In one order, so that two merges which meet do not wait for each other.
  await lockMerged(work, [named.id, target.id])
  for (const id of [named.id, target.id].toSorted()) await lockConversation(work, id)
  const { row } = await lockVisible(work, named.id)
  const { root: into } = await lockVisible(work, target.id)
  if (row.merged_into !== null) refuse('already_merged', undefined, 'It is merged already. Undo that first.')
  if (into.id === row.id) refuse('same_conversation', undefined, 'They are shown as one already.')
  if (!(await isSamePerson(work, row, into)))
    refuse('another_shopper', undefined, 'These are conversations of two people. They cannot be shown as one.')
  await requireRoom(work, row, into)
  await saveConversation(work, row, {
    merged_into: into.id,
    merged_at: work.now,
    team_before_merge: row.team_id,
    team_id: into.team_id,
    assignee_id: null,
  })
  await moveMerged(work, row.id, into.team_id)
  const after = await recomputeTail(work, into)
  const noted = await noteThat(work, { row: after, root: after }, 'merged', { reference: row.reference })
  const fact = { conversationId: row.id, into: into.id }
  // Both: whoever looks at the one that is gone is led to the other.
  for (const id of [row.id, into.id]) await work.emit(conversationMerged, { kind: 'conversation', id }, fact)
  return noted.row
}

/** Takes a merge back: each is shown by itself again, with everything that was written in it meanwhile. */
export async function undoMerge(work: Work, input: { id: string }): Promise<ConversationRow> {
  await lockMerged(work, [(await findConversation(work, input.id)).id])
  const { row } = await lockVisible(work, input.id)
  const from = row.merged_into
  if (from === null) refuse('not_merged', undefined, 'This conversation is not merged with another one.')
  const { row: parent, root } = await lockConversation(work, from)
  const apart = await saveConversation(work, row, {
    merged_into: null,
    merged_at: null,
    team_id: row.team_before_merge,
    team_before_merge: null,
  })
  await moveMerged(work, row.id, row.team_before_merge)
  const after = await recomputeTail(work, apart)
  const left = await recomputeTail(work, root)
  if (parent.id !== root.id) await recomputeTail(work, parent)
  // What the shopper wrote in it and nobody answered is to be answered, whatever became of the other one.
  const state = after.waiting_since !== null ? 'open' : left.state
  const done = await saveConversation(work, after, {
    state,
    resolved_at: state === 'resolved' ? (after.resolved_at ?? left.resolved_at ?? work.now) : null,
  })
  const fact = { conversationId: row.id, from }
  for (const id of [row.id, root.id]) await work.emit(conversationUnmerged, { kind: 'conversation', id }, fact)
  return done
}

async function isSamePerson(work: Work, one: ConversationRow, other: ConversationRow): Promise<boolean> {
  if (one.customer_id && other.customer_id)
    return (await provedIdsOf(work, one.customer_id)).includes(other.customer_id)
  return one.customer_id === other.customer_id && one.visitor_id !== null && one.visitor_id === other.visitor_id
}

/** Refuses `already_merged` where too many would be shown as one. */
export async function requireRoom(work: Work, row: ConversationRow, into: ConversationRow): Promise<void> {
  const families = await familiesOf(work, [row.id, into.id])
  const together = [...families.values()].reduce((sum, ids) => sum + ids.length, 0)
  if (together > limits.conversations.mergedTogether)
    refuse('already_merged', { limit: limits.conversations.mergedTogether }, 'So many cannot be shown as one.')
}
