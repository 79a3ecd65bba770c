import { sql } from 'kysely'
import type { Work } from '#platform/work'
import type { TenderKind, TenderRow } from '../tables.ts'
import { appendRevision } from './append-revision.ts'
import { writing } from '../writing.ts'

export interface TenderFacts {
  /** The provider's reference; what an imported tender of the same payment would be called. */
  reference: string
  kind: TenderKind
  label: string
  paymentMethodId: string | null
  capturedMinor: number
  /** The charge of ours that it comes from. */
  chargeId: string | null
}

/** Adds what was charged here to what a locked order was paid with: it raises what can be refunded. Once per reference. */
export async function addTender(work: Work, orderId: string, facts: TenderFacts): Promise<TenderRow> {
  return await writing(work)
    .insertInto('tender')
    .values({
      store_id: work.storeId,
      id: work.newId('tnd'),
      order_id: orderId,
      reference: facts.reference,
      kind: facts.kind,
      label: facts.label,
      payment_method_id: facts.paymentMethodId,
      authorized_minor: null,
      captured_minor: facts.capturedMinor,
      captured_at: work.now,
      fingerprint: null,
      charge_id: facts.chargeId,
      position: sql<number>`(select coalesce(max(position), -1) + 1 from tender where store_id = ${work.storeId} and order_id = ${orderId})`,
    })
    // The storefront may have told of the same payment first.
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'order_id', 'reference'])
        .doUpdateSet({ charge_id: facts.chargeId, payment_method_id: facts.paymentMethodId }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Notes that a locked order is now paid with something else. Appends a revision. */
export async function recordPaymentChange(
  work: Work,
  orderId: string,
  about: { kind: string; id: string },
): Promise<void> {
  await appendRevision(work, {
    orderId,
    reason: 'payment',
    about,
    unitIds: [],
    document: {},
    set: { payment_changed_at: work.now },
  })
}
