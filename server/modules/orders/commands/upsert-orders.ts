import type { OrderInput } from '#contract/orders'
import type { Work } from '#platform/work'
import type { DisputeFacts } from './put-dispute.ts'

/** What became of one order of an import. With a problem nothing of it was stored. */
export interface OrderOutcome {
  /** Null only when there is a problem and the order was never stored. */
  id: string | null
  reference: string
  revision: number
  outcome: 'created' | 'updated' | 'unchanged'
  problem?: { code: string; message: string; param?: string }
  passOn: PassOn
}

/** What the document says about matters of modules below; the caller hands it to `refunds`. Empty when unchanged. */
export interface PassOn {
  refunds: { orderId: string; reference: string; at: Date; amountMinor: number; tender?: string | undefined; units?: { item: string; quantity: number }[] | undefined }[]
  disputes: (DisputeFacts & { orderId: string })[]
}

export async function upsertOrders(work: Work, source: string, inputs: readonly OrderInput[], options: { history: boolean | ((input: OrderInput) => boolean) }): Promise<OrderOutcome[]> {
  void [work, source, inputs, options]
  throw new Error('not there yet')
}
