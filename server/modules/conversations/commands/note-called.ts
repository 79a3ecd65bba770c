import type { Work } from '#platform/work'
import { lockConversation, saveConversation } from './lock-conversation.ts'
import { noteThat } from './post-notice.ts'

/** They spoke on the phone, or in the browser: that answers what was waiting for an answer in writing. */
export async function noteCalled(
  work: Work,
  conversationId: string,
  values: { minutes: string; way: 'phone' | 'browser' },
): Promise<void> {
  const locked = await lockConversation(work, conversationId)
  const { root } = await noteThat(work, locked, 'call_ended', values)
  await saveConversation(work, root, { waiting_since: null })
}

/** They wait for a call, which has a place or a time of its own, and not for an answer in writing. */
export async function waitByPhone(work: Work, conversationId: string): Promise<void> {
  const { root } = await lockConversation(work, conversationId)
  await saveConversation(work, root, { waiting_since: null })
}

/**
 * Rather a chat than a call: it waits for whoever is free.
 * @param waitingFrom since when they wait, where nothing that they wrote says it
 */
export async function goOnByChat(work: Work, conversationId: string, waitingFrom: Date): Promise<void> {
  const { root } = await lockConversation(work, conversationId)
  await saveConversation(work, root, { channel: 'chat', waiting_since: root.waiting_since ?? waitingFrom })
}
