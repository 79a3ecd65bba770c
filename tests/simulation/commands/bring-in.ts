import { doors, near, order, products, variants, type OrderFacts, type OrderRow } from '../../harness/goods.ts'
import { shoppers, type PlacedOrder, type Simulation } from '../simulation.ts'

/** What the store's own systems send: orders, again and changed, parcels, scans in any order, whole files. */
export async function placeOrder(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const customer = chance.pick(shoppers) as string
  const reference = `S-${1000 + sim.orders.length}`
  const placedAt = new Date(store.app.clock.now().getTime() - chance.between(0, 20) * 60_000)
  const lines = Array.from(
    {
      length: chance.weighted([
        [5, 1],
        [3, 2],
        [1, 3],
      ]),
    },
    () => ({
      variant: (chance.pick(variants) as (typeof variants)[number]).variant,
      quantity: chance.weighted([
        [6, 1],
        [2, 2],
        [1, 3],
      ]),
      ...(chance.of(0.2) ? { discount: chance.between(1, 300) } : {}),
    }),
  )
  const facts: OrderFacts = {
    reference,
    customer,
    placedAt,
    lines,
    to: chance.pick(Object.values(doors)) as (typeof doors)['elm'],
    ...(chance.of(0.7) ? { shippingMinor: chance.between(0, 999) } : {}),
    ...(chance.of(0.8)
      ? {
          promisedBy: new Date(placedAt.getTime() + chance.between(2, 6) * 86_400_000),
          promiseKind: chance.of(0.4) ? ('guaranteed' as const) : ('estimated' as const),
        }
      : {}),
    tenders: tendersOf(sim, reference, customer),
  }
  const row = soldBySellers(sim, order(facts))
  const said = await sim.ask({ who: 'import', route: 'PUT /orders/:reference', input: row, kind: 'new' })
  if (said.ok) sim.orders.push({ row, customer, id: said.body.id, shipments: [] })
}

/** Sellers pay a commission, and some have been passed on their part; some of those have spent it. */
function soldBySellers({ chance }: Simulation, row: OrderRow): OrderRow {
  const items = row.items.map((item) => (item.seller ? { ...item, commission: { rate: 0.12 } } : item))
  const seller = items.find((item) => item.seller)?.seller?.reference
  if (seller === undefined || chance.of(0.4)) return { ...row, items }
  const reference = `tr-${chance.of(0.3) ? 'spent-' : ''}${row.reference}`
  return { ...row, items, transfers: [{ seller, reference, amount: chance.between(500, 8000) }] }
}

function tendersOf({ chance }: Simulation, reference: string, customer: string): OrderFacts['tenders'] {
  const card = {
    kind: 'card' as const,
    reference: `pay-${reference}`,
    paymentMethod: `card-${customer}`,
    label: 'Visa ending 4242',
  }
  const gift = {
    kind: 'gift_card' as const,
    reference: `gift-${reference}`,
    paymentMethod: `gift-${customer}`,
    label: 'Gift card',
    amount: chance.between(100, 900),
  }
  return chance.weighted([
    [6, [card]],
    [2, [{ ...card, kind: 'paypal' as const, paymentMethod: `paypal-${customer}`, label: 'PayPal' }]],
    [2, [card, gift]],
    [1, [gift]],
    // The provider takes a refund to this one and finds out later that the account is closed.
    [1, [{ ...card, reference: `pay-${reference}-fails_later` }]],
  ])
}

/** The same document once more changes nothing; a storefront that refunded, or has a dispute, says so in it. */
export async function sendOrderAgain(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders)
  if (!placed) return
  const kind = chance.weighted([
    [4, 'same'],
    [1, 'refunded elsewhere'],
    [1, 'disputed'],
    [1, 'canceled elsewhere'],
  ] as const)
  const at = sim.store.app.clock.now().toISOString()
  const row = structuredClone(placed.row)
  if (kind === 'refunded elsewhere')
    row.refunds = [
      ...(row.refunds ?? []),
      { reference: `x-${chance.between(1, 1e6)}`, at, amount: chance.between(50, 1500) },
    ]
  if (kind === 'disputed')
    row.disputes = [
      {
        reference: `d-${placed.row.reference}`,
        openedAt: at,
        amount: chance.between(100, 2000),
        state: chance.pick(['open', 'won', 'lost'] as const) ?? 'open',
      },
    ]
  if (kind === 'canceled elsewhere' && row.items[0])
    row.cancellations = [
      { reference: `c-${row.reference}`, at, items: [{ item: row.items[0].reference, quantity: 1 }] },
    ]
  const said = await sim.ask({ who: 'import', route: 'PUT /orders/:reference', input: row, kind })
  if (said.ok) placed.row = row
  if (kind === 'same' && said.ok && said.body.outcome !== 'unchanged')
    sim.wrong(`order ${placed.row.reference}, sent again as it was, is ${said.body.outcome}`)
}

