import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customersModule, upsertCustomers } from '#modules/customers'
import { loadOrders, lockOrder, ordersModule, type OrderRecord } from '#modules/orders'
import { sellersModule } from '#modules/sellers'
import { staffModule } from '#modules/staff'
import { createStore, storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import type { Module } from '#platform/module'
import { transact } from '#platform/transact'
import { read, type Work } from '#platform/work'
import { testApp, type TestApp } from './app.ts'
import { orderInput, storeOrders } from './order-input.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { fakePayments } from '../adapters/payments/fake/adapter.ts'
import { startFake, type RunningFake } from '../adapters/run-fake.ts'
import {
  authorizeRefund,
  balances,
  paymentPort,
  refundsModule,
  type OrderBalance,
  type RefundOrder,
  type RefundRecord,
} from '#modules/refunds'

interface ProviderBooks {
  payments: { reference: string; captured: number; succeeded: number; pending: number }[]
  movements: {
    id: string
    object: 'refund' | 'charge'
    source: string
    amount: number
    currency: string
    status: string
    idempotency_key: string
  }[]
}

/** A store with a real payment provider beside it, for tests of money. */
export interface RefundBench {
  app: TestApp
  provider: RunningFake
  books(): Promise<ProviderBooks>
  /** What the provider paid back to one of its payments. */
  paidBack(tenderReference: string): Promise<number>
  order(part: Record<string, unknown>, options?: { history?: boolean }): Promise<OrderRecord>
  reload(order: OrderRecord): Promise<OrderRecord>
  balance(order: OrderRecord): Promise<OrderBalance>
  refund(order: OrderRecord, wish: Partial<RefundOrder>): Promise<RefundRecord | null>
  change<T>(run: (work: Work) => Promise<T>): Promise<T>
  events(order: OrderRecord): Promise<string[]>
  /** Sum of all entries of everything that is pending or posted, by currency: nothing may be left over. */
  ledgerImbalance(): Promise<number>
  close(): Promise<void>
}

/** @param also modules that the test is about, besides those that refunds stand on */
export async function refundBench({ also = [] }: { also?: readonly Module[] } = {}): Promise<RefundBench> {
  const app = await testApp({
    modules: [storesModule, customersModule, sellersModule, staffModule, ordersModule, refundsModule, ...also],
  })
  const folder = mkdtempSync(join(tmpdir(), 'refunds-'))
  const provider = await startFake('payments', { booksFile: join(folder, 'books.jsonl') })
  const guarded = createGuardedFetch({ allowOrigins: [provider.url] })
  app.ports.set(paymentPort, fakePayments({ url: provider.url, fetch: guarded, timeoutMs: 2000 }))
  const change = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)
  await change(async (work) => {
    await createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/Chicago',
      supportEmail: 'help@example.com',
    })
    await upsertCustomers(work, 'import', [
      {
        reference: 'c-1',
        email: 'ava@example.com',
        name: 'Ava Stone',
        addresses: [],
        createdAt: '2024-01-01T00:00:00Z',
        paymentMethods: [
          {
            reference: 'gift-1',
            kind: 'gift_card',
            label: 'Gift card ending 11',
            balance: { amountMinor: 1000, currency: 'USD' },
          },
          {
            reference: 'gift-2',
            kind: 'gift_card',
            label: 'Gift card ending 22',
            balance: { amountMinor: 0, currency: 'USD' },
          },
          { reference: 'card-1', kind: 'card', label: 'Visa ending 4242' },
          { reference: 'card-declined', kind: 'card', label: 'Visa ending 0002' },
        ],
      } as never,
    ])
  })
  const books = () => provider.control<ProviderBooks>('GET', '/books')
  let count = 0
  const reload = async (order: OrderRecord) =>
    (await loadOrders(read(app, system('test')), [order.row.id]))[0] as OrderRecord
  return {
    app,
    provider,
    books,
    change,
    reload,
    async paidBack(reference) {
      return (await books()).payments.find((payment) => payment.reference === reference)?.succeeded ?? 0
    },
    async order(part, options) {
      const [outcome] = await storeOrders(app, [orderInput({ reference: `R-${++count}`, ...part })], options)
      if (!outcome?.id) throw new Error(`the order has a problem: ${JSON.stringify(outcome)}`)
      return (await loadOrders(read(app, system('test')), [outcome.id]))[0] as OrderRecord
    },
    async balance(order) {
      return (await balances(read(app, system('test')), [order.row.id])).get(order.row.id) as OrderBalance
    },
    refund: (order, wish) =>
      change(async (work) =>
        authorizeRefund(work, { order: await lockOrder(work, order.row.id), reason: 'test', about: null, ...wish }),
      ),
    async events(order) {
      const rows = await app.db
        .selectFrom('event')
        .select('name')
        .where('order_id', '=', order.row.id)
        .orderBy('order_version')
        .execute()
      return rows.map((row) => String(row.name))
    },
    async ledgerImbalance() {
      const rows = await app.db
        .selectFrom('ledger_entry')
        .select((each) => each.fn.sum<string>('amount_minor').as('sum'))
        .groupBy('transfer_id')
        .execute()
      return rows.filter((row) => Number(row.sum) !== 0).length
    },
    async close() {
      await app.close()
      await provider.kill()
      await guarded.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
