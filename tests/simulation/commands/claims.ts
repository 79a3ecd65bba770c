import type { Actor } from '#platform/auth/actor'
import { doors, order } from '../../harness/goods.ts'
import { staff } from '../../harness/open-store.ts'
import { shoppers, type PlacedOrder, type Simulation } from '../simulation.ts'

interface ClaimFacts {
  id: string
  order_id: string
  seller_id: string
  ground: string
  state: string
  currency: string
  value_minor: number
  award_return_id: string | null
}

const grounds = [
  'not_received',
  'delivered_missing',
  'late',
  'not_as_described',
  'damaged',
  'faulty',
  'return_refused',
  'refund_not_paid',
  'overcharged',
] as const

/** Something of a seller's is bought and sent, and arrives, is late, is lost, turns around, or is never scanned. */
export async function sellForSeller(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const customer = chance.pick(shoppers) as string
  const reference = `M-${1000 + sim.orders.length}`
  const now = store.app.clock.now()
  const ago = chance.between(1, 12) * 86_400_000
  const placedAt = new Date(now.getTime() - ago)
  const row = order({
    reference,
    customer,
    placedAt,
    to: chance.pick([doors.elm, doors.oak, doors.pier]) ?? doors.elm,
    lines: [{ variant: chance.pick(['scarf-s', 'scarf-l']) ?? 'scarf-s', quantity: chance.between(1, 3) }],
    shippingMinor: chance.between(0, 700),
    promisedBy: new Date(placedAt.getTime() + chance.between(2, 4) * 86_400_000),
  })
  const items = row.items.map((item) => ({ ...item, commission: { rate: chance.pick([0, 0.1, 0.12]) ?? 0 } }))
  const tenders = (row.tenders ?? []).map((tender) =>
    chance.of(0.1) ? { ...tender, captured: Number(tender.captured) + 300 } : tender,
  )
  const input = { ...row, items, tenders, promised: { ...row.promised, shipBy: hoursAfter(placedAt, 48) } }
  const said = await sim.ask({ who: 'import', route: 'PUT /orders/:reference', input, kind: 'of a seller' })
  if (!said.ok) return
  const placed: PlacedOrder = { row: input as never, customer, id: said.body.id, shipments: [] }
  sim.orders.push(placed)
  if (chance.of(0.9)) await sendForSeller(sim, placed, placedAt, ago)
  if (chance.of(0.5)) await claimAbout(sim, placed)
}

function hoursAfter(at: Date, hours: number): string {
  return new Date(at.getTime() + hours * 3_600_000).toISOString()
}

async function sendForSeller(sim: Simulation, placed: PlacedOrder, placedAt: Date, ago: number): Promise<void> {
  const { chance } = sim
  const reference = `${placed.row.reference}-P1`
  const sent = hoursAfter(placedAt, chance.between(4, 24))
  const shipped = await sim.ask({
    who: 'import',
    route: 'PUT /shipments/:reference',
    kind: 'of a seller',
    input: {
      reference,
      order: placed.row.reference,
      carrier: 'Swift Post',
      trackingNumber: `SP${reference}`,
      shippedAt: sent,
      label: { platformBought: chance.of(0.4) },
    },
  })
  if (!shipped.ok) return
  placed.shipments.push({ reference, id: shipped.body.id })
  const end = chance.weighted([
    [4, 'delivered'],
    [4, undefined],
    [1, 'lost'],
    [1, 'returning'],
  ] as const)
  const at = new Date(placedAt.getTime() + ago * 0.9).toISOString()
  const scans = [
    ...(chance.of(0.85) ? [{ at: sent, status: 'accepted' }] : []),
    ...(end ? [{ at: at > sent ? at : sent, status: end }] : []),
  ]
  if (scans.length > 0)
    await sim.ask({
      who: 'import',
      route: 'POST /shipments/:id/scans',
      kind: end ?? 'accepted',
      input: { id: shipped.body.id, scans },
    })
}

/** "Get this put right", about the right thing, the wrong thing, somebody else's, and twice at once. */
export async function claim(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders.filter((each) => each.row.items.some((item) => item.seller) || chance.of(0.03)))
  if (placed) await claimAbout(sim, placed)
}

