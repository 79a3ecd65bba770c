import { findStore } from '#modules/stores'
import type { Work } from '#platform/work'
import type { NoticeCode } from '../words.ts'
import { append, type Appended } from './append.ts'
import { lockConversation, type LockedConversation } from './lock-conversation.ts'
import { tell } from './tell.ts'

/**
 * Puts something that happened into a conversation, for both sides; screens put it into words.
 * @param values what the words need, such as `{ name: 'Sam' }`
 */
export async function postNotice(
  work: Work,
  conversationId: string,
  code: NoticeCode,
  values: Record<string, string> = {},
): Promise<Appended> {
  return await noteThat(work, await lockConversation(work, conversationId), code, values)
}

/** The same under a lock that the caller holds. */
export async function noteThat(
  work: Work,
  locked: LockedConversation,
  code: NoticeCode,
  values: Record<string, string> = {},
): Promise<Appended> {
  const { name } = await findStore(work)
  const appended = await append(work, locked, {
    kind: 'notice',
    author: { kind: 'system', id: null, name },
    text: '',
    notice: { code, values },
  })
  await tell(work, appended)
  return appended
}
