import { bringDeliveredOrders } from './delivered-orders.ts'
import { clientAt } from '#testing/server'
import { openBench } from './open-bench.ts'
import { startMedusa } from './peers/medusa.ts'
import { percentile } from './percentile.ts'
import { startBenchProcess } from './start-server.ts'

/** How long one call takes alone, and how many a second when eight are always under way. */
export interface CallFigures {
  p50: number
  p95: number
  perSecondAt8: number
}

export interface ReturnsFigures {
  ours: { create: CallFigures; receipt: CallFigures; inspection: CallFigures; refund: CallFigures }
  /** The same on Medusa, started on the same machine in the same run; null where it was not asked for. */
  medusa: { version: string; create: CallFigures; receipt: CallFigures; refund: CallFigures; memoryMb: number } | null
}

type Step = (index: number) => Promise<unknown>

/**
 * A return in one call, its receipt, its inspection and a refund by an agent: first one at a time, then eight at a time, each on
 * an order of its own, over HTTP on a database that really writes to disk. Each server is a process of its own, and the caller
 * another one.
 */
export async function benchReturns({ alone = 60, together = 240, peer = false } = {}): Promise<ReturnsFigures> {
  const ours = await measureOurs(alone, together)
  return { ours, medusa: peer ? await measureMedusa(alone, Math.min(together, 80)) : null }
}

async function measureOurs(alone: number, together: number): Promise<ReturnsFigures['ours']> {
  const { app, importer, close } = await openBench('returns')
  const server = await startBenchProcess('server-process.ts', {
    connectionString: app.connectionString,
    worker: false,
    now: app.clock.now().toISOString(),
  })
  try {
    const count = warmUp + alone + together
    // Half of them are refunded without a return.
    await bringDeliveredOrders(importer, count * 2)
    const { rows } = await app.pool.query<{ item: string; customer: string; order: string }>(
      'select i.id as item, o.id as "order", o.customer_id as customer from order_item i join orders o on o.id = i.order_id order by i.id',
    )
    const agent = clientAt(server.url, { kind: 'staff', staffId: 'stf_bench', role: 'supervisor' })
    const made: { id: string; line: string }[] = []
    const create = await measure(alone, together, async (index) => {
      const { item, customer } = rows[index] as (typeof rows)[number]
      const shopper = clientAt(server.url, { kind: 'shopper', customerId: customer })
      const done = await shopper.call('POST /returns', {
        items: [{ item, quantity: 1, reason: 'no_longer_needed' }],
        method: 'label',
      })
      made[index] = { id: done.id, line: done.lines[0]?.id ?? '' }
    })
    const receipt = await measure(alone, together, async (index) => {
      await agent.call('POST /returns/:id/receipt', { id: made[index]?.id ?? '' })
    })
    const inspection = await measure(alone, together, async (index) => {
      const { id, line } = made[index] as (typeof made)[number]
      await agent.call('POST /returns/:id/inspection', {
        id,
        lines: [{ line, verdict: 'as_described', grade: 'like_new' }],
      })
    })
    const refund = await measure(alone, together, async (index) => {
      const { order, item } = rows[count + index] as (typeof rows)[number]
      await agent.call('POST /refunds', { order, items: [{ item, quantity: 1 }], reason: 'goodwill' })
    })
    return { create, receipt, inspection, refund }
  } finally {
    server.process.kill('SIGKILL')
    await close()
  }
}

async function measureMedusa(alone: number, together: number): Promise<NonNullable<ReturnsFigures['medusa']>> {
  const peer = await startMedusa()
  try {
    const orders = await peer.makeOrders(warmUp + alone + together)
    const made: string[] = []
    const orderOf = (index: number) => orders[index] as (typeof orders)[number]
    // What one call of ours does takes three of theirs; their receipt likewise.
    const create = await measure(alone, together, async (index) => {
      const { orderId, itemId } = orderOf(index)
      const { return: begun } = await peer.admin('POST', '/admin/returns', { order_id: orderId })
      await peer.admin('POST', `/admin/returns/${begun.id}/request-items`, { items: [{ id: itemId, quantity: 1 }] })
      await peer.admin('POST', `/admin/returns/${begun.id}/request`, {})
      made[index] = begun.id
    })
    const receipt = await measure(alone, together, async (index) => {
      const { itemId } = orderOf(index)
      await peer.admin('POST', `/admin/returns/${made[index]}/receive`, {})
      await peer.admin('POST', `/admin/returns/${made[index]}/receive-items`, { items: [{ id: itemId, quantity: 1 }] })
      await peer.admin('POST', `/admin/returns/${made[index]}/receive/confirm`, {})
    })
    const refund = await measure(alone, together, async (index) => {
      await peer.admin('POST', `/admin/payments/${orderOf(index).paymentId}/refund`, { amount: 20 })
    })
    return { version: peer.version, create, receipt, refund, memoryMb: peer.memoryMb() }
  } finally {
    await peer.stop()
  }
}

const warmUp = 10

async function measure(alone: number, together: number, step: Step): Promise<CallFigures> {
  for (let index = 0; index < warmUp; index++) await step(index)
  const times: number[] = []
  for (let index = warmUp; index < warmUp + alone; index++) {
    const begun = performance.now()
    await step(index)
    times.push(performance.now() - begun)
  }
  let next = warmUp + alone
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < warmUp + alone + together) await step(next++)
    }),
  )
  const perSecondAt8 = Math.round((together / (performance.now() - begun)) * 10_000) / 10
  return { p50: percentile(times, 50), p95: percentile(times, 95), perSecondAt8 }
}

if (import.meta.main)
  console.log(JSON.stringify(await benchReturns({ peer: process.argv.includes('--peer') }), null, 2))
