import type { OrderRecord } from '#modules/orders'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { WayBack } from '../contract.ts'

export interface WaysInput {
  orders: readonly OrderRecord[]
  unitIds: readonly string[]
  /** Nothing is charged for any of them, because it is not the shopper's to bear. */
  free: boolean
}

/** The ways back that are possible, the recommended one first. For now a label alone. */
export async function waysFor(_reader: Reader, { orders }: WaysInput): Promise<WayBack[]> {
  const currency = orders[0]?.row.currency ?? 'USD'
  return await Promise.resolve([
    {
      method: 'label',
      title: 'Send it with a label',
      words: 'Pack it, put the label on and hand it to the carrier.',
      fee: money(0, currency),
      needsBox: true,
      needsPrinter: true,
      nearest: null,
      pickupSlots: [],
      recommended: true,
    },
  ])
}
