import type { Work } from '#platform/work'
import { conversationGoesOnByMail } from '../events.ts'
import { lockConversation, saveConversation } from './lock-conversation.ts'
import { noteThat } from './post-notice.ts'

/** The rest is answered by mail: the shopper left, asked for it, or nobody is there. The same again changes nothing. */
export async function goOnByMail(
  work: Work,
  conversationId: string,
  because: 'left' | 'asked' | 'closed' | 'quiet',
): Promise<void> {
  const { root } = await lockConversation(work, conversationId)
  if (root.channel === 'mail') return
  const row = await saveConversation(work, root, { channel: 'mail' })
  await noteThat(work, { row, root: row }, 'goes_on_by_mail', { because })
  await work.emit(conversationGoesOnByMail, { kind: 'conversation', id: root.id }, { conversationId: root.id, because })
}
