import type { PlannedAssignment } from '#modules/conversations'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

/** Whoever gives a conversation away while somebody speaks in it would part them: the call is passed on instead. Refuses `speaking_now`. */
export async function requireNotSpeaking(work: Work, { conversation }: PlannedAssignment): Promise<void> {
  const speaking = await db(work)
    .selectFrom('call_request')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversation.id)
    .where('state', '=', 'talking')
    .executeTakeFirst()
  if (speaking) refuse('speaking_now', undefined, 'Somebody is on the phone here. Pass the call on, or hang up first.')
}