async function claimAbout(sim: Simulation, placed: PlacedOrder): Promise<void> {
  const { chance } = sim
  const parcels = await sim.rows<{ order_id: string; delivered_at: Date | null }>('shipment')
  const arrived = parcels.some((parcel) => parcel.order_id === placed.id && parcel.delivered_at !== null)
  const likely = arrived
    ? (['delivered_missing', 'not_as_described', 'damaged', 'faulty', 'late', 'overcharged'] as const)
    : (['not_received', 'late'] as const)
  const ground = chance.of(0.85) ? chance.pick(likely) : chance.pick(grounds)
  const stranger = chance.of(0.05)
  const who = `shopper:${stranger ? chance.pick(shoppers.filter((each) => each !== placed.customer)) : placed.customer}`
  const length = chance.of(0.15) ? 3 : 1
  const input = {
    order: placed.id,
    ground,
    ...(chance.of(0.3) ? { quantity: chance.between(1, 3) } : {}),
    ...(chance.of(0.3) ? { unsafe: true } : {}),
    ...(ground === 'overcharged' ? { tooMuch: { amountMinor: chance.between(1, 900), currency: 'USD' } } : {}),
  }
  const said = await Promise.all(
    Array.from({ length }, () =>
      sim.ask({ who, route: 'POST /claims', kind: stranger ? 'of a stranger' : ground, input }),
    ),
  )
  if (stranger && said.some((each) => each.ok)) sim.wrong(`a stranger opened a claim on ${placed.row.reference}`)
}

const evidence = [
  { kind: 'carrier_confirmation', trackingNumber: 'T1' },
  { kind: 'signature', signedBy: 'A. Stone' },
  { kind: 'messages', quote: 'It is on its way.' },
  { kind: 'refund_proof', refundReference: 'r-1' },
] as const

/** A seller accepts, contests with or without evidence, offers a part, shows something, answers, appeals, or stays silent. */
export async function sellerOnClaim(sim: Simulation): Promise<void> {
  const { chance } = sim
  const found = await aClaim(sim)
  // Now and then they say nothing at all.
  if (!found || chance.of(0.15)) return
  const isWaiting = waits(found.state)
  const likely = (is: boolean, weight: number) => (is ? weight : weight / 10)
  const { id, seller_id: sellerId, value_minor: value, currency } = found
  const who: Actor = {
    kind: 'seller',
    sellerId: chance.of(0.97) ? sellerId : 'sel_other',
    memberId: 'mem_one',
    role: 'owner',
  }
  const shown = chance.pick(evidence)
  const [route, kind, input] = chance.weighted([
    [likely(isWaiting, 3), ['POST /claims/:id/answer', 'accept', { answer: 'accept' }]],
    [likely(isWaiting, 4), ['POST /claims/:id/answer', 'no', { answer: 'contest', words: 'We see it otherwise.' }]],
    [likely(isWaiting, 4), ['POST /claims/:id/answer', 'no with evidence', { answer: 'contest', evidence: [shown] }]],
    [1, ['POST /claims/:id/evidence', 'seller', { ...shown }]],
    [
      likely(isWaiting, 3),
      ['POST /claims/:id/offers', undefined, { amount: { amountMinor: chance.between(1, value + 100), currency } }],
    ],
    [1, ['POST /claims/:id/question-answer', 'seller', { words: 'Like this.' }]],
    [likely(!isWaiting, 6), ['POST /claims/:id/appeal', 'seller', { words: 'Look again.', evidence: [shown] }]],
  ] as const)
  const said = await sim.ask({ who, route, ...(kind ? { kind } : {}), input: { id, ...input } })
  if (who.sellerId !== sellerId && said.ok) sim.wrong(`another seller did ${route} on ${id}`)
}

/** A shopper takes an offer or not, takes it back, shows something, answers, appeals. */
export async function shopperOnClaim(sim: Simulation): Promise<void> {
  const { chance } = sim
  const found = await aClaim(sim)
  const placed = found && sim.orders.find((each) => each.id === found.order_id)
  if (!found || !placed) return
  const { id } = found
  const offers = (await sim.rows<{ id: string; claim_id: string; state: string }>('claim_offer')).filter(
    (each) => each.claim_id === id,
  )
  const offer = (offers.find((each) => each.state === 'open') ?? chance.pick(offers))?.id
  const shown = chance.pick(evidence)
  const [route, kind, input] = chance.weighted([
    [offer ? 6 : 0, ['POST /claims/:id/offer-answer', undefined, { offer, accept: chance.of(0.6) }]],
    [1, ['POST /claims/:id/withdrawal', undefined, {}]],
    [1, ['POST /claims/:id/evidence', 'shopper', { ...shown }]],
    [1, ['POST /claims/:id/question-answer', 'shopper', { words: 'Like this.' }]],
    [waits(found.state) ? 0.4 : 6, ['POST /claims/:id/appeal', 'shopper', { words: 'Look again.', evidence: [shown] }]],
  ] as const)
  await sim.ask({ who: `shopper:${placed.customer}`, route, ...(kind ? { kind } : {}), input: { id, ...input } })
}

