import type { Message } from '#contract/conversations'

/**
 * Messages as they are shown: each once, in the order that the server gave them. In one conversation that is their position;
 * where several are shown as one, their time.
 */
export function withMessages(known: readonly Message[], arrived: readonly Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of arrived) byId.set(message.id, message)
  return [...byId.values()].sort(compare)
}

function compare(one: Message, other: Message): number {
  if (one.conversationId === other.conversationId) return one.position - other.position
  return one.at < other.at ? -1 : one.at > other.at ? 1 : one.id < other.id ? -1 : 1
}

/** Up to which position of its own messages a conversation has been shown. */
export function lastPositionOf(messages: readonly Message[], conversationId: string): number {
  return messages.reduce(
    (last, message) => (message.conversationId === conversationId ? Math.max(last, message.position) : last),
    0,
  )
}

/** Whether a message is from the side that looks at it. */
export function isOwn({ author }: Pick<Message, 'author'>, side: 'shopper' | 'desk'): boolean {
  const isShopper = author.kind === 'shopper' || author.kind === 'visitor'
  return side === 'shopper' ? isShopper : !isShopper
}
