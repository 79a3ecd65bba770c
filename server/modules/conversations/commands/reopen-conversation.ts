import { storePolicy } from '#modules/stores'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { actorKey } from '#platform/auth/actor'
import type { Work } from '#platform/work'
import { requireWelcome } from '../conduct/require-welcome.ts'
import { conversationReopened } from '../events.ts'
import { conversationMachine } from '../machine.ts'
import { partyOf } from '../party.ts'
import { resumeUntil } from '../rules.ts'
import type { ConversationTables } from '../tables.ts'
import { sideOf } from '../words.ts'
import { lockConversation, saveConversation, type LockedConversation } from './lock-conversation.ts'
import { noteThat } from './post-notice.ts'

const db = tablesOf<ConversationTables>()

/**
 * Takes a conversation up again under its reference. Refuses `not_possible_now` when it is open, `too_late` when the time for it
 * is over: then a new message begins a new one that names it.
 */
export async function reopenConversation(work: Work, conversationId: string): Promise<LockedConversation> {
  const locked = await lockConversation(work, conversationId)
  conversationMachine.next(locked.root.state, 'reopen')
  const { customer_id: customerId, visitor_id: visitorId, channel } = locked.root
  // Whoever may not write here does not call anybody back either.
  if (sideOf((await partyOf(work)).kind) === 'shopper') await requireWelcome(work, { customerId, visitorId }, channel)
  if (!(await canResume(work, locked)))
    refuse('too_late', undefined, 'This conversation is closed for good. Write to us, and a new one picks it up.')
  return await takeUp(work, locked)
}

/** Whether it may still go on under its reference. */
export async function canResume(work: Work, { root }: LockedConversation): Promise<boolean> {
  const until = resumeUntil(root, (await storePolicy(work)).get('chat.resume_days'))
  return until === null || work.now <= until
}

/** Opens it again, under the lock, and says so. */
export async function takeUp(work: Work, locked: LockedConversation): Promise<LockedConversation> {
  const state = conversationMachine.next(locked.root.state, 'reopen')
  const root = await saveConversation(work, locked.root, { state, resolved_at: null, cause: null })
  const { row } = locked
  const resolution = await db(work)
    .updateTable('resolution')
    .set({ reopened_at: work.now, reopened_by: actorKey(work.actor) })
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', root.id)
    .where('reopened_at', 'is', null)
    .returning('id')
    .execute()
  await work.emit(
    conversationReopened,
    { kind: 'conversation', id: root.id },
    { conversationId: root.id, resolutionId: resolution.at(-1)?.id ?? null, by: actorKey(work.actor) },
  )
  const noted = await noteThat(work, { row: root, root }, 'reopened')
  return row.id === root.id ? { row: noted.row, root: noted.row } : { row, root: noted.row }
}
