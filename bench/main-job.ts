import { bringDeliveredOrders } from './delivered-orders.ts'
import { openBench } from './open-bench.ts'
import { percentile } from './percentile.ts'

export interface MainJobFigures {
  problems: number
  /** Milliseconds over HTTP on one connection, with a database that really writes to disk. */
  reportP50: number
  reportP95: number
  replacementP50: number
  replacementP95: number
  refundP50: number
  refundP95: number
  /** Both requests of one shopper, decision and remedy. */
  bothP95: number
  /** An agent gives an amount back. */
  agentRefundP50: number
  agentRefundP95: number
}

/**
 * The main job as a shopper's phone asks for it: `POST /problems`, then `POST /problems/:id/remedy`. Half of the remedies are
 * replacements, half refunds. Jobs are not run in between: what is measured is what the shopper waits for.
 */
export async function benchMainJob({ problems = 300 } = {}): Promise<MainJobFigures> {
  const { app, server, importer, close } = await openBench('main-job')
  try {
    await bringDeliveredOrders(importer, problems + 40)
    const { rows } = await app.pool.query<{ item: string; customer: string; order: string }>(
      'select i.id as item, o.id as "order", o.customer_id as customer from order_item i join orders o on o.id = i.order_id order by i.id',
    )
    const times = { report: [] as number[], replacement: [] as number[], refund: [] as number[], both: [] as number[] }
    const agentRefunds: number[] = []
    const agent = server.client({ kind: 'staff', staffId: 'stf_bench', role: 'supervisor' })
    for (const [index, { item, customer, order }] of rows.entries()) {
      const shopper = server.client({ kind: 'shopper', customerId: customer })
      const begun = performance.now()
      const problem = await shopper.call('POST /problems', { item, kind: 'delivered_not_received' })
      const reported = performance.now()
      const remedy = index % 2 === 0 ? 'replacement' : 'refund'
      await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: `rem_${remedy}` })
      const done = performance.now()
      // The first forty warm everything up.
      if (index < 40) continue
      times.report.push(reported - begun)
      times[remedy].push(done - reported)
      times.both.push(done - begun)
      if (remedy === 'refund') continue
      const asked = performance.now()
      await agent.call('POST /refunds', { order, amount: 500, reason: 'goodwill' })
      agentRefunds.push(performance.now() - asked)
    }
    return {
      problems,
      reportP50: percentile(times.report, 50),
      reportP95: percentile(times.report, 95),
      replacementP50: percentile(times.replacement, 50),
      replacementP95: percentile(times.replacement, 95),
      refundP50: percentile(times.refund, 50),
      refundP95: percentile(times.refund, 95),
      bothP95: percentile(times.both, 95),
      agentRefundP50: percentile(agentRefunds, 50),
      agentRefundP95: percentile(agentRefunds, 95),
    }
  } finally {
    await close()
  }
}

if (import.meta.main) console.log(await benchMainJob({ problems: Number(process.argv[2] ?? 300) }))