/** A parcel leaves: of an order, whole or in part, or of a replacement. */
export async function ship(sim: Simulation): Promise<void> {
  const { chance } = sim
  const waiting = (
    await sim.rows<{ order_id: string; state: string; storefront_reference: string | null }>('replacement')
  ).filter((each) => each.state === 'accepted')
  const replacement = chance.of(0.4) ? chance.pick(waiting) : undefined
  const placed = replacement
    ? sim.orders.find((each) => each.id === replacement.order_id)
    : chance.pick(sim.orders.filter((each) => each.shipments.length < 2))
  if (!placed) return
  const now = sim.store.app.clock.now()
  const reference = `${placed.row.reference}-P${placed.shipments.length + 1}`
  const [first] = placed.row.items
  const part = !replacement && placed.shipments.length === 0 && chance.of(0.3) && first
  const said = await sim.ask({
    who: 'import',
    route: 'PUT /shipments/:reference',
    kind: replacement ? 'of a replacement' : 'of an order',
    input: {
      reference,
      order: replacement?.storefront_reference ?? placed.row.reference,
      carrier: 'Swift Post',
      trackingNumber: `SP${reference}`,
      shippedAt: now.toISOString(),
      ...(part ? { items: [{ item: first.reference, quantity: 1 }] } : {}),
      ...(chance.of(0.5)
        ? {
            promisedDeliverBy: new Date(now.getTime() + chance.between(1, 4) * 86_400_000).toISOString(),
            promiseKind: 'estimated',
          }
        : {}),
    },
  })
  if (!said.ok) return
  placed.shipments.push({ reference, id: said.body.id })
  // The warehouse knows as well, usually.
  if (!replacement && chance.of(0.8)) await tellStorefront(sim, placed, 'dispatched')
}

export async function scan(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const placed = chance.pick(sim.orders.filter((each) => each.shipments.length > 0))
  const parcel = placed && chance.pick(placed.shipments)
  if (!placed || !parcel) return
  const status = chance.weighted([
    [2, 'accepted'],
    [3, 'in_transit'],
    [2, 'out_for_delivery'],
    [7, 'delivered'],
    [1, 'delivery_attempted'],
    [1, 'exception'],
    [1, 'lost'],
    [1, 'returning'],
    [1, 'damaged'],
  ] as const)
  const at = new Date(store.app.clock.now().getTime() - chance.between(0, 48) * 3_600_000)
  const scans = [
    {
      at: at.toISOString(),
      status,
      place: { city: 'Springfield', country: 'US' },
      ...(status === 'delivered' ? { proof: proofOf(sim, placed, at) } : {}),
    },
  ]
  // Carriers send the same scan twice.
  await sim.ask({
    who: 'import',
    route: 'POST /shipments/:id/scans',
    input: { id: parcel.id, scans: chance.of(0.2) ? [...scans, ...scans] : scans },
    kind: status,
  })
}

function proofOf({ chance }: Simulation, placed: PlacedOrder, at: Date): object {
  const door = Object.values(doors).find((each) => each.line1 === placed.row.shippingAddress.line1)
  const meters = chance.weighted([
    [4, 15],
    [2, 120],
    [3, 2500],
  ])
  const gps =
    door && 'geo' in door
      ? {
          ...near(door, meters),
          accuracyMeters: chance.pick([5, 12, 60]) ?? 5,
          at: at.toISOString(),
          atDepot: chance.of(0.05),
        }
      : undefined
  return chance.weighted<object>([
    [3, {}],
    [6, gps ? { gps, batchSizeWithin60s: 1 } : {}],
    [2, { ...(gps ? { gps, batchSizeWithin60s: 1 } : {}), codeVerified: true }],
    [
      2,
      {
        ...(gps ? { gps } : {}),
        photoUrl: 'https://carrier.test/p/1.jpg',
        photoVerdict: chance.pick(['right_place', 'other_place', 'unclear'] as const),
      },
    ],
    [1, { signedBy: placed.row.shippingAddress.name }],
  ])
}

/** A file with the same rows as before and a broken one in between: the good ones are kept, the bad one is named. */
export async function importFile(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const [kind, rows] = chance.weighted<readonly [string, object[]]>([
    [2, ['products', []]],
    [3, ['orders', sim.orders.slice(-5).map((placed) => placed.row)]],
    [
      2,
      [
        'scans',
        sim.orders
          .flatMap((placed) =>
            placed.shipments.map((parcel) => ({
              shipment: parcel.reference,
              at: '2026-03-01T08:00:00Z',
              status: 'label_created',
            })),
          )
          .slice(-5),
      ],
    ],
  ])
  const all = [...(kind === 'products' ? products.slice(0, 2) : rows), { reference: 42 }]
    .map((row) => JSON.stringify(row))
    .join('\n')
  const { status, body } = await store
    .as('import')
    .send('POST', `/imports?kind=${kind}`, { body: `${all}\n`, headers: { 'content-type': 'application/x-ndjson' } })
  sim.coverage.count(
    'POST /imports',
    status === 200
      ? `${body.counts.bad} bad, rest ${body.counts.updated > 0 ? 'updated' : 'unchanged'}`
      : String(status),
  )
  if (status !== 200 || body.counts.bad !== 1)
    sim.wrong(`an import of ${kind} with one bad row answered ${status} ${JSON.stringify(body).slice(0, 300)}`)
}

/** The warehouse gets on with an order, unless it is canceled there. */
export async function tellStorefront(
  sim: Simulation,
  placed: PlacedOrder,
  state: 'open' | 'picked' | 'dispatched',
): Promise<void> {
  const path = `/v1/orders/${encodeURIComponent(placed.row.reference)}`
  if ((await sim.store.outside<{ state: string }>('storefront', 'GET', path)).state === 'canceled') return
  const items = Object.fromEntries(placed.row.items.map((item) => [item.reference, item.quantity]))
  await sim.store.outside('storefront', 'PUT', path, { state, items })
}
