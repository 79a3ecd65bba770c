import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { endOfDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import type { BookTables, CreditNoteRow, JournalRow } from './tables.ts'

const db = tablesOf<BookTables>()

/** Calendar days in the store's zone, both included. */
export interface Days {
  from?: string | undefined
  to?: string | undefined
}

/** Credit notes and counter notes, newest first, one page. */
export async function listCreditNotes(
  reader: Reader,
  query: Days & {
    orderId?: string | undefined
    /** Left out: refunds that whoever asks may not know of. */
    withoutRefundIds?: readonly string[]
    country?: string | undefined
    sellerId?: string | undefined
    before?: { at: Date; id: string } | undefined
    limit: number
  },
): Promise<CreditNoteRow[]> {
  const { from, to } = await momentsOf(reader, query)
  const { orderId, withoutRefundIds = [], country, sellerId, before } = query
  return await db(reader)
    .selectFrom('credit_note')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(orderId !== undefined, (each) => each.where('order_id', '=', orderId ?? ''))
    .$if(withoutRefundIds.length > 0, (each) => each.where('refund_id', 'not in', [...withoutRefundIds]))
    .$if(country !== undefined, (each) => each.where('country', '=', country ?? ''))
    .$if(from !== undefined, (each) => each.where('issued_at', '>=', from ?? reader.now))
    .$if(to !== undefined, (each) => each.where('issued_at', '<=', to ?? reader.now))
    .$if(sellerId !== undefined, (each) =>
      each.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('refund_journal as j')
            .select(sql`1`.as('one'))
            .whereRef('j.store_id', '=', 'credit_note.store_id')
            .whereRef('j.credit_note_id', '=', 'credit_note.id')
            .where('j.seller_id', '=', sellerId ?? ''),
        ),
      ),
    )
    .$if(before !== undefined, (each) =>
      each.where((where) =>
        where(where.refTuple('issued_at', 'id'), '<', where.tuple(before?.at ?? reader.now, before?.id ?? '')),
      ),
    )
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
}

/** One credit note; 404 when there is none. Whose it is, is the caller's to check. */
export async function findCreditNote(reader: Reader, id: string): Promise<CreditNoteRow> {
  const row = await db(reader)
    .selectFrom('credit_note')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('credit note')
}

/** A row of the journal with why, and the number of its note. */
export interface JournalEntry extends JournalRow {
  reason: string
  note_number: string | null
}

/** The journal, oldest first, one page. */
export async function listJournal(
  reader: Reader,
  query: Days & { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<JournalEntry[]> {
  const { from, to } = await momentsOf(reader, query)
  const { after } = query
  const { rows } = await sql<JournalEntry>`
    select j.*, r.reason, n.number as note_number
    from refund_journal j
    join refund r on r.store_id = j.store_id and r.id = j.refund_id
    left join credit_note n on n.store_id = j.store_id and n.id = j.credit_note_id
    where j.store_id = ${reader.storeId}
      and (${from ?? null}::timestamptz is null or j.at >= ${from ?? null})
      and (${to ?? null}::timestamptz is null or j.at <= ${to ?? null})
      and (${after?.at ?? null}::timestamptz is null or (j.at, j.id) > (${after?.at ?? null}, ${after?.id ?? null}))
    order by j.at, j.id limit ${query.limit}`.execute(db(reader))
  return rows
}

async function momentsOf(reader: Reader, { from, to }: Days): Promise<{ from?: Date; to?: Date }> {
  if (from === undefined && to === undefined) return {}
  const { timeZone } = await findStore(reader)
  return {
    ...(from === undefined ? {} : { from: startOfDate(from, timeZone) }),
    ...(to === undefined ? {} : { to: endOfDate(to, timeZone) }),
  }
}
