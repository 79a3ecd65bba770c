import MailComposer from 'nodemailer/lib/mail-composer'
import { redactNumbers } from '#platform/redact-numbers'
import type { JobContext } from '#platform/jobs/job'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import { limits } from '../../../limits.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import type { MailTables } from '../tables.ts'
import type { MailRow } from './queries.ts'
import { readAgain, withoutNumbers } from './read-again.ts'

const db = tablesOf<MailTables>()

/**
 * Replaces originals that hold card numbers within a day: by a mail of the same words without them, so that whoever files or reads
 * it again finds what it said. What came is known by its hash and size still.
 */
export const replaceOriginals = schedule(
  'mail.replace-originals',
  { everySeconds: limits.mail.cardNumbers.everySeconds },
  async (context) => {
    for (;;) {
      const rows = await findDue(context)
      for (const row of rows) await replace(context, row)
      if (rows.length < limits.mail.readAtOnce || context.signal.aborted) break
    }
  },
)

async function findDue({ app }: Pick<JobContext, 'app'>): Promise<MailRow[]> {
  return await db(app)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', app.storeId)
    .where('has_card_numbers', '=', true)
    .where('original_replaced_at', 'is', null)
    .where('stored_at', '<=', addHours(app.clock.now(), -limits.mail.cardNumbers.keptHours))
    .orderBy('stored_at')
    .limit(limits.mail.readAtOnce)
    .execute()
}

async function replace(context: Pick<JobContext, 'app' | 'transact' | 'read'>, row: MailRow): Promise<void> {
  const found = await readAgain(context.read(), row)
  const raw = found ? await withoutCards(row, found.mail) : Buffer.alloc(0)
  await context.transact(async (work) => {
    await db(work)
      .updateTable('inbound_mail_original')
      .set({ raw })
      .where('store_id', '=', work.storeId)
      .where('id', '=', row.id)
      .execute()
    await db(work)
      .updateTable('inbound_mail')
      .set({ original_replaced_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', row.id)
      .execute()
  })
}

function withoutCards(row: MailRow, mail: ReadMail): Promise<Buffer> {
  const { text } = withoutNumbers(mail)
  const { from, replyTo, to, cc, subject, sentAt, messageId, inReplyTo, references } = mail
  const people = (all: ReadMail['to']) => all.map(({ name, address }) => ({ name: redactNumbers(name).text, address }))
  return new MailComposer({
    ...(from ? { from: people([from])[0] } : {}),
    replyTo: people(replyTo),
    to: people(to),
    cc: people(cc),
    subject: redactNumbers(subject).text,
    text,
    date: sentAt ?? row.received_at,
    ...(messageId ? { messageId: `<${messageId}>` } : {}),
    ...(inReplyTo.length > 0 ? { inReplyTo: inReplyTo.map((id) => `<${id}>`).join(' ') } : {}),
    ...(references.length > 0 ? { references: references.map((id) => `<${id}>`) } : {}),
    headers: {
      'X-Original-Replaced': `it held card numbers; sha256=${row.sha256}; bytes=${row.size_bytes}`,
      ...(row.automatic === null ? {} : { 'Auto-Submitted': 'auto-replied' }),
    },
  })
    .compile()
    .build()
}
