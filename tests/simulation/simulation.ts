import { openStore, type OpenStore, type OpenStoreOptions } from '../harness/open-store.ts'
import { customer, giftCardOpening, products, sellers, type OrderRow } from '../harness/goods.ts'
import { checkStore } from '../invariants/check-store.ts'
import type { PaymentBooks } from '../invariants/provider-books.ts'
import type { StorefrontBooks } from '../invariants/storefront-books.ts'
import { createAsk, type Ask } from './ask.ts'
import { chanceOf, type Chance } from './chance.ts'
import { createCoverage, type Coverage } from './coverage.ts'

/** An order that the run placed. */
export interface PlacedOrder {
  row: OrderRow
  customer: string
  /** Our own id. */
  id: string
  shipments: { reference: string; id: string }[]
}

/** One run: a store of its own, chance from a seed, and what has happened so far. */
export interface Simulation {
  readonly store: OpenStore
  readonly chance: Chance
  readonly coverage: Coverage
  readonly ask: Ask
  readonly orders: PlacedOrder[]
  /** Something that must not be. */
  wrong(what: string): void
  readonly wrongs: string[]
  /** What stands in the database, for choosing what to do next. */
  rows<T>(table: string): Promise<T[]>
  /** Runs what is waiting; what fails because a provider fails is tried again later. */
  settle(): Promise<void>
  check(options: { healed: boolean }): Promise<void>
}

export const shoppers = ['ava', 'ben', 'cho', 'dee', 'eli', 'fay'] as const

export async function openSimulation(seed: number, options: OpenStoreOptions = {}): Promise<Simulation> {
  const chance = chanceOf(seed)
  const store = await openStore({ now: '2026-03-02T15:00:00Z', seed, ...options })
  const coverage = createCoverage()
  const wrongs: string[] = []
  const wrong = (what: string) => void wrongs.push(what)
  await fillStore(store)
  const db = store.app.db
  const openings = await readOpenings(store)
  const books = async <T>(name: 'payments' | 'storefront') => await store.outside<T>(name, 'GET', '/books')
  return {
    store,
    chance,
    coverage,
    wrong,
    wrongs,
    ask: createAsk(store, chance, coverage, wrong),
    orders: [],
    rows: async <T>(table: string) =>
      (await db.selectFrom(table).selectAll().where('store_id', '=', store.app.storeId).orderBy('id').execute()) as T[],
    async settle() {
      await store.reviveFakes()
      await store.settle({ allowFailures: true })
    },
    async check({ healed }) {
      const found = await checkStore({
        db,
        openings,
        healed,
        now: store.app.clock.now(),
        paymentBooks: () => books<PaymentBooks>('payments'),
        storefrontBooks: () => books<StorefrontBooks>('storefront'),
      })
      for (const violation of found) wrong(violation)
    },
  }
}

/** Accounts of every age: one of years with orders behind it, one of days. */
async function fillStore(store: OpenStore): Promise<void> {
  const ages: Record<(typeof shoppers)[number], string> = {
    ava: '2021-05-01T00:00:00Z',
    ben: '2022-01-10T00:00:00Z',
    cho: '2025-11-01T00:00:00Z',
    dee: '2026-02-27T00:00:00Z',
    eli: '2024-06-01T00:00:00Z',
    fay: '2023-03-03T00:00:00Z',
  }
  await store.importRows('sellers', sellers)
  await store.importRows('products', products)
  await store.importRows('places', [
    { reference: 'corner', kind: 'drop_off', name: 'Corner Books', geo: { lat: 39.801, lng: -89.651 } },
    {
      reference: 'locker',
      kind: 'locker',
      name: 'Station locker',
      geo: { lat: 39.81, lng: -89.645 },
      slots: { s: 1, m: 1 },
    },
  ])
  await store.importRows(
    'customers',
    shoppers.map((name) => customer(name, `${name.charAt(0).toUpperCase()}${name.slice(1)} Shopper`, ages[name])),
  )
}

async function readOpenings(store: OpenStore): Promise<Map<string, number>> {
  const cards = await store.app.db.selectFrom('payment_method').select('id').where('kind', '=', 'gift_card').execute()
  return new Map(cards.map((card) => [String(card.id), giftCardOpening]))
}
