import type { OrderInput } from '#contract/orders'
import type { DisputeFacts } from './commands/put-dispute.ts'
import { minorOf } from './read-amounts.ts'

/** What the document says about matters of modules below; the caller hands it to `refunds`. Empty when nothing was stored. */
export interface PassOn {
  refunds: {
    orderId: string
    reference: string
    at: Date
    amountMinor: number
    tender?: string | undefined
    units?: { item: string; quantity: number }[] | undefined
  }[]
  disputes: (DisputeFacts & { orderId: string })[]
}

/** What of a document belongs to modules below. */
export function passOnOf(orderId: string, input: OrderInput): PassOn {
  return {
    refunds: input.refunds.map((refund) => ({
      orderId,
      reference: refund.reference,
      at: new Date(refund.at),
      amountMinor: minorOf(refund.amount),
      tender: refund.tender,
      units: refund.units,
    })),
    disputes: input.disputes.map((dispute) => ({
      orderId,
      reference: dispute.reference,
      openedAt: new Date(dispute.openedAt),
      amountMinor: minorOf(dispute.amount),
      state: dispute.state,
      tender: dispute.tender,
    })),
  }
}
