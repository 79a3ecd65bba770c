import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { DemoCredentials } from '../../../server/app/demonstration-credentials.ts'
import { order } from '../../harness/goods.ts'
import { pause } from '../../harness/program.ts'
import { chanceOf, type Chance } from '../chance.ts'
import { openJournal, type Request } from './journal.ts'
import { sendOnce } from './send.ts'

/** What the client process is told on its first line of input. */
export interface ClientOrders {
  baseUrl: string
  keys: DemoCredentials['apiKeys']
  journalFile: string
  seed: number
  workers: number
  shoppers: number
}

interface Told {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: every route answers its own shape
  // oxlint-disable-next-line no-explicit-any
  body: any
}

/** A store under load, seen from outside: it places orders, loses parcels, takes remedies, cancels, refunds, until told to finish. */
async function main(): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const orders = JSON.parse(String((await lines.next()).value)) as ClientOrders
  let finishing = false
  void lines.next().then(() => (finishing = true))
  const journal = openJournal(orders.journalFile)

  async function ask(request: Omit<Request, 'key'>): Promise<Told> {
    const full = { key: randomUUID(), ...request }
    journal.asked(full)
    for (let tries = 1; ; tries++) {
      const answer = await sendOnce(orders.baseUrl, orders.keys, full)
      if (answer) {
        journal.answered({ key: full.key, status: answer.status, text: answer.text, tries })
        return { status: answer.status, body: JSON.parse(answer.text) }
      }
      await pause(Math.min(20 * 2 ** tries, 1_000))
    }
  }

  let placed = 0
  const work = async (worker: number) => {
    const chance = chanceOf(orders.seed * 1000 + worker)
    while (!finishing)
      await oneCase(ask, chance, `K${orders.seed}-${worker}-${++placed}`, `soak-${chance.between(1, orders.shoppers)}`)
  }
  await Promise.all(Array.from({ length: orders.workers }, (_each, index) => work(index)))
  process.exit(0)
}

type Ask = (request: Omit<Request, 'key'>) => Promise<Told>

async function oneCase(ask: Ask, chance: Chance, reference: string, customer: string): Promise<void> {
  const what = chance.weighted([
    [5, missing],
    [3, cancel],
    [1, payOtherwise],
    [2, refundTwice],
    [3, guaranteed],
  ] as const)
  const variants = what === guaranteed ? ['scarf-s', 'scarf-l'] : ['mug-blue', 'mug-red', 'lamp-ash']
  const placed = await ask({
    as: 'import',
    method: 'PUT',
    path: `/orders/${reference}`,
    body: orderOf(chance, reference, customer, variants),
  })
  if (placed.status >= 300) return
  const id = String(placed.body.id)
  await what({ ask, chance, reference, id, shopper: `ref:import:${customer}` })
}

function orderOf(chance: Chance, reference: string, customer: string, variants: readonly string[]): object {
  const door = {
    name: 'Sam Soak',
    line1: `${reference} Main Street`,
    city: 'Springfield',
    region: 'IL',
    postalCode: '62701',
    country: 'US',
  }
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
    amount: 300,
  }
  const row = order({
    reference,
    customer,
    placedAt: new Date(),
    to: door,
    shippingMinor: chance.between(0, 600),
    lines: [{ variant: chance.pick(variants) ?? 'mug-blue', quantity: chance.between(1, 2) }],
    tenders: chance.of(0.3) ? [card, gift] : [card],
  })
  const { reference: _inPath, ...body } = row
  return body
}

interface Case {
  ask: Ask
  chance: Chance
  reference: string
  id: string
  shopper: string
}

/** Sends the order in one parcel, which the carrier scans. @returns whether there is one */
async function parcel(ask: Ask, reference: string, statuses: readonly string[]): Promise<boolean> {
  const at = new Date().toISOString()
  const sent = await ask({
    as: 'import',
    method: 'PUT',
    path: `/shipments/${reference}-P`,
    body: { order: reference, carrier: 'Swift Post', trackingNumber: `SP${reference}`, shippedAt: at },
  })
  if (sent.status >= 300) return false
  const scans = statuses.map((status) => ({ at, status }))
  await ask({ as: 'import', method: 'POST', path: `/shipments/${sent.body.id}/scans`, body: { scans } })
  return true
}

async function missing({ ask, chance, reference, id, shopper }: Case): Promise<void> {
  if (!(await parcel(ask, reference, ['out_for_delivery', 'delivered']))) return
  const problem = await ask({
    as: 'shopper',
    shopper,
    method: 'POST',
    path: '/problems',
    body: { order: id, kind: 'delivered_not_received' },
  })
  if (problem.status >= 300 || problem.body.state !== 'open') return
  const path = `/problems/${problem.body.id}`
  const remedy = chance.of(0.5) ? 'rem_refund' : 'rem_replacement'
  // Two impatient taps.
  const taps = chance.of(0.3) ? 2 : 1
  const [taken] = await Promise.all(
    Array.from({ length: taps }, () =>
      ask({ as: 'shopper', shopper, method: 'POST', path: `${path}/remedy`, body: { remedy, statement: true } }),
    ),
  )
  if (taken && taken.status < 300 && chance.of(0.2))
    await ask({ as: 'shopper', shopper, method: 'POST', path: `${path}/turned-up`, body: { choice: 'keep_and_pay' } })
}

/** A third-party seller's parcel turns around: the guarantee pays at once, and the seller bears it. */
async function guaranteed({ ask, chance, reference, id, shopper }: Case): Promise<void> {
  if (!(await parcel(ask, reference, ['accepted', 'returning']))) return
  const claim = () =>
    ask({
      as: 'shopper',
      shopper,
      method: 'POST',
      path: '/claims',
      body: { order: id, ground: chance.of(0.8) ? 'not_received' : 'not_as_described' },
    })
  // Two impatient taps; now and then somebody of the store gives money back at the same moment.
  await Promise.all([
    claim(),
    ...(chance.of(0.3) ? [claim()] : []),
    ...(chance.of(0.2) ? [refundTwice({ ask, chance, reference, id, shopper })] : []),
  ])
}

async function cancel({ ask, chance, id, reference, shopper }: Case): Promise<void> {
  const items = chance.of(0.5) ? { items: [{ item: `${reference}-1`, quantity: 1 }] } : {}
  await ask({
    as: 'shopper',
    shopper,
    method: 'POST',
    path: '/changes',
    body: { order: id, kind: 'cancel', ...items, confirm: true },
  })
}

async function payOtherwise({ ask, id, shopper }: Case): Promise<void> {
  await ask({
    as: 'shopper',
    shopper,
    method: 'POST',
    path: '/changes',
    body: { order: id, kind: 'payment', tender: `second-${shopper.replace('ref:import:', '')}`, confirm: true },
  })
}

async function refundTwice({ ask, chance, id }: Case): Promise<void> {
  const refund = () =>
    ask({
      as: 'agent',
      method: 'POST',
      path: '/refunds',
      body: { order: id, amount: chance.between(100, 1_500), reason: 'goodwill' },
    })
  await Promise.all([refund(), refund()])
}

await main()
