import { variants } from '../../harness/goods.ts'
import type { PaymentBooks } from '../../invariants/provider-books.ts'
import type { StorefrontBooks } from '../../invariants/storefront-books.ts'
import type { Trouble } from '../../../server/adapters/fakes/switches.ts'
import type { Simulation } from '../simulation.ts'
import { tellStorefront } from './bring-in.ts'

/** The next request to a provider goes wrong in one of the ways in which they do. */
export async function makeTrouble(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const [where, on] = chance.weighted([
    [4, ['payments', 'refund']],
    [1, ['payments', 'charge']],
    [3, ['storefront', 'change']],
    [2, ['storefront', 'replacement']],
  ] as const)
  const trouble = chance.weighted<Trouble>([
    [2, 'rate_limit'],
    [2, 'error_before'],
    [2, 'lost_request'],
    [2, 'refuse'],
    [3, 'pend'],
    [3, 'fail_later'],
    [1, 'crash'],
    [3, 'lost_answer'],
    [2, 'error_after'],
    [3, 'answer_twice'],
  ])
  await store.outside(where, 'POST', '/control/switches', {
    next: [{ do: trouble, on, times: chance.of(0.2) ? 2 : 1 }],
  })
  sim.coverage.count(`${where} goes wrong on a ${on}`, trouble)
}

/** The payment provider says what became of something: in time, late, or after it had said otherwise. */
export async function settlePayment(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const { movements } = await store.outside<PaymentBooks>('payments', 'GET', '/books')
  const pending = movements.filter((movement) => movement.status === 'pending')
  const late = movements.filter((movement) => movement.status === 'succeeded' && movement.object === 'refund')
  const movement = chance.of(0.8) ? chance.pick(pending) : chance.pick(late)
  if (!movement) return
  const as = movement.status === 'succeeded' || chance.of(0.4) ? 'failed' : 'succeeded'
  await store.outside('payments', 'POST', '/control/settle', { id: movement.id, as, reason: 'account_closed' })
  sim.coverage.count(`the provider settles a ${movement.object}`, `${movement.status} → ${as}`)
}

/** The warehouse picks, dispatches, runs out of something, decides what it was asked. */
export async function moveStorefront(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const what = chance.weighted([
    [3, 'picks'],
    [1, 'puts back'],
    [2, 'stock'],
    [2, 'thinks'],
    [3, 'decides'],
  ] as const)
  sim.coverage.count('the storefront', what)
  const placed = chance.pick(sim.orders)
  if (what === 'picks' && placed) await tellStorefront(sim, placed, chance.of(0.5) ? 'picked' : 'dispatched')
  if (what === 'puts back' && placed && placed.shipments.length === 0) await tellStorefront(sim, placed, 'open')
  if (what === 'stock')
    await store.outside('storefront', 'PUT', `/v1/stock/${chance.pick(variants)?.variant}`, {
      available: chance.of(0.2) ? 0 : chance.between(1, 200),
    })
  if (what === 'thinks')
    await store.outside('storefront', 'POST', '/control/confirming', { afterMs: chance.of(0.5) ? null : 0 })
  if (what !== 'decides') return
  const { changes } = await store.outside<StorefrontBooks>('storefront', 'GET', '/books')
  const pending = chance.pick(changes.filter((change) => change.status === 'pending'))
  if (!pending) return
  const as = chance.of(0.7) ? 'applied' : 'refused'
  await store.outside('storefront', 'POST', '/control/decide', {
    id: pending.id,
    as,
    ...(as === 'refused' ? { reason: 'already_picked' } : {}),
  })
}

/** Notices arrive: late, twice, in the wrong order. */
export async function deliverNotices(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const name = chance.pick(['payments', 'storefront'] as const) ?? 'payments'
  const { sent } = await store.outside<{ sent: { status: number | null }[] }>(name, 'POST', '/control/deliver', {
    order: chance.of(0.5) ? 'reversed' : 'written',
    times: chance.of(0.3) ? 2 : 1,
  })
  for (const { status } of sent) {
    sim.coverage.count('a notice is delivered', String(status))
    if (status !== 200) sim.wrong(`a notice was answered ${status}`)
  }
}

/** A provider forgets the keys it has seen, or is away for a while. */
export async function loseMemory(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  if (chance.of(0.5)) {
    await store.outside('payments', 'POST', '/control/forget-keys')
    sim.coverage.count('the payment provider', 'forgets its keys')
    return
  }
  const name = chance.pick(['payments', 'storefront'] as const) ?? 'payments'
  await store.outside(name, 'POST', '/control/switches', { down: true })
  await sim.settle()
  await store.outside(name, 'POST', '/control/switches', { down: false })
  sim.coverage.count('a provider', 'is away for a while')
}
