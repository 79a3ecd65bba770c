import { currentUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { authorizeRefund, ledgerOf, settleMovement, type RefundOrder } from '#modules/refunds'
import { findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { money } from '#platform/money'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { testServer, type TestServer } from '#testing/server'
import { bearRefund, burdensOf, settlementsModule, type BearInput, type BurdenRow } from './index.ts'
import type { SellerEntryRow } from './tables.ts'

/** A store with sellers and a payment provider that knows what was passed on to them. */
export interface SettlementBench extends RefundBench {
  /** An order of one seller: a lamp for 100.00 with shipping of 20.00 at a commission of 10 %, unless said otherwise. */
  sold(part?: Record<string, unknown>): Promise<OrderRecord>
  /** Refunds units, says who bears it in the same transaction where that is given, and runs what follows. */
  giveBack(
    order: OrderRecord,
    wish?: Partial<RefundOrder>,
    bear?: Pick<BearInput, 'burden' | 'state'> & Partial<BearInput>,
  ): Promise<string>
  burdens(order: OrderRecord): Promise<BurdenRow[]>
  burden(order: OrderRecord): Promise<BurdenRow>
  entries(sellerReference?: string): Promise<SellerEntryRow[]>
  sellerId(reference?: string): Promise<string>
  /** Posted and pending sums by account. */
  accounts(order: OrderRecord, state?: 'posted' | 'pending'): Promise<Record<string, number>>
  facts(name: string): Promise<Record<string, unknown>[]>
  server: TestServer
  /** The provider’s own books say that a movement failed, so that its money can be refunded anew. */
  failAtProvider(key: string): Promise<void>
  /** The shopper takes money that did not arrive as store credit. */
  takeStoreCredit(refundId: string): Promise<void>
  /** Says what becomes of a movement, as the provider would, and runs what follows. */
  settleMovement(refundId: string, as: 'succeeded' | 'failed'): Promise<void>
}

export const lamps = { reference: 'lamps', name: 'Lamps and more' }
export const line = (part: Record<string, unknown> = {}) => ({
  reference: 'a',
  title: 'Lamp',
  quantity: 1,
  unitPrice: 10000,
  seller: lamps,
  commission: { rate: 0.1 },
  ...part,
})
export const paid = (captured: number) => [
  { reference: 'card', kind: 'card', label: 'Visa ending 4242', captured, capturedAt: '2026-02-20T10:01:00Z' },
]
export const usd = (amountMinor: number) => money(amountMinor, 'USD')

export async function settlementBench(): Promise<SettlementBench> {
  const bench = await refundBench({ also: [settlementsModule] })
  const reader = () => read(bench.app, system('test'))
  const burdens: SettlementBench['burdens'] = (order) => burdensOf(reader(), { orderId: order.row.id })
  const failAtProvider = async (key: string) => {
    // What has failed there already stays failed.
    await bench.provider.control('POST', '/control/settle', { key, as: 'failed' }).catch(() => undefined)
  }
  const server = await testServer(bench.app)
  let count = 0
  const sellerId = async (reference = 'lamps') => (await findSeller(reader(), `ref:import:${reference}`)).id
  return {
    ...bench,
    burdens,
    failAtProvider,
    server,
    async close() {
      await server.close()
      await bench.close()
    },
    async takeStoreCredit(refundId) {
      await server.client('key:admin').call('POST /refunds/:id/way-out', { id: refundId, to: 'store_credit' })
      await runJobs(bench.app)
    },
    sellerId,
    async sold(part = {}) {
      const card = `card-${++count}`
      return await bench.order({
        items: [line()],
        shipping: { price: 2000 },
        tenders: paid(12000).map((tender) => ({ ...tender, reference: card })),
        ...part,
      })
    },
    async giveBack(order, wish = {}, bear) {
      const id = await bench.change(async (work) => {
        const locked = await lockOrder(work, order.row.id)
        const refund = await authorizeRefund(work, {
          order: locked,
          reason: 'damaged',
          about: null,
          parts: { goods: true, shipping: true, fees: false },
          ...wish,
        })
        if (!refund) throw new Error('there was nothing to refund')
        if (bear) await bearRefund(work, { order: locked, refundId: refund.id, ...bear })
        return refund.id
      })
      await runJobs(bench.app)
      return id
    },
    async burden(order) {
      const [first] = await burdens(order)
      if (!first) throw new Error('the order has no burden')
      return first
    },
    async entries(reference = 'lamps') {
      const rows = await bench.app.db
        .selectFrom('seller_entry')
        .selectAll()
        .where('seller_id', '=', await sellerId(reference))
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows as unknown as SellerEntryRow[]
    },
    async accounts(order, state = 'posted') {
      const sums: Record<string, number> = {}
      for (const { row, entries } of await ledgerOf(reader(), order.row.id))
        if (row.state === state)
          for (const entry of entries) sums[entry.account] = (sums[entry.account] ?? 0) + entry.amount_minor
      return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
    },
    async facts(name) {
      const rows = await bench.app.db.selectFrom('event').select('payload').where('name', '=', name).execute()
      return rows.map((row) => row.payload as Record<string, unknown>)
    },
    async settleMovement(refundId, as) {
      const row = await bench.app.db
        .selectFrom('refund_movement')
        .select('provider_key')
        .where('refund_id', '=', refundId)
        .executeTakeFirstOrThrow()
      if (as === 'failed') await failAtProvider(String(row.provider_key))
      const result = { state: as, reference: 're_x', reason: as === 'failed' ? 'account_closed' : null }
      await bench.change((work) => settleMovement(work, String(row.provider_key), result))
      await runJobs(bench.app)
    },
  }
}

export function unitIds(order: OrderRecord, item = 'a'): string[] {
  return currentUnits(order)
    .filter((unit) => unit.item_id === order.items.find((each) => each.reference === item)?.id)
    .map((unit) => unit.id)
}
