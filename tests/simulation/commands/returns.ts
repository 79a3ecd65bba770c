import { staff } from '../../harness/open-store.ts'
import { variants } from '../../harness/goods.ts'
import { shoppers, type PlacedOrder, type Simulation } from '../simulation.ts'

interface ReturnFacts {
  id: string
  canceled_at: Date | null
  closed_at: Date | null
  customer_id: string
}

interface ParcelFacts {
  id: string
  return_id: string
  code: string | null
  state: string
}

const reasons = [
  'no_longer_needed',
  'changed_mind',
  'too_small',
  'defective',
  'damaged_in_transit',
  'arrived_late',
  'wrong_item',
] as const

/** Something that arrived is sent back: quoted first or not, for money, the same again or another one; by several taps at once. */
export async function requestReturn(sim: Simulation): Promise<void> {
  const { chance } = sim
  const parcels = await sim.rows<{ order_id: string; delivered_at: Date | null }>('shipment')
  const arrived = new Set(parcels.filter((parcel) => parcel.delivered_at !== null).map((parcel) => parcel.order_id))
  const holds = await sim.rows<{ unit_id: string; closed_at: Date | null }>('unit_hold')
  const held = new Set(holds.filter((hold) => hold.closed_at === null).map((hold) => hold.unit_id))
  const units = await sim.rows<{
    id: string
    order_id: string
    settled_by: string | null
    canceled_at: Date | null
    superseded_reason: string | null
  }>('unit')
  const left = new Set(
    units
      .filter((unit) => unit.settled_by === null && unit.canceled_at === null && unit.superseded_reason === null)
      .filter((unit) => !held.has(unit.id))
      .map((unit) => unit.order_id),
  )
  const free = sim.orders.filter((each) => arrived.has(each.id) && left.has(each.id))
  const placed = chance.pick(chance.of(0.8) ? free : sim.orders)
  if (!placed) return
  const stranger = chance.of(0.04)
  const who = stranger ? strangerTo(sim, placed) : chance.of(0.1) ? 'staff:sam' : `shopper:${placed.customer}`
  const input = wish(sim, placed)
  const kind = stranger ? 'of a stranger' : String(input.resolution)
  const quoted = chance.of(0.5) ? await sim.ask({ who, route: 'POST /returns/quote', kind, input }) : undefined
  const shown = quoted?.ok && chance.of(0.7) ? { quote: { refund: quoted.body.refund, fee: quoted.body.fee } } : {}
  const said = await Promise.all(
    Array.from({ length: chance.of(0.2) ? 3 : 1 }, () =>
      sim.ask({ who, route: 'POST /returns', kind, input: { ...input, ...shown } }),
    ),
  )
  if (stranger && said.some((each) => each.ok)) sim.wrong(`a stranger sent back ${placed.row.reference}`)
}

function wish({ chance }: Simulation, placed: PlacedOrder): Record<string, unknown> {
  const some = chance.of(0.8) ? [chance.pick(placed.row.items)] : placed.row.items
  const items = some.flatMap((item) =>
    item
      ? [
          {
            item: `ref:import:${item.reference}`,
            quantity: chance.of(0.9) ? chance.between(1, item.quantity) : item.quantity + 1,
            reason: chance.pick(reasons),
          },
        ]
      : [],
  )
  const resolution = chance.weighted([
    [6, 'refund'],
    [2, 'store_credit'],
    [2, 'replacement'],
    [3, 'exchange'],
  ] as const)
  const first = some[0]
  const others = variants.filter((each) => each.product === first?.product && each.variant !== first?.variant)
  return {
    items: resolution === 'exchange' ? items.slice(0, 1) : items,
    resolution,
    ...(resolution === 'exchange'
      ? {
          exchangeFor: [{ item: items[0]?.item, to: chance.pick(others)?.variant ?? first?.variant }],
          ...(chance.of(0.6)
            ? {
                refundTo: chance.pick([
                  `card-${placed.customer}`,
                  `gift-${placed.customer}`,
                  `declined-${placed.customer}`,
                ]),
              }
            : {}),
        }
      : chance.of(0.2)
        ? { refundTo: chance.pick(['store_credit', `gift-${placed.customer}`, 'nobody-knows-this']) }
        : {}),
    ...(chance.of(0.4) ? { method: chance.pick(['drop_off', 'label', 'locker', 'pickup', 'keep'] as const) } : {}),
  }
}

export async function cancelReturn(sim: Simulation): Promise<void> {
  const found = await aReturn(sim)
  if (found) await sim.ask({ who: found.who, route: 'POST /returns/:id/cancellation', input: { id: found.row.id } })
}

export async function chooseWay(sim: Simulation): Promise<void> {
  const found = await aReturn(sim)
  if (found)
    await sim.ask({
      who: found.who,
      route: 'POST /returns/:id/way',
      input: { id: found.row.id, method: sim.chance.pick(['drop_off', 'label', 'pickup'] as const) },
    })
}

