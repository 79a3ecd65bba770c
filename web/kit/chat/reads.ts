const listeners = new Set<(conversationId: string) => void>()

/** Hears that a conversation was read on this page, or in another tab in which it is open here too. */
export function onConversationRead(listener: (conversationId: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says so. */
export function tellRead(conversationId: string): void {
  for (const listener of listeners) listener(conversationId)
}
