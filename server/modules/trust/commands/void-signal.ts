import { sql } from 'kysely'
import { assertNotOwn } from '#modules/staff'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { signalVoided } from '../events.ts'
import type { SignalKind, TrustTables } from '../tables.ts'

const db = tablesOf<TrustTables>()

/**
 * Takes what was recorded about a subject out of the count; the rows stay, with the reason.
 * @param input.kinds only signals of these kinds; all unless given
 */
export async function voidSignals(
  work: Work,
  input: { about: { kind: string; id: string }; reason: string; kinds?: readonly SignalKind[] },
): Promise<void> {
  const { kinds } = input
  const voided = await db(work)
    .updateTable('trust_signal')
    .set({ voided_at: work.now, void_reason: input.reason })
    .where('store_id', '=', work.storeId)
    .where('about_kind', '=', input.about.kind)
    .where('about_id', '=', input.about.id)
    .where('voided_at', 'is', null)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', [...(kinds ?? [])]))
    .returning(['id', 'kind', 'customer_id'])
    .execute()
  for (const row of voided) {
    await work.emit(
      signalVoided,
      { kind: 'customer', id: row.customer_id },
      { signalId: row.id, kind: row.kind, reason: input.reason },
    )
  }
}

/** A person corrects one signal of a shopper's record, for good (policy `risk.report_to_customer`). Answers whose record it was. */
export async function correctSignal(work: Work, input: { id: string; reason: string }): Promise<string> {
  const row = await db(work)
    .selectFrom('trust_signal')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) notFound('signal')
  await assertNotOwn(work, row.customer_id)
  await db(work)
    .updateTable('trust_signal')
    .set({
      voided_at: row.voided_at ?? work.now,
      void_reason: input.reason,
      details: sql`details || '{"corrected": true}'::jsonb`,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  await work.emit(
    signalVoided,
    { kind: 'customer', id: row.customer_id },
    { signalId: row.id, kind: row.kind, reason: input.reason },
  )
  return row.customer_id
}