/** A partner scans a code, sometimes a second time or from two tills at once. */
export async function dropOff(sim: Simulation): Promise<void> {
  const { chance } = sim
  const parcels = (await sim.rows<ParcelFacts>('return_parcel')).filter((each) => each.code !== null)
  const parcel = chance.pick(chance.of(0.85) ? parcels.filter((each) => each.state === 'open') : parcels)
  if (!parcel) return
  await Promise.all(
    Array.from({ length: chance.of(0.2) ? 3 : 1 }, () =>
      sim.ask({
        who: 'staff:sam',
        route: 'POST /drop-offs',
        input: {
          code: chance.of(0.03) ? 'nobody-knows-this' : parcel.code,
          ...(chance.of(0.3) ? { weightGrams: chance.between(0, 4000) } : {}),
        },
      }),
    ),
  )
}

/** The carrier says where it is; late, twice, or in the wrong order. */
export async function scanReturn(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const parcel = chance.pick(await sim.rows<ParcelFacts>('return_parcel'))
  if (!parcel) return
  const status = chance.weighted([
    [4, 'accepted'],
    [4, 'in_transit'],
    [3, 'delivered'],
    [1, 'exception'],
    [1, 'lost'],
  ] as const)
  const at = new Date(store.app.clock.now().getTime() - chance.between(0, 48) * 3_600_000).toISOString()
  await sim.ask({
    who: 'import',
    route: 'POST /returns/:id/scans',
    kind: status,
    input: {
      id: parcel.return_id,
      parcel: parcel.id,
      scans: [{ at, status, ...(chance.of(0.2) ? { weightGrams: chance.between(0, 4000) } : {}) }],
    },
  })
}

/** The warehouse counts: all, fewer, more, nothing. */
export async function receive(sim: Simulation): Promise<void> {
  const { chance } = sim
  const found = await aReturn(sim)
  if (!found) return
  const lines = await linesOf(sim, found.row.id)
  const counts = chance.of(0.5)
    ? {}
    : { counts: lines.map((line) => ({ line: line.id, quantity: chance.between(0, 3) })) }
  await Promise.all(
    Array.from({ length: chance.of(0.2) ? 3 : 1 }, () =>
      sim.ask({
        who: `staff:${chance.pick(['sam', 'ann', ...Object.keys(staff)])}`,
        route: 'POST /returns/:id/receipt',
        input: {
          id: found.row.id,
          ...counts,
          ...(chance.of(0.2)
            ? { finding: chance.pick(['empty', 'wrong_item', 'short'] as const), note: 'Not as it should be.' }
            : {}),
        },
      }),
    ),
  )
}

export async function inspect(sim: Simulation): Promise<void> {
  const { chance } = sim
  const found = await aReturn(sim)
  if (!found) return
  const lines = await linesOf(sim, found.row.id)
  const line = chance.pick(lines)
  if (!line) return
  const fine = chance.of(0.7)
  await Promise.all(
    Array.from({ length: chance.of(0.15) ? 2 : 1 }, () =>
      sim.ask({
        who: `staff:${chance.pick(Object.keys(staff))}`,
        route: 'POST /returns/:id/inspection',
        kind: fine ? 'fine' : 'not fine',
        input: {
          id: found.row.id,
          lines: [
            fine
              ? { line: line.id, verdict: 'as_described', grade: 'like_new' }
              : {
                  line: line.id,
                  verdict: chance.pick(['damaged', 'wrong_item', 'missing'] as const),
                  grade: chance.pick(['used', 'worn', 'broken']),
                  deductPercent: chance.pick([0, 10, 30, 80]),
                  note: 'Scratched all over.',
                },
          ],
        },
      }),
    ),
  )
}

export async function answerReturn(sim: Simulation): Promise<void> {
  const { chance } = sim
  const lines = await sim.rows<{ return_id: string; approval: string }>('return_line')
  const line = chance.pick(lines.filter((each) => each.approval === 'needs_review' || chance.of(0.03)))
  if (!line) return
  await sim.ask({
    who: `staff:${chance.pick(Object.keys(staff))}`,
    route: 'POST /returns/:id/approval',
    input: { id: line.return_id, decision: chance.of(0.6) ? 'approve' : 'decline', note: 'Looked at everything.' },
  })
}

/** A parcel that nobody announced: refused at the door, or sent without a label. */
export async function comeBackUnannounced(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders)
  if (!placed) return
  await sim.ask({
    who: 'staff:lea',
    route: 'POST /unannounced-parcels',
    input: {
      found: placed.row.reference,
      cause: chance.pick(['refused', 'undeliverable', 'no_label', 'unknown'] as const),
    },
  })
}

async function linesOf(sim: Simulation, returnId: string): Promise<{ id: string }[]> {
  return (await sim.rows<{ id: string; return_id: string }>('return_line')).filter(
    (each) => each.return_id === returnId,
  )
}

async function aReturn(sim: Simulation): Promise<{ row: ReturnFacts; who: string } | undefined> {
  const { chance } = sim
  const all = await sim.rows<ReturnFacts>('return_request')
  const open = all.filter((each) => each.canceled_at === null && each.closed_at === null)
  const row = chance.pick(chance.of(0.85) ? open : all)
  if (!row) return undefined
  const customers = await sim.rows<{ id: string; reference: string }>('customer')
  const name = customers.find((each) => each.id === row.customer_id)?.reference ?? shoppers[0]
  return { row, who: `shopper:${chance.of(0.97) ? name : chance.pick(shoppers)}` }
}

function strangerTo({ chance }: Simulation, placed: PlacedOrder): string {
  return `shopper:${chance.pick(shoppers.filter((each) => each !== placed.customer))}`
}
