import { doors, variants } from '../../harness/goods.ts'
import { shoppers, type PlacedOrder, type Simulation } from '../simulation.ts'
import { tellStorefront } from './bring-in.ts'

interface ProblemFacts {
  id: string
  order_id: string
  state: string
  offers: { id: string; kind: string; requires: string[] }[]
}

/** A shopper says what is wrong with something; sometimes with somebody else's, sometimes what cannot be. */
export async function reportProblem(sim: Simulation): Promise<void> {
  const { placed, kind } = await somethingWrong(sim)
  if (placed) await reportAbout(sim, placed, kind)
}

/** Reports a problem and, mostly, takes what is offered. */
export async function reportAbout(sim: Simulation, placed: PlacedOrder, kind: string): Promise<void> {
  const { chance } = sim
  const stranger = chance.of(0.1)
  const item = chance.pick(placed.row.items)
  const question = {
    who: stranger ? strangerTo(sim, placed) : `shopper:${placed.customer}`,
    route: 'POST /problems',
    kind: stranger ? 'of a stranger' : kind,
    input: {
      kind,
      ...(chance.of(0.3) ? { order: placed.id } : { item: `ref:import:${item?.reference}` }),
      ...(chance.of(0.2) ? { quantity: chance.between(1, 3) } : {}),
      ...(chance.of(0.2) ? { photoIsYourDoor: chance.of(0.5) } : {}),
      ...(chance.of(0.3) ? { note: 'It is not here.' } : {}),
    },
  }
  const all = await Promise.all(Array.from({ length: chance.of(0.15) ? 3 : 1 }, () => sim.ask(question)))
  const said = all.find((each) => each.ok) ?? (all[0] as (typeof all)[number])
  if (stranger && said.ok) sim.wrong(`a stranger reported a problem with ${placed.row.reference}`)
  if (said.ok && chance.of(0.6)) {
    const offers = said.body.remedies.map((remedy: { id: string }) => remedy.id)
    await take(sim, placed, said.body.id, offers)
  }
}

/** Mostly about what has arrived, or should have. */
async function somethingWrong(sim: Simulation): Promise<{ placed: PlacedOrder | undefined; kind: string }> {
  const { chance } = sim
  const parcels = await sim.rows<{ order_id: string; delivered_at: Date | null }>('shipment')
  const arrived = new Set(parcels.filter((parcel) => parcel.delivered_at !== null).map((parcel) => parcel.order_id))
  const [delivered, others] = [
    sim.orders.filter((each) => arrived.has(each.id)),
    sim.orders.filter((each) => !arrived.has(each.id)),
  ]
  const kind = chance.weighted([
    [9, 'delivered_not_received'],
    [2, 'damaged'],
    [1, 'wrong_item'],
    [1, 'missing_parts'],
    [4, 'not_received'],
    [1, 'late'],
  ] as const)
  const missing = kind === 'not_received' || kind === 'late'
  return { placed: chance.pick(chance.of(0.9) ? (missing ? others : delivered) : sim.orders), kind }
}

/** A remedy is taken: the best, another, one that was never offered; once or by several taps at once. */
export async function takeRemedy(sim: Simulation): Promise<void> {
  const found = await aProblem(sim)
  if (found)
    await take(
      sim,
      found.placed,
      found.problem.id,
      found.problem.offers.map((offer) => offer.id),
    )
}

async function take(sim: Simulation, placed: PlacedOrder, id: string, offers: string[]): Promise<void> {
  const { chance } = sim
  const one = () => {
    const remedy = chance.of(0.05)
      ? 'rem_nothing'
      : ((chance.of(0.6) ? offers[0] : chance.pick(offers)) ?? 'rem_refund')
    return sim.ask({
      who: chance.of(0.03) ? strangerTo(sim, placed) : `shopper:${placed.customer}`,
      route: 'POST /problems/:id/remedy',
      kind: remedy,
      input: { id, remedy, ...(chance.of(0.6) ? { statement: true } : {}) },
    })
  }
  await Promise.all(
    Array.from(
      {
        length: chance.weighted([
          [7, 1],
          [2, 2],
          [1, 4],
        ]),
      },
      one,
    ),
  )
}

export async function turnedUp(sim: Simulation): Promise<void> {
  const found = await aProblem(sim, ['open', 'waiting', 'in_review', 'remedied'])
  if (!found) return
  const choice = sim.chance.pick([undefined, 'keep_and_pay', 'return', 'keep_free'] as const)
  await sim.ask({
    who: `shopper:${found.placed.customer}`,
    route: 'POST /problems/:id/turned-up',
    kind: choice,
    input: { id: found.problem.id, ...(choice ? { choice } : {}) },
  })
}

