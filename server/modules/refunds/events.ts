import { event } from '#platform/events/event'
import type { Money } from '#platform/money'

interface RefundFact {
  refundId: string
  orderId: string
  amount: Money
  reason: string
  /** What it is for, such as the problem; null for what a person gave or what happened elsewhere. */
  about: { kind: string; id: string } | null
  unitIds: string[]
}

/** Money back was promised and reserved; from here on the store works on it by itself. */
export const refundRequested = event<RefundFact>('refund.requested')

/** All of it has been booked by whoever moves it. */
export const refundSucceeded = event<RefundFact>('refund.succeeded')

/** Some or all of it did not arrive. `failedAmount` can be refunded again; `code` is the provider's. */
export const refundFailed = event<
  RefundFact & { failedAmount: Money; movementId: string; code: string; partly: boolean }
>('refund.failed')

interface ChargeFact {
  chargeId: string
  orderId: string
  amount: Money
  about: { kind: string; id: string }
  paymentMethodId: string
}

/** The shopper paid once more; the order has a tender for it now. */
export const chargeSucceeded = event<ChargeFact & { tenderId: string }>('charge.succeeded')

/** Nothing was taken. `code` is the provider's, such as `declined`. */
export const chargeFailed = event<ChargeFact & { code: string }>('charge.failed')

/** A payment provider told of a dispute, or what became of it. It lowers what can still be refunded unless it is won. */
export const disputeRecorded = event<{
  orderId: string
  reference: string
  state: 'open' | 'won' | 'lost'
  amount: Money
  ceilingAfter: Money
}>('dispute.recorded')

/** A refund made elsewhere became known. Nobody is told of it by mail: whoever made it did that. */
export const refundRecorded = event<{ refundId: string; orderId: string; amount: Money; reference: string }>(
  'refund.recorded',
)

/** A numbered credit note was issued for money that came back, or a counter note for money that did not arrive after all. */
export const creditNoteIssued = event<{
  creditNoteId: string
  number: string
  kind: 'credit' | 'counter'
  countersId: string | null
  refundId: string
  orderId: string
  /** Below zero on a counter note. */
  gross: Money
}>('credit_note.issued')
