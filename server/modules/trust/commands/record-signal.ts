import { sql } from 'kysely'
import type { Work } from '#platform/work'
import type { Money } from '#platform/money'
import { signalRecorded } from '../events.ts'
import type { SignalKind } from '../tables.ts'

export interface SignalInput {
  customerId: string
  kind: SignalKind
  /** What it rests on: one signal of a kind per subject, however often it is reported. */
  about: { kind: string; id: string }
  orderId?: string | undefined
  amount?: Money | undefined
  details?: Record<string, unknown>
  /** When it happened; now unless it is history that came along. */
  at?: Date
  /** History is written without an event: nothing may react to it. */
  silent?: boolean
}

/**
 * Puts one fact into a shopper's history. A repeat changes nothing; one that was taken out of the count because its matter
 * was reopened counts again, one that a person corrected never does.
 */
export async function recordSignal(work: Work, input: SignalInput): Promise<void> {
  await recordSignals(work, [input])
}

/** The same for many at once, as imports need it. */
export async function recordSignals(work: Work, inputs: readonly SignalInput[]): Promise<void> {
  const distinct = [
    ...new Map(inputs.map((input) => [`${input.kind} ${input.about.kind} ${input.about.id}`, input])).values(),
  ]
  if (distinct.length === 0) return
  const rows = distinct.map((input) => ({
    store_id: work.storeId,
    id: work.newId('sig'),
    customer_id: input.customerId,
    kind: input.kind,
    about_kind: input.about.kind,
    about_id: input.about.id,
    order_id: input.orderId ?? null,
    amount_minor: input.amount?.amountMinor ?? null,
    currency: input.amount?.currency ?? null,
    details: input.details ?? {},
    at: input.at ?? work.now,
    voided_at: null,
    void_reason: null,
  }))
  const { rows: written } = await sql<{ id: string; about_kind: string; about_id: string; kind: SignalKind }>`
    insert into trust_signal select * from json_populate_recordset(null::trust_signal, ${JSON.stringify(rows)}::json)
    on conflict (store_id, kind, about_kind, about_id) do update
      set customer_id = excluded.customer_id, order_id = excluded.order_id, amount_minor = excluded.amount_minor, currency = excluded.currency,
        details = excluded.details, at = excluded.at, voided_at = null, void_reason = null
      where trust_signal.voided_at is not null and not coalesce((trust_signal.details ->> 'corrected')::boolean, false)
    returning id, kind, about_kind, about_id`.execute(work.db)
  for (const input of distinct) {
    const row = written.find(
      (each) => each.kind === input.kind && each.about_kind === input.about.kind && each.about_id === input.about.id,
    )
    if (!row || input.silent) continue
    await work.emit(
      signalRecorded,
      { kind: 'customer', id: input.customerId, ...(input.orderId ? { orderId: input.orderId } : {}) },
      { signalId: row.id, kind: row.kind },
    )
  }
}
