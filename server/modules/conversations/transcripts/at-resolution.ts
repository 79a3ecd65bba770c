import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { conversationResolved, transcriptAsked } from '../events.ts'
import { contactPolicy } from '../policy.ts'
import { reachOf } from '../reach.ts'
import type { ConversationTables } from '../tables.ts'
import { mayMailTo } from './mails-to.ts'

const db = tablesOf<ConversationTables>()

/**
 * When a matter is solved and the rules say so, the transcript goes out by itself, to where its owner is reached. Where nobody of us
 * said anything there is nothing to send: an address that somebody typed is not to get what only they wrote.
 */
export const transcriptAtResolution = on(
  conversationResolved,
  'conversations.transcript-at-resolution',
  async (work, { payload: { conversationId } }) => {
    if ((await contactPolicy(work)).get('transcript') !== 'stored_and_mailed') return
    const reach = await reachOf(work, conversationId)
    if (!reach?.to || !(await weAnswered(work, conversationId))) return
    const to = 'address' in reach.to ? reach.to.address : ''
    if (to !== '' && !(await mayMailTo(work, to))) return
    await work.emit(
      transcriptAsked,
      { kind: 'conversation', id: conversationId },
      { conversationId, to, locale: reach.conversation.locale },
    )
  },
)

async function weAnswered(reader: Reader, conversationId: string): Promise<boolean> {
  const answer = await db(reader)
    .selectFrom('message')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .where('state', '=', 'sent')
    .where('author_kind', 'in', ['staff', 'seller', 'assistant'])
    .limit(1)
    .executeTakeFirst()
  return answer !== undefined
}
