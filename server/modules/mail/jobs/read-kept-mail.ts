import { storeFile } from '#modules/files'
import { ApiError } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { sql } from 'kysely'
import { limits } from '../../../limits.ts'
import { alone } from '../alone.ts'
import { fileMails, type FileMailInput } from '../commands/file-mail.ts'
import { noteAttempt } from '../commands/note-attempt.ts'
import { nameServerPort } from '../ports.ts'
import type { Authenticity } from '../reading/authenticate.ts'
import { readInWorker } from '../reading/read-in-worker.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import type { MailFile } from '../reading/read-parts.ts'
import { judgeSender } from '../seen/judge-sender.ts'
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
    const { app } = context
    const run: Run = { tried: new Set(), failure: undefined }
    // Whoever is at it looks once more when they are done, so that nothing that came meanwhile stays behind.
    do {
      const isMine = await alone(app, `mail.read:${app.storeId}:${mailboxId}`, () => readAll(context, mailboxId, run))
      if (!isMine) break
    } while (!context.signal.aborted && (await nextStored(context, mailboxId)).some(({ id }) => !run.tried.has(id)))
    if (run.failure) throw run.failure
  },
)

interface Run {
  readonly tried: Set<string>
  failure: unknown
}

async function readAll(context: JobContext, mailboxId: string, run: Run): Promise<void> {
  const readNext = async (inHand: readonly RowRead[]): Promise<RowRead[]> => {
    const rows = await nextStored(
      context,
      mailboxId,
      inHand.map(({ row }) => row.id),
    )
    return await Promise.all(rows.filter(({ id }) => !run.tried.has(id)).map((row) => readRow(context, row)))
  }
  let reading = readNext([])
  for (;;) {
    const read = await reading
    if (read.length === 0 || context.signal.aborted) return
    for (const { row } of read) run.tried.add(row.id)
    // What comes behind them is read while they are filed.
    reading = readNext(read)
    reading.catch(() => undefined)
    await fileAll(context, read, run)
  }
}

// Together they take half the time; where one of them cannot be filed, each is for itself.
async function fileAll(context: JobContext, read: readonly RowRead[], run: Run): Promise<void> {
  try {
    const inputs: FileMailInput[] = []
    for (const { row, ...mail } of read) inputs.push(await inputOf(context, row.id, mail))
    await context.transact((work) => fileMails(work, inputs))
  } catch (error) {
    const [one, another] = read
    if (another) {
      for (const each of read) await fileAll(context, [each], run)
    } else if (one) {
      run.failure = error
      context.log.warn({ mail: one.row.id, reason: (error as Error).message }, 'a mail could not be filed')
      await context.transact((work) => noteAttempt(work, one.row.id))
    }
  }
}

interface Kept {
  id: string
  raw: Buffer
  received_at: Date
  envelope_from: string | null
  envelope_ip: string | null
  envelope_helo: string | null
}

async function nextStored({ app }: JobContext, mailboxId: string, inHand: readonly string[] = []): Promise<Kept[]> {
  return await db(app)
    .selectFrom('inbound_mail')
    .innerJoin('inbound_mail_original', (join) =>
      join
        .onRef('inbound_mail_original.store_id', '=', 'inbound_mail.store_id')
        .onRef('inbound_mail_original.id', '=', 'inbound_mail.id'),
    )
    .select(['inbound_mail.id', 'raw', 'received_at', 'envelope_from', 'envelope_ip', 'envelope_helo'])
    .where('inbound_mail.store_id', '=', app.storeId)
    .where('mailbox_id', '=', mailboxId)
    .where(sql<boolean>`state = 'stored'`)
    .$if(inHand.length > 0, (query) => query.where('inbound_mail.id', 'not in', [...inHand]))
    .orderBy('attempts')
    .orderBy('place')
    .limit(limits.mail.readAtOnce)
    .execute()
}

async function readRow({ app }: JobContext, row: Kept): Promise<RowRead> {
  const { raw, received_at: receivedAt, envelope_from: from, envelope_ip: ip, envelope_helo: helo } = row
  const sender = from === null ? {} : { envelopeFrom: from }
  const names = app.ports.has(nameServerPort) ? app.ports.get(nameServerPort) : undefined
  const [mail, authenticity] = await Promise.all([
    readInWorker(raw, { receivedAt, ...sender }),
    judgeSender(raw, { ...sender, ...(ip === null ? {} : { ip, helo: helo ?? '' }) }, names),
  ])
  return { row, mail, authenticity }
}

interface Read {
  mail: ReadMail
  authenticity: Authenticity | null
}

type RowRead = Read & { row: Kept }

/** Stores the files of a mail that was read, then files it. @param byHand who took it back from what was put aside */
export async function fileRead(
  context: Pick<JobContext, 'app' | 'transact'>,
  mailId: string,
  read: Read,
  byHand?: FileMailInput['byHand'],
): Promise<void> {
  const input = await inputOf(context, mailId, read)
  await context.transact((work) => fileMails(work, [{ ...input, byHand }]))
}

async function inputOf(
  context: Pick<JobContext, 'app' | 'transact'>,
  mailId: string,
  read: Read,
): Promise<FileMailInput> {
  const stored = await storeFiles(context, mailId, read.mail.files)
  return { mailId, ...read, ...stored, key: threadKeyOf(context.app.config) }
}

// The same again is the same file, so that a repeat stores nothing twice.
async function storeFiles(
  context: Pick<JobContext, 'app' | 'transact'>,
  mailId: string,
  files: readonly MailFile[],
): Promise<Pick<FileMailInput, 'files' | 'left' | 'pictures'>> {
  const stored = { files: [] as string[], left: [] as string[], pictures: {} as Record<string, string> }
  for (const { content, name, isInline, contentId } of files) {
    try {
      const { id } = await storeFile(context, { content, name, owner: { kind: 'mail', id: mailId }, anyKind: true })
      // What its words show is no file beside them.
      if (isInline) stored.pictures[contentId.toLowerCase()] = id
      // The same twice in one mail is one file.
      else if (!stored.files.includes(id)) stored.files.push(id)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // A picture that cannot be opened, or too much of anything: it stays in the original.
      stored.left.push(name)
    }
  }
  return stored
}
