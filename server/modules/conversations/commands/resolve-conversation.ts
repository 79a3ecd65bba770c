import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { cleanText } from '../clean-text.ts'
import { requireWelcome } from '../conduct/require-welcome.ts'
import { conversationResolved } from '../events.ts'
import { conversationMachine } from '../machine.ts'
import { partyOf } from '../party.ts'
import type { ConversationTables } from '../tables.ts'
import { sideOf } from '../words.ts'
import { lockConversation, saveConversation, type LockedConversation } from './lock-conversation.ts'
import { noteThat } from './post-notice.ts'

const db = tablesOf<ConversationTables>()

/**
 * Calls a conversation solved, with a resolution of its own. Somebody of the store names the cause (`cause_needed`): what nobody
 * counts cannot be put right for the next one. Whoever may not write here may still say that it is solved, in no words of their own.
 */
export async function resolveConversation(
  work: Work,
  conversationId: string,
  input: { cause?: string | undefined; note?: string | undefined },
): Promise<LockedConversation> {
  const locked = await lockConversation(work, conversationId)
  const { root } = locked
  const state = conversationMachine.next(root.state, 'resolve')
  const party = await partyOf(work)
  const cause = input.cause?.trim() || null
  if (party.kind === 'staff' && cause === null)
    refuse('cause_needed', undefined, 'Say what it was about, so that it can be put right for everybody.')
  const note = cleanText(input.note ?? '').text
  if (note !== '' && sideOf(party.kind) === 'shopper')
    await requireWelcome(work, { customerId: root.customer_id, visitorId: root.visitor_id }, root.channel)
  const after = await saveConversation(work, root, { state, resolved_at: work.now, cause, waiting_since: null })
  const resolutionId = work.newId('res')
  await db(work)
    .insertInto('resolution')
    .values({
      store_id: work.storeId,
      id: resolutionId,
      conversation_id: root.id,
      at: work.now,
      by_kind: party.kind,
      by_id: party.id,
      cause,
      note,
    })
    .execute()
  const noted = await noteThat(
    work,
    { row: after, root: after },
    'resolved',
    party.kind === 'staff' ? { name: party.name } : {},
  )
  await work.emit(
    conversationResolved,
    { kind: 'conversation', id: root.id },
    {
      conversationId: root.id,
      resolutionId,
      cause,
      byStaffId: party.kind === 'staff' ? party.id : null,
      customerId: root.customer_id,
    },
  )
  return { row: locked.row.id === root.id ? noted.row : locked.row, root: noted.row }
}

/** Ends what is still open of somebody who is about to be forgotten: nobody is left to answer, and nobody waits any more. */
export async function closeConversations(work: Work, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return
  const rows = await db(work)
    .selectFrom('conversation')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...conversationIds])
    .where('state', '=', 'open')
    // What is merged into somebody else's goes on there.
    .where('merged_into', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id } of rows) await resolveConversation(work, id, {})
}
