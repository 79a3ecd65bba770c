import { keptText } from '../../server/adapters/email/kept-text.ts'
import type { FileOutbox } from '../../server/adapters/email/file-outbox.ts'

/** A mail as the shopper's mail program would show its plain text. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Every mail that was sent, oldest first. */
export async function readMails(outbox: FileOutbox): Promise<Mail[]> {
  const entries = await outbox.list()
  return await Promise.all(
    entries.map(async ({ to, subject, file }) => ({ to, subject, text: keptText(await outbox.read(file)) })),
  )
}
