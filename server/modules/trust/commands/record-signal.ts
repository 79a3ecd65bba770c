import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Money } from '#platform/money'
import { signalRecorded } from '../events.ts'
import type { SignalKind, TrustTables } from '../tables.ts'

const db = tablesOf<TrustTables>()

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

/** Puts one fact into a shopper's history. A repeat changes nothing. */
export async function recordSignal(work: Work, input: SignalInput): Promise<void> {
  await recordSignals(work, [input])
}

/** The same for many at once, as imports need it. */
export async function recordSignals(work: Work, inputs: readonly SignalInput[]): Promise<void> {
  if (inputs.length === 0) return
  const rows = inputs.map((input) => ({
    store_id: work.storeId, id: work.newId('sig'), customer_id: input.customerId, kind: input.kind, about_kind: input.about.kind, about_id: input.about.id,
    order_id: input.orderId ?? null, amount_minor: input.amount?.amountMinor ?? null, currency: input.amount?.currency ?? null,
    details: JSON.stringify(input.details ?? {}) as never, at: input.at ?? work.now, voided_at: null, void_reason: null,
  }))
  const written = await db(work).insertInto('trust_signal').values(rows)
    .onConflict((conflict) => conflict.columns(['store_id', 'kind', 'about_kind', 'about_id']).doNothing())
    .returning(['id', 'kind', 'customer_id', 'order_id']).execute()
  for (const [index, input] of inputs.entries()) {
    const row = written.find((each) => each.id === rows[index]?.id)
    if (!row || input.silent) continue
    await work.emit(signalRecorded, { kind: 'customer', id: row.customer_id, customerId: row.customer_id, ...(row.order_id ? { orderId: row.order_id } : {}) }, {
      signalId: row.id, kind: row.kind,
    })
  }
}
