import { sql } from 'kysely'
import { money, type Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { MismatchRow, RefundTables } from '../tables.ts'
import type { Mismatch } from './compare.ts'

const db = tablesOf<RefundTables>()

/** A difference between the provider's books and ours, as others are told of it. */
export interface RefundMismatch {
  id: string
  kind: MismatchRow['kind']
  refundId: string | null
  orderId: string | null
  customerId: string | null
  ours: Money | null
  theirs: Money | null
  providerReference: string | null
  seenAt: Date
}

/** Keeps a difference once; one that had gone and is there again counts anew. */
export async function noteMismatch(work: Work, mismatch: Mismatch): Promise<void> {
  await db(work)
    .insertInto('refund_mismatch')
    .values({ ...mismatch, store_id: work.storeId, id: work.newId('rmm'), seen_at: work.now, gone_at: null })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'kind', 'subject_id']).doUpdateSet((set) => ({
        ours_minor: set.ref('excluded.ours_minor'),
        theirs_minor: set.ref('excluded.theirs_minor'),
        gone_at: null,
      })),
    )
    .execute()
}

/** Both say the same again. What was paid twice stays until a person has looked. */
export async function closeMismatches(work: Work, subjectIds: readonly string[]): Promise<void> {
  await db(work)
    .updateTable('refund_mismatch')
    .set({ gone_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('subject_id', 'in', [...subjectIds])
    .where('kind', '!=', 'paid_twice')
    .where('gone_at', 'is', null)
    .execute()
}

/** The provider paid after all what the shopper had taken another way meanwhile. */
export async function notePaidTwice(work: Work): Promise<void> {
  await sql`
    insert into refund_mismatch (store_id, id, kind, subject_id, refund_id, order_id, customer_id, ours_minor, theirs_minor, currency, provider_reference, seen_at)
    select m.store_id, 'rmm_' || substr(m.id, 5), 'paid_twice', m.id, m.refund_id, m.order_id, r.customer_id, m.amount_minor, m.amount_minor,
      m.currency, m.provider_reference, ${work.now}
    from refund_movement m
    join refund r on r.store_id = m.store_id and r.id = m.refund_id
    join refund way on way.store_id = m.store_id and way.id = m.made_good_by and way.state <> 'failed'
    where m.store_id = ${work.storeId} and m.state = 'succeeded' and m.made_good_by is not null
    on conflict (store_id, kind, subject_id) do nothing`.execute(work.db)
}

/** Differences that are there now, oldest first. */
export async function openMismatches(reader: Reader, { limit }: { limit: number }): Promise<RefundMismatch[]> {
  const rows = await db(reader)
    .selectFrom('refund_mismatch')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('gone_at', 'is', null)
    .orderBy('seen_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  const amount = (minor: number | null, currency: string) => (minor === null ? null : money(minor, currency))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    refundId: row.refund_id,
    orderId: row.order_id,
    customerId: row.customer_id,
    ours: amount(row.ours_minor, row.currency),
    theirs: amount(row.theirs_minor, row.currency),
    providerReference: row.provider_reference,
    seenAt: row.seen_at,
  }))
}

/** Which of some differences have gone again. */
export async function goneMismatches(reader: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('refund_mismatch')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...ids])
    .where('gone_at', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}
