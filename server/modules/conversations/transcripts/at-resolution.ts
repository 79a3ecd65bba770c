import { on } from '#platform/events/on'
import { conversationResolved, transcriptAsked } from '../events.ts'
import { contactPolicy } from '../policy.ts'
import { loadConversations } from '../queries.ts'
import { reachOf } from '../reach.ts'

/** When a matter is solved and the rules say so, the transcript goes out by itself, to where its owner is reached. */
export const transcriptAtResolution = on(
  conversationResolved,
  'conversations.transcript-at-resolution',
  async (work, { payload: { conversationId } }) => {
    if ((await contactPolicy(work)).get('transcript') !== 'stored_and_mailed') return
    const reach = await reachOf(work, conversationId)
    if (!reach?.to) return
    const row = (await loadConversations(work, [conversationId])).get(conversationId)
    const to = 'address' in reach.to ? reach.to.address : ''
    await work.emit(
      transcriptAsked,
      { kind: 'conversation', id: conversationId },
      { conversationId, to, locale: row?.locale ?? null },
    )
  },
)