export async function withdraw(sim: Simulation): Promise<void> {
  const found = await aProblem(sim)
  if (found)
    await sim.ask({
      who: `shopper:${found.placed.customer}`,
      route: 'POST /problems/:id/withdrawal',
      input: { id: found.problem.id },
    })
}

/** Cancel, another address, another variant, another way to pay: looked at first, then done, or done at once, or twice at once. */
export async function changeOrder(sim: Simulation): Promise<void> {
  const { chance } = sim
  const waiting = sim.orders.filter((each) => each.shipments.length === 0)
  const placed = chance.of(0.85) ? chance.pick(waiting) : chance.pick(sim.orders)
  if (!placed) return
  // Sometimes the warehouse was faster, and only it knows.
  if (chance.of(0.15)) await tellStorefront(sim, placed, 'picked')
  const kind = chance.weighted([
    [5, 'cancel'],
    [2, 'address'],
    [3, 'variant'],
    [2, 'payment'],
  ] as const)
  const input = { order: placed.id, kind, ...detailOf(sim, placed, kind) }
  const who = chance.of(0.03) ? strangerTo(sim, placed) : chance.of(0.1) ? 'staff:sam' : `shopper:${placed.customer}`
  if (chance.of(0.3))
    await sim.ask({ who, route: 'POST /changes', kind: `${kind} preview`, input: { ...input, confirm: false } })
  await Promise.all(
    Array.from({ length: chance.of(0.15) ? 2 : 1 }, () =>
      sim.ask({ who, route: 'POST /changes', kind, input: { ...input, confirm: true } }),
    ),
  )
}

function detailOf({ chance }: Simulation, placed: PlacedOrder, kind: string): Record<string, unknown> {
  const item = chance.pick(placed.row.items)
  if (kind === 'cancel') {
    const part =
      chance.of(0.5) && item
        ? { items: [{ item: item.reference, quantity: chance.between(1, Math.max(1, item.quantity)) }] }
        : {}
    return { ...part, reason: chance.pick(['no longer needed', 'ordered by mistake']) }
  }
  if (kind === 'address')
    return {
      address: chance.of(0.1) ? { ...doors.oak, country: 'CA', geo: undefined } : chance.pick(Object.values(doors)),
    }
  if (kind === 'payment')
    return {
      tender: chance.pick([
        `card-${placed.customer}`,
        `second-${placed.customer}`,
        `paypal-${placed.customer}`,
        `gift-${placed.customer}`,
        'nobody-knows-this',
      ]),
    }
  const others = variants.filter((each) => each.product === item?.product && each.variant !== item?.variant)
  const to = chance.of(0.85) ? chance.pick(others) : chance.pick(variants)
  return {
    variants: [{ item: item?.reference, to: to?.variant ?? item?.variant, ...(chance.of(0.3) ? { quantity: 1 } : {}) }],
    ...(chance.of(0.8)
      ? { tender: chance.pick([`card-${placed.customer}`, `gift-${placed.customer}`, `declined-${placed.customer}`]) }
      : {}),
  }
}

/** Pages are read while things move: they always answer, and only to their owner. */
export async function look(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders)
  if (!placed) return
  const route =
    chance.pick([
      'GET /orders/:id',
      'GET /orders/:id/tracking',
      'GET /orders/:id/refunds',
      'GET /orders/:id/story',
    ] as const) ?? 'GET /orders/:id'
  const who = route.endsWith('story') || route.endsWith('refunds') ? 'staff:lea' : `shopper:${placed.customer}`
  const said = await sim.ask({ who, route, input: { id: placed.id } })
  if (!said.ok) sim.wrong(`${route} of ${placed.row.reference} answered ${said.status} ${JSON.stringify(said.body)}`)
  const stranger = await sim.ask({
    who: strangerTo(sim, placed),
    route: 'GET /orders/:id',
    kind: 'of a stranger',
    input: { id: placed.id },
  })
  if (stranger.status !== 404)
    sim.wrong(`a stranger asked for ${placed.row.reference} and was answered ${stranger.status}`)
}

async function aProblem(
  sim: Simulation,
  states?: string[],
): Promise<{ placed: PlacedOrder; problem: ProblemFacts } | undefined> {
  const all = await sim.rows<ProblemFacts>('problem')
  const living = all.filter((problem) => (states ?? ['open', 'waiting', 'in_review']).includes(problem.state))
  const problem = sim.chance.of(0.85) ? sim.chance.pick(living) : sim.chance.pick(all)
  const placed = problem && sim.orders.find((each) => each.id === problem.order_id)
  return problem && placed ? { placed, problem } : undefined
}

function strangerTo({ chance }: Simulation, placed: PlacedOrder): string {
  return `shopper:${chance.pick(shoppers.filter((each) => each !== placed.customer))}`
}
