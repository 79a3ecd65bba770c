import { findConversation, moveMessage, undoMove } from '#modules/conversations'
import { actorKey } from '#platform/auth/actor'
import { notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { mailMoved } from '../../events.ts'
import type { MailTables } from '../../tables.ts'
import { type Decision, lastDecision } from '../decisions.ts'
import { findSeen, type MailRow } from '../queries.ts'

const db = tablesOf<MailTables>()

/**
 * Moves a mail to the conversation that a colleague says it belongs to, or to a new one of its sender. They see both; what was
 * decided, why and by whom is kept with the mail. Refuses `changed_meanwhile`, and what `moveMessage` refuses.
 * @param input.to any id of a conversation, or `new`
 */
export async function moveMail(work: Work, input: { id: string; to: string; version: number }): Promise<MailRow> {
  const row = await lockMail(work, input)
  if (row.posted_message_id === null || row.conversation_id === null) return notFound('mail')
  const into = input.to === 'new' ? undefined : (await findConversation(work, input.to)).id
  const suggested = (row.suggestion as { conversationId: string } | null)?.conversationId
  const { from, conversation, moveId } = await moveMessage(work, {
    messageId: row.posted_message_id,
    into,
    subject: row.subject ?? '',
    person: { name: row.from_name || (row.from_address ?? ''), address: row.from_address ?? '' },
  })
  const decision: Decision = {
    conversationId: conversation.id,
    why: into !== undefined && into === suggested ? 'suggestion' : 'by_hand',
    at: work.now.toISOString(),
    by: actorKey(work.actor),
    moveId,
    from: from.id,
  }
  return await settle(work, row, [...(row.decisions as Decision[]), decision], {
    from: from.id,
    to: conversation.id,
    why: decision.why,
    isUndo: false,
  })
}

/** Takes the last move of a mail back. Refuses `changed_meanwhile`, `not_moved`, `not_possible_now`. */
export async function undoMoveMail(work: Work, input: { id: string; version: number }): Promise<MailRow> {
  const row = await lockMail(work, input)
  const last = lastDecision(row)
  if (last?.moveId === undefined) return refuse('not_moved', undefined, 'Nobody has moved this mail.')
  await undoMove(work, last.moveId)
  const undone = { by: actorKey(work.actor), at: work.now.toISOString() }
  const decisions = (row.decisions as Decision[]).map((each) =>
    each.moveId === last.moveId ? { ...each, undone } : each,
  )
  return await settle(work, row, decisions, {
    from: last.conversationId,
    to: last.from ?? '',
    why: lastDecision({ decisions })?.why ?? 'new',
    isUndo: true,
  })
}

async function settle(
  work: Work,
  row: MailRow,
  decisions: readonly Decision[],
  fact: { from: string; to: string; why: string; isUndo: boolean },
): Promise<MailRow> {
  const after = await db(work)
    .updateTable('inbound_mail')
    .set({ decisions: JSON.stringify(decisions), version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  for (const id of new Set([fact.to, fact.from]))
    await work.emit(mailMoved, { kind: 'desk', id }, { mailId: row.id, ...fact })
  return after
}

/** A mail that the actor may see, under its lock, as it was when they looked. */
export async function lockMail(work: Work, { id, version }: { id: string; version: number }): Promise<MailRow> {
  await findSeen(work, id)
  const row = await db(work)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.version !== version)
    refuse('changed_meanwhile', { version: row.version }, 'Somebody else was at this mail meanwhile. Look again.')
  return row
}
