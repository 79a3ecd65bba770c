import { redactNumbers } from '#platform/redact-numbers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { readInWorker } from '../reading/read-in-worker.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import type { MailTables } from '../tables.ts'
import type { MailRow } from './queries.ts'

const db = tablesOf<MailTables>()

/** What a mail's bytes say, read once more. Undefined where they are not there. */
export async function readAgain(
  reader: Reader,
  row: Pick<MailRow, 'id' | 'received_at' | 'envelope_from'>,
): Promise<{ raw: Buffer; mail: ReadMail } | undefined> {
  const original = await db(reader)
    .selectFrom('inbound_mail_original')
    .select('raw')
    .where('store_id', '=', reader.storeId)
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (!original) return undefined
  const mail = await readInWorker(original.raw, {
    receivedAt: row.received_at,
    ...(row.envelope_from === null ? {} : { envelopeFrom: row.envelope_from }),
  })
  return { raw: original.raw, mail }
}

/** The same without card numbers, as plain words: mark-up could part a number so that nobody finds it. */
export function withoutNumbers(mail: ReadMail): ReadMail {
  const clean = (words: string) => redactNumbers(words).text
  return {
    ...mail,
    html: undefined,
    quotedHtml: undefined,
    text: clean(mail.text),
    newText: clean(mail.newText),
    quotedText: clean(mail.quotedText),
  }
}
