import { goOnByMail, loadConversations, postNotice } from '#modules/conversations'
import { timer, timerToken } from '#platform/jobs/timer'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { findOpenContact } from './contacts.ts'
import { routingPolicy } from './policy.ts'

interface Quiet {
  conversationId: string
  prompts: number
}

const quietToken = timerToken<Quiet>('routing.chat-quiet')

/** Somebody of the store has just written in a chat: if the shopper says nothing for long, they are asked. */
export async function waitForShopper(work: Work, conversationId: string): Promise<void> {
  const { idleMinutes } = await routingPolicy(work)
  await work.setTimer(
    quietToken,
    addMinutes(work.now, idleMinutes),
    { conversationId, prompts: 0 },
    { key: conversationId },
  )
}

/** They wrote, or it is over. */
export async function stopWaiting(work: Work, conversationId: string): Promise<void> {
  await work.clearTimer(quietToken, conversationId)
}

/**
 * A chat in which the shopper has been quiet: they are asked, as often as the settings say, and then it goes on by mail. It is
 * never closed for them. policy: chat.idle_minutes, chat.idle_prompts
 */
export const chatQuiet = timer(quietToken, async (work, { conversationId, prompts }) => {
  const contact = await findOpenContact(work, conversationId)
  if (contact?.state !== 'held' || contact.channel !== 'chat') return
  // It is our turn: they wrote last.
  if ((await loadConversations(work, [conversationId])).get(conversationId)?.waiting_since) return
  const { idleMinutes, idlePrompts } = await routingPolicy(work)
  if (prompts >= idlePrompts) return await goOnByMail(work, conversationId, 'quiet')
  await postNotice(work, conversationId, 'quiet')
  const next = { conversationId, prompts: prompts + 1 }
  await work.setTimer(quietToken, addMinutes(work.now, idleMinutes), next, { key: conversationId })
})
