import { insertRows } from '#platform/database/insert-rows'
import type { Work } from '#platform/work'
import type { HistoryRow } from '../tables.ts'
import { writing } from '../writing.ts'

export interface HistoryFacts {
  orderId: string
  kind: HistoryRow['kind']
  reference: string
  at: Date
  details: HistoryRow['details']
}

/** Keeps cancellations and returns that happened elsewhere; those already known are left alone. Answers which were new, in order. */
export async function recordOrderHistory(work: Work, facts: readonly HistoryFacts[]): Promise<boolean[]> {
  const rows = facts.map((fact) => ({
    store_id: work.storeId,
    id: work.newId('ohs'),
    order_id: fact.orderId,
    kind: fact.kind,
    reference: fact.reference,
    at: fact.at,
    details: fact.details,
  }))
  const inserted = await insertRows(writing(work), 'order_history', rows, { onConflict: 'nothing', returning: ['id'] })
  const ids = new Set(inserted.map((row) => row.id))
  return rows.map((row) => ids.has(row.id))
}
