import { storeFile } from '#modules/files'
import { ApiError } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { limits } from '../../../limits.ts'
import { fileMail } from '../commands/file-mail.ts'
import { noteAttempt } from '../commands/note-attempt.ts'
import { readInWorker } from '../reading/read-in-worker.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import type { MailFile } from '../reading/read-parts.ts'
import type { MailTables } from '../tables.ts'
import { threadKeyOf } from '../thread-key.ts'

const db = tablesOf<MailTables>()

/**
 * Reads what was kept of a mailbox and puts it where it belongs, one after the other as it came: an answer may follow its question
 * within the second. A mail that cannot be filed holds nobody up: it is tried again, and in the end put aside.
 */
export const readKeptMail = job<{ mailboxId: string }>(
  'mail.read',
  { retryLimit: 12, retryDelaySeconds: 5, timeoutSeconds: 600, concurrency: 2 },
  async (context, { mailboxId }) => {
    const tried = new Set<string>()
    let failure: unknown
    for (;;) {
      const waiting = (await nextStored(context, mailboxId)).filter(({ id }) => !tried.has(id))
      if (waiting.length === 0 || context.signal.aborted) break
      const read = await Promise.all(waiting.map(async (row) => ({ row, mail: await readRow(row) })))
      for (const { row, mail } of read) {
        tried.add(row.id)
        try {
          await file(context, row.id, mail)
        } catch (error) {
          failure = error
          context.log.warn({ mail: row.id, reason: (error as Error).message }, 'a mail could not be filed')
          await context.transact((work) => noteAttempt(work, row.id))
        }
      }
    }
    if (failure) throw failure
  },
)

interface Kept {
  id: string
  raw: Buffer
  received_at: Date
  envelope_from: string | null
}

async function nextStored({ app }: JobContext, mailboxId: string): Promise<Kept[]> {
  return await db(app)
    .selectFrom('inbound_mail')
    .innerJoin('inbound_mail_original', (join) =>
      join
        .onRef('inbound_mail_original.store_id', '=', 'inbound_mail.store_id')
        .onRef('inbound_mail_original.id', '=', 'inbound_mail.id'),
    )
    .select(['inbound_mail.id', 'raw', 'received_at', 'envelope_from'])
    .where('inbound_mail.store_id', '=', app.storeId)
    .where('mailbox_id', '=', mailboxId)
    .where('state', '=', 'stored')
    .orderBy('attempts')
    .orderBy('place')
    .limit(limits.mail.readAtOnce)
    .execute()
}

function readRow({ raw, received_at, envelope_from }: Kept): Promise<ReadMail> {
  return readInWorker(raw, {
    receivedAt: received_at,
    ...(envelope_from === null ? {} : { envelopeFrom: envelope_from }),
  })
}

async function file(context: JobContext, mailId: string, mail: ReadMail): Promise<void> {
  const { files, left } = await storeFiles(context, mailId, mail.files)
  const key = threadKeyOf(context.app.config)
  await context.transact((work) => fileMail(work, { mailId, mail, files, left, key }))
}

// The same again is the same file, so that a repeat stores nothing twice.
async function storeFiles(
  context: JobContext,
  mailId: string,
  files: readonly MailFile[],
): Promise<{ files: string[]; left: string[] }> {
  const stored = { files: [] as string[], left: [] as string[] }
  for (const { content, name } of files) {
    try {
      const owner = { kind: 'mail', id: mailId }
      stored.files.push((await storeFile(context, { content, name, owner })).id)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // A kind of file that is not opened here: it stays in the original.
      stored.left.push(name)
    }
  }
  return stored
}
