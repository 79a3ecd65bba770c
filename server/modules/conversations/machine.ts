import { machine } from '#platform/machine'
import type { ConversationState } from './words.ts'

/**
 * A conversation is open until it is called solved, and a shopper's word takes it up again. What is merged, split off or with
 * whom is no state of it.
 */
export const conversationMachine = machine<ConversationState>()({
  initial: 'open',
  final: [],
  steps: {
    resolve: { from: ['open'], to: 'resolved', event: 'conversation.resolved' },
    reopen: { from: ['resolved'], to: 'open', event: 'conversation.reopened' },
  },
})
