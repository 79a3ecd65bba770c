import { callGivenUp } from '#events/calls'
import { reachOf } from '#modules/conversations'
import { on } from '#platform/events/on'
import { queueNotification } from '../queue-notification.ts'
import type { Hidden } from '../templates.ts'

export const callReactions = [
  on(callGivenUp, 'notifications.call-given-up', async (work, { payload: { requestId, conversationId, because } }) => {
    const reach = await reachOf(work, conversationId)
    if (!reach?.to) return
    const { conversation, to, byLink } = reach
    const link: Hidden | null = byLink ? { hidden: { kind: 'conversation_link', id: conversation.id } } : null
    await queueNotification<'call_missed'>(work, {
      template: 'call_missed',
      params: { because: because === 'wrong_number' ? 'wrong_number' : 'not_reached', link },
      to,
      dedupeKey: `call-missed:${requestId}`,
      about: { kind: 'conversation', id: conversation.id },
      reference: conversation.reference,
      path: `/call?conversation=${conversation.id}`,
    })
  }),
]
