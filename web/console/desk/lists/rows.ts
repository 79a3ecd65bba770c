import type { Conversation } from '#contract/conversations'
import type { Contact } from '#contract/routing'

/** One line of the left pane, whatever it comes from; `j` and `k` go through all of them. */
export type Row =
  | { part: 'offered'; conversationId: string; contact: Contact }
  | { part: 'waiting'; conversationId: string; contact: Contact }
  | { part: 'lost'; conversationId: string; contact: Contact }
  | { part: 'mine'; conversationId: string; conversation: Conversation }
  | { part: 'list'; conversationId: string; conversation: Conversation }

/** What is offered to me first, then what I hold, what went to others while I was away, what waits; nothing stands there twice. */
export function workRows(
  offered: readonly Contact[],
  mine: readonly Conversation[],
  lost: readonly Contact[],
  waiting: readonly Contact[],
): Row[] {
  const seen = new Set<string>()
  const once = <R extends Row>(row: R): R[] => {
    if (seen.has(row.conversationId)) return []
    seen.add(row.conversationId)
    return [row]
  }
  return [
    ...offered.flatMap((contact) => once({ part: 'offered', conversationId: contact.conversationId, contact })),
    ...mine.flatMap((conversation) => once({ part: 'mine', conversationId: conversation.id, conversation })),
    ...lost.flatMap((contact) => once({ part: 'lost', conversationId: contact.conversationId, contact })),
    ...waiting.flatMap((contact) => once({ part: 'waiting', conversationId: contact.conversationId, contact })),
  ]
}
