import { storePolicy } from '#modules/stores'
import { on } from '#platform/events/on'
import { conversationResolved, transcriptAsked } from '../events.ts'
import { answeredAmong } from '../queries.ts'
import { reachOf } from '../reach.ts'
import { answeringKinds } from '../words.ts'
import { mayMailTo } from './mails-to.ts'

/**
 * When a matter is solved and the rules say so, the transcript goes out by itself, to where its owner is reached. Where nobody of us
 * said anything there is nothing to send: an address that somebody typed is not to get what only they wrote.
 */
export const transcriptAtResolution = on(
  conversationResolved,
  'conversations.transcript-at-resolution',
  async (work, { payload: { conversationId } }) => {
    if ((await storePolicy(work)).get('transcript') !== 'stored_and_mailed') return
    const reach = await reachOf(work, conversationId)
    if (!reach?.to) return
    const weAnswered = await answeredAmong(work, [conversationId], [...answeringKinds, 'assistant'])
    if (!weAnswered.has(conversationId)) return
    const to = 'address' in reach.to ? reach.to.address : ''
    if (to !== '' && !(await mayMailTo(work, to))) return
    await work.emit(
      transcriptAsked,
      { kind: 'conversation', id: conversationId },
      { conversationId, to, locale: reach.conversation.locale },
    )
  },
)
