import type { OrderRecord } from '#modules/orders'
import { assert } from '#platform/errors'
import type { Work } from '#platform/work'
import { tell, writeRefund, type RefundRecord } from './authorize-refund.ts'

/**
 * Gives store credit beyond what was paid, as goodwill about a locked order. It uses no tender's ceiling and is there at once.
 * @param input.amountMinor above zero, in the order's currency
 */
export async function creditStoreBalance(
  work: Work,
  input: {
    order: OrderRecord
    amountMinor: number
    reason: string
    about: { kind: string; id: string } | null
    requestedBy?: string | undefined
  },
): Promise<RefundRecord> {
  assert(input.amountMinor > 0, 'goodwill is an amount above zero')
  const written = await writeRefund(
    work,
    input,
    [
      {
        tenderId: null,
        targetKind: 'store_credit',
        targetId: input.order.row.customer_id,
        methodId: null,
        label: 'Store credit',
        amountMinor: input.amountMinor,
        atOnce: true,
        expectedBy: work.now,
        lines: [
          {
            unitId: null,
            goodsMinor: 0,
            goodsTaxMinor: 0,
            shippingMinor: 0,
            shippingTaxMinor: 0,
            feeMinor: 0,
            otherMinor: input.amountMinor,
          },
        ],
      },
    ],
    'goodwill',
  )
  await tell(work, written, input, [])
  return written
}
