import type { PlannedAnswer } from '#modules/conversations'
import { reachOf } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { refuse } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { ownAddressesOf } from '../own-addresses.ts'
import { answerRecipients, mailThreadOf } from './mail-thread.ts'

/** Refuses an answer that could not leave as mail, before it stands there as sent. */
export async function requireSendable(work: Work, { conversation, files }: PlannedAnswer): Promise<void> {
  const thread = await mailThreadOf(work, conversation.id)
  if (thread ? (await answerRecipients(work, thread)).to.length === 0 : await isWithOurselves(work, conversation.id))
    refuse(
      'only_ourselves',
      undefined,
      'This would go to our own address only. Please begin a conversation with the person it is for.',
    )
  if (thread) requireRoom(files)
}

/** Refuses more files than a mail takes. */
export function requireRoom(files: readonly { sizeBytes: number }[]): void {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const megabytes = Math.floor(limits.mail.attachmentBytes / 1_000_000)
  if (bytes > limits.mail.attachmentBytes)
    refuse(
      'attachments_too_large',
      { megabytes },
      `Mail takes ${megabytes} MB of files at once. Please leave one out, or send it in a second mail.`,
    )
}

async function isWithOurselves(reader: Reader, conversationId: string): Promise<boolean> {
  const to = (await reachOf(reader, conversationId))?.to
  if (!to) return false
  const address = 'address' in to ? to.address : (await findCustomer(reader, to.customerId)).email
  return address !== null && (await ownAddressesOf(reader)).includes(address.toLowerCase())
}
