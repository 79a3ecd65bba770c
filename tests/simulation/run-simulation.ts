import type { OpenStoreOptions } from '../harness/open-store.ts'
import type { PaymentBooks } from '../invariants/provider-books.ts'
import type { StorefrontBooks } from '../invariants/storefront-books.ts'
import { doWhatIsAllowed } from './commands/allowed.ts'
import { importFile, placeOrder, scan, sendOrderAgain, ship } from './commands/bring-in.ts'
import {
  bankOnClaim,
  claim,
  comeBackOfClaim,
  sellerOnClaim,
  sellForSeller,
  shopperOnClaim,
  staffOnClaim,
} from './commands/claims.ts'
import { loseParcel } from './commands/lives.ts'
import { deliverNotices, loseMemory, makeTrouble, moveStorefront, settlePayment } from './commands/outside.ts'
import {
  answerReturn,
  cancelReturn,
  chooseWay,
  comeBackUnannounced,
  dropOff,
  inspect,
  receive,
  requestReturn,
  scanReturn,
} from './commands/returns.ts'
import { changeOrder, look, reportProblem, takeRemedy, turnedUp, withdraw } from './commands/shopper.ts'
import { answerChange, decideApproval, decideReview, judgePhoto, refundByStaff } from './commands/staff.ts'
import { passTime } from './commands/time.ts'
import type { Coverage } from './coverage.ts'
import { leap } from '../harness/leap.ts'
import { openSimulation, type Simulation } from './simulation.ts'

type Step = (sim: Simulation) => Promise<void>

const everything: readonly (readonly [weight: number, step: Step])[] = [
  [8, loseParcel],
  [5, doWhatIsAllowed],
  [9, placeOrder],
  [3, sendOrderAgain],
  [9, ship],
  [11, scan],
  [1, importFile],
  [8, reportProblem],
  [10, takeRemedy],
  [3, turnedUp],
  [2, withdraw],
  [13, changeOrder],
  [3, look],
  [6, refundByStaff],
  [3, decideApproval],
  [4, decideReview],
  [3, answerChange],
  [1, judgePhoto],
  [9, requestReturn],
  [2, cancelReturn],
  [1, chooseWay],
  [4, dropOff],
  [5, scanReturn],
  [5, receive],
  [4, inspect],
  [3, answerReturn],
  [1, comeBackUnannounced],
  [5, makeTrouble],
  [3, settlePayment],
  [4, moveStorefront],
  [3, deliverNotices],
  [1, loseMemory],
  [7, passTime],
  [3, sellForSeller],
  [3, claim],
  [3, sellerOnClaim],
  [1, shopperOnClaim],
  [2, staffOnClaim],
  [1, bankOnClaim],
  [1, comeBackOfClaim],
]

/** The guarantee above all: sellers, their shoppers, whoever decides, the bank, and time. */
export const claimSteps: readonly (readonly [weight: number, step: Step])[] = [
  [8, sellForSeller],
  [10, claim],
  [12, sellerOnClaim],
  [4, shopperOnClaim],
  [9, staffOnClaim],
  [4, bankOnClaim],
  [2, comeBackOfClaim],
  [2, takeRemedy],
  [2, requestReturn],
  [2, refundByStaff],
  [1, settlePayment],
  [5, passTime],
]

const checkEvery = 25

export interface SimulationOptions extends OpenStoreOptions {
  /** What may happen, with weights; everything unless given. */
  steps?: typeof everything
}

export interface SimulationResult {
  seed: number
  steps: number
  /** What must not be; empty after a good run. */
  wrongs: readonly string[]
  coverage: Coverage
}

/** One run: a store is opened, chance does what it likes to it, then it heals and has to add up; a month later nothing may be left over. */
export async function runSimulation(
  seed: number,
  count: number,
  options: SimulationOptions = {},
): Promise<SimulationResult> {
  const sim = await openSimulation(seed, options)
  try {
    for (let index = 0; index < count && sim.wrongs.length === 0; index++) {
      await takeStep(sim, options.steps ?? everything, index)
      if (index % checkEvery === checkEvery - 1) await sim.check({ healed: false })
    }
    if (sim.wrongs.length === 0) await ending(sim)
    await countFacts(sim)
    return { seed, steps: count, wrongs: [...new Set(sim.wrongs)], coverage: sim.coverage }
  } finally {
    await sim.store.close()
  }
}

async function ending(sim: Simulation): Promise<void> {
  await heal(sim)
  await sim.check({ healed: true })
  await leap(sim.store.app, 40 * 24 * 60, { allowFailures: true })
  await heal(sim)
  await sim.check({ healed: true })
}

async function takeStep(sim: Simulation, steps: typeof everything, index: number): Promise<void> {
  const step = sim.chance.weighted(steps)
  const before = sim.wrongs.length
  await step(sim)
  // Often the next command comes before the jobs of the last one have run.
  if (sim.chance.of(0.6)) await sim.settle()
  if (sim.wrongs.length > before) sim.wrong(`(step ${index}, ${step.name})`)
}

/** Everything outside answers again and says what it had left open; then all work is done. */
export async function heal(sim: Simulation): Promise<void> {
  const { store } = sim
  await store.outside('payments', 'DELETE', '/control/switches')
  await store.outside('storefront', 'DELETE', '/control/switches')
  await store.outside('storefront', 'POST', '/control/confirming', { afterMs: 0 })
  for (let round = 0; round < 6; round++) {
    const { movements } = await store.outside<PaymentBooks>('payments', 'GET', '/books')
    for (const { id } of movements.filter((each) => each.status === 'pending'))
      await store.outside('payments', 'POST', '/control/settle', { id, as: 'succeeded' })
    const { changes } = await store.outside<StorefrontBooks>('storefront', 'GET', '/books')
    for (const { id } of changes.filter((each) => each.status === 'pending'))
      await store.outside('storefront', 'POST', '/control/decide', { id, as: 'applied' })
    await store.outside('payments', 'POST', '/control/deliver')
    await store.outside('storefront', 'POST', '/control/deliver')
    await store.settle({ allowFailures: true })
    await leap(store.app, 15, { allowFailures: true })
  }
}

/** What the run led to, as the store's own facts tell it. */
async function countFacts({ store, coverage }: Simulation): Promise<void> {
  const facts = await store.app.db
    .selectFrom('event')
    .select((eb) => ['name', eb.fn.countAll<number>().as('times')])
    .groupBy('name')
    .execute()
  for (const { name, times } of facts) coverage.count('facts', String(name), Number(times))
  for (const [table, column] of [
    ['refund_movement', 'state'],
    ['charge', 'state'],
    ['change', 'state'],
    ['replacement', 'state'],
    ['problem', 'state'],
    ['review', 'state'],
    ['approval', 'state'],
    ['return_line', 'approval'],
    ['return_unit', 'logistics'],
    ['return_unit', 'inspection'],
    ['return_unit', 'money'],
    ['claim', 'state'],
    ['claim', 'verdict'],
    ['burden', 'payer'],
  ] as const) {
    const states = await store.app.db
      .selectFrom(table)
      .select((eb) => [column, eb.fn.countAll<number>().as('times')])
      .groupBy(column)
      .execute()
    for (const row of states) coverage.count(`${table} ends as`, String(row[column]), Number(row.times))
  }
}
