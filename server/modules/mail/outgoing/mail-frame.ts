import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'
import type { Config } from '../../../config.ts'
import type { MailAddress, OutgoingMail } from './ports.ts'
import { threadAddress, threadMessageId } from '../thread-address.ts'
import { threadKeyOf } from '../thread-key.ts'
import { defaultMailbox, mailThreadOf, referencesOf } from './mail-thread.ts'
import { referenceHeaders } from './reference-headers.ts'

/** What makes a mail of ours one of its conversation: an answer to it comes back into it. */
export interface MailFrame extends Pick<OutgoingMail, 'messageId' | 'replyTo'> {
  /** The mailbox that was written to, where somebody wrote. */
  from: MailAddress | undefined
  /** That mailbox: what leaves from it leaves through its server. */
  mailboxId: string | undefined
  headers: Record<string, string>
}

/**
 * The frame of a mail about a conversation, such as an acknowledgement or a question how it was.
 * @param id of the mail, always the same for one mail, so that a double is known by it
 */
export async function mailFrameOf(
  reader: Reader,
  config: Config,
  { id, conversationId }: { id: string; conversationId: string },
): Promise<MailFrame> {
  const key = threadKeyOf(config)
  const thread = await mailThreadOf(reader, conversationId)
  const mailbox = thread?.mailbox ?? (await defaultMailbox(reader, conversationId))
  const name = mailbox?.name || (await findStore(reader)).name
  const answers = mailbox && (threadAddress(conversationId, mailbox.address, key) ?? mailbox.address)
  return {
    messageId: threadMessageId(conversationId, key, nonceOf(id)),
    ...(answers ? { replyTo: { name, address: answers } } : {}),
    from: thread ? { name, address: thread.mailbox.address } : undefined,
    mailboxId: thread?.mailbox.id,
    headers: thread ? referenceHeaders(thread.last.message_id, await referencesOf(reader, thread)) : {},
  }
}

/** Of an id of ours, what a signed Message-ID takes. */
export function nonceOf(id: string): string {
  return id.slice(id.indexOf('_') + 1).toLowerCase()
}
