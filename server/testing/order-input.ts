import { OrderInput } from '#contract/orders'
import { upsertOrders, type OrderOutcome } from '#modules/orders'
import { recordDispute, recordExternalRefunds } from '#modules/refunds'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'

/** A plain order as a storefront would send it, with whatever a test says about it. */
export function orderInput(part: Record<string, unknown> = {}): OrderInput {
  return OrderInput.parse({
    reference: '1001',
    placedAt: '2026-02-20T10:00:00Z',
    currency: 'USD',
    taxIncluded: true,
    customer: { reference: 'c-1', email: 'ava@example.com', name: 'Ava Stone' },
    shippingAddress: {
      name: 'Ava Stone',
      line1: '12 Main Street',
      line2: 'Apt 4B',
      city: 'Austin',
      region: 'TX',
      postalCode: '78701',
      country: 'US',
    },
    items: [
      {
        reference: '1',
        sku: 'MUG-RED',
        product: 'mug',
        variant: 'mug-red',
        title: 'Mug',
        quantity: 1,
        unitPrice: 1000,
      },
    ],
    ...part,
  })
}

/** Stores orders as an import would, with the refunds and disputes that they tell of. */
export async function storeOrders(
  app: App,
  inputs: OrderInput[],
  { history = false, source = 'import' }: { history?: boolean; source?: string } = {},
): Promise<OrderOutcome[]> {
  return await transact(app, system('import'), async (work) => {
    const outcomes = await upsertOrders(work, source, inputs, { history })
    await recordExternalRefunds(
      work,
      outcomes.flatMap((outcome) => outcome.passOn.refunds),
      { history },
    )
    for (const dispute of outcomes.flatMap((outcome) => outcome.passOn.disputes))
      await recordDispute(work, dispute, { history })
    return outcomes
  })
}