/** Somebody decides, asks, or decides an appeal, alone or two at once, whoever they are. */
export async function staffOnClaim(sim: Simulation): Promise<void> {
  const { chance } = sim
  const found = await aClaim(sim, ['review', 'appealed'])
  if (!found) return
  const { id, currency, value_minor: value, state } = found
  const decision = () => ({
    id,
    note: 'Looked at both sides.',
    verdict: chance.pick(['for_shopper', 'for_seller', 'split'] as const),
    ...(chance.of(0.6) ? { amount: { amountMinor: chance.between(1, Math.max(1, value)), currency } } : {}),
    ...(chance.of(0.3) ? { payer: chance.pick(['seller', 'platform'] as const) } : {}),
    ...(chance.of(0.3) ? { counts: chance.of(0.5) } : {}),
    ...(chance.of(0.3) ? { award: chance.pick(['full', 'return'] as const) } : {}),
  })
  const asks = chance.of(0.15)
  const route = asks
    ? 'POST /claims/:id/questions'
    : state === 'appealed'
      ? 'POST /claims/:id/appeal-decision'
      : 'POST /claims/:id/decision'
  const to = chance.pick(['shopper', 'seller'] as const)
  await Promise.all(
    Array.from({ length: chance.of(0.2) ? 2 : 1 }, () =>
      sim.ask({
        who: `staff:${chance.pick(Object.keys(staff))}`,
        route,
        input: asks ? { id, to, words: 'How did that happen?' } : decision(),
      }),
    ),
  )
}

/** A chargeback opens, is won or lost; or the storefront gives money back by itself; while a claim is under way or after it. */
export async function bankOnClaim(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const found = await aClaim(sim)
  const placed = found && sim.orders.find((each) => each.id === found.order_id)
  if (!placed) return
  const row = structuredClone(placed.row)
  const at = store.app.clock.now().toISOString()
  const before = row.disputes?.[0]
  const kind = chance.weighted([
    [4, 'disputed'],
    [1, 'refunded elsewhere'],
  ] as const)
  if (kind === 'refunded elsewhere')
    row.refunds = [
      ...(row.refunds ?? []),
      {
        reference: `x-${chance.between(1, 1e6)}`,
        at,
        amount: chance.between(50, 4000),
        ...(chance.of(0.5) ? { units: [{ item: row.items[0]?.reference ?? '', quantity: 1 }] } : {}),
      },
    ]
  else if (before?.state === 'open') row.disputes = [{ ...before, state: chance.of(0.6) ? 'won' : 'lost' }]
  else if (!before)
    row.disputes = [{ reference: `d-${row.reference}`, openedAt: at, amount: chance.between(100, 3000), state: 'open' }]
  else return
  const said = await sim.ask({ who: 'import', route: 'PUT /orders/:reference', input: row, kind })
  if (said.ok) placed.row = row
}

/** What a claim awarded comes back. */
export async function comeBackOfClaim(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const awarded = (await sim.rows<ClaimFacts>('claim')).filter((each) => each.award_return_id !== null)
  const found = chance.pick(awarded)
  if (!found) return
  await sim.ask({
    who: 'import',
    route: 'POST /returns/:id/scans',
    kind: 'of a claim',
    input: {
      id: found.award_return_id,
      scans: [
        {
          at: store.app.clock.now().toISOString(),
          status: chance.pick(['accepted', 'in_transit', 'delivered'] as const),
        },
      ],
    },
  })
}

function waits(state: string): boolean {
  return state === 'contacting' || state === 'seller_due'
}

async function aClaim(sim: Simulation, states?: string[]): Promise<ClaimFacts | undefined> {
  const all = await sim.rows<ClaimFacts>('claim')
  const living = all.filter((each) =>
    states ? states.includes(each.state) : !['withdrawn', 'closed', 'final'].includes(each.state),
  )
  return sim.chance.pick(sim.chance.of(0.9) ? living : all)
}
