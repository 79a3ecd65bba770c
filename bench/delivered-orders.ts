import type { TestClient } from '#testing/server'

/** Brings in orders of one lamp each, of one shopper each, delivered yesterday. */
export async function bringDeliveredOrders(importer: TestClient, orders: number): Promise<void> {
  const numbers = Array.from({ length: orders }, (_, index) => index)
  const files: [string, object[]][] = [
    [
      'products',
      [
        {
          reference: 'lamp',
          title: 'Lamp',
          variants: [{ reference: 'lamp-1', price: 4599, currency: 'USD', stock: 100_000 }],
        },
      ],
    ],
    [
      'orders',
      numbers.map((n) => ({
        reference: `B-${n}`,
        placedAt: '2026-02-25T12:00:00Z',
        currency: 'USD',
        taxIncluded: true,
        customer: { reference: `c${n}`, email: `c${n}@example.com`, name: `Shopper ${n}` },
        shippingAddress: {
          name: `Shopper ${n}`,
          line1: `${n} Alder Street`,
          city: 'New York',
          postalCode: '10001',
          country: 'US',
        },
        items: [{ reference: '1', title: 'Lamp', product: 'lamp', variant: 'lamp-1', quantity: 1, unitPrice: 4599 }],
        tenders: [
          {
            reference: `pay-${n}`,
            kind: 'card',
            label: 'Visa ending 4242',
            captured: 4599,
            capturedAt: '2026-02-25T12:00:00Z',
          },
        ],
        promised: { deliverBy: '2026-03-04T23:00:00Z', kind: 'estimated' },
      })),
    ],
    [
      'shipments',
      numbers.map((n) => ({
        reference: `S-${n}`,
        order: `B-${n}`,
        trackingNumber: `1Z${n}`,
        shippedAt: '2026-02-26T12:00:00Z',
      })),
    ],
    ['scans', numbers.map((n) => ({ shipment: `S-${n}`, at: '2026-03-01T16:00:00Z', status: 'delivered' }))],
  ]
  for (const [kind, rows] of files) {
    const { status, body } = await importer.send('POST', `/imports?kind=${kind}`, {
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    })
    if (status !== 200 || body.counts.bad > 0)
      throw new Error(`Import of ${kind} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`)
  }
}
