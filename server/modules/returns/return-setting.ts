import { customerIdsOf, findCustomer, type CustomerRecord } from '#modules/customers'
import { loadShipmentHeads, type ShipmentHead } from '#modules/deliveries'
import { currentUnits, isSentAgain, type ItemRow, type OrderRecord } from '#modules/orders'
import {
  type EngineMode,
  engineModeFor,
  loadPoliciesFor,
  type PolicyScope,
  type PolicyVersion,
  type Resolved,
  resolvePolicy,
} from '#modules/policy'
import { type OrderBalance, balancesOf } from '#modules/refunds'
import { replacementsOf } from '#modules/replacements'
import { findSellers } from '#modules/sellers'
import { findStore, type StoreRecord } from '#modules/stores'
import { assess, type Assessment } from '#modules/trust'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { zoneOf } from '#platform/zone-of'
import type { Reader } from '#platform/work'
import { isSteppedDown } from './payouts.ts'
import { isAskedFor } from './rules.ts'
import { inHandOf } from './select-units.ts'
import type { ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

/** What the rules need to know around one order of a return. */
export interface OrderSetting {
  order: OrderRecord
  heads: ShipmentHead[]
  version: PolicyVersion
  /** The rules for the order as a whole, without a category or a seller. */
  resolved: Resolved
  scope: PolicyScope
  balance: OrderBalance
  /** Units of which only a missing part was sent. */
  inHand: ReadonlySet<string>
  zone: string
  /** A return or exchange was asked for on this order before and not called off. */
  returnedBefore: boolean
}

export interface ReturnSetting {
  store: StoreRecord
  customer: CustomerRecord
  orders: OrderSetting[]
  assessment: Assessment
  mode: EngineMode
  kept: number
  steppedDown: boolean
  /** Sellers' references by our ids. */
  sellers: ReadonlyMap<string, string>
}

/** Gathers everything around some orders of one shopper, in a handful of queries. */
export async function settingOf(reader: Reader, orders: readonly OrderRecord[]): Promise<ReturnSetting> {
  const [first] = orders
  if (!first) throw new Error('Invariant broken: a return takes from an order')
  const ids = orders.map((order) => order.row.id)
  const customer = await findCustomer(reader, first.row.customer_id)
  const store = await findStore(reader)
  const versions = await loadPoliciesFor(
    reader,
    orders.map(({ row }) => ({ placedAt: row.placed_at, history: row.history })),
  )
  const heads = await loadShipmentHeads(reader, ids)
  const balances = await balancesOf(reader, [...orders])
  const before = await returnedBefore(reader, ids)
  const again = orders.filter((order) => currentUnits(order).some((unit) => isSentAgain(order, unit)))
  const inHand = inHandOf(
    await replacementsOf(
      reader,
      again.map(({ row }) => row.id),
    ),
  )
  const sellers = await sellersOf(
    reader,
    orders.flatMap((order) => order.items),
  )
  const settings = orders.map((order, index): OrderSetting => {
    const version = versions[index] as PolicyVersion
    const scope: PolicyScope = {
      country: order.row.ship_to_country,
      category: null,
      seller: null,
      tier: customer.tier,
      value: null,
      businessBuyer: order.row.business_buyer,
    }
    return {
      order,
      heads: heads.filter(({ row }) => row.order_id === order.row.id),
      version,
      scope,
      resolved: resolvePolicy(version.ruleset, scope),
      balance: balances.get(order.row.id) as OrderBalance,
      inHand,
      zone: zoneOf(
        { country: order.row.ship_to_country, region: order.row.ship_to.region },
        customer.timeZone ?? store.timeZone,
      ),
      returnedBefore: before.has(order.row.id),
    }
  })
  const resolved = (settings[0] as OrderSetting).resolved
  const assessment = await assess(reader, customer.id, { resolved, guest: reader.actor.kind === 'guest' })
  return {
    store,
    customer,
    orders: settings,
    assessment,
    mode: engineModeFor(resolved, { customerId: customer.id, reason: 'return' }),
    kept: await keptBy(reader, assessment, resolved.get('keepit.count_days')),
    steppedDown: await isSteppedDown(reader, first.row.currency),
    sellers,
  }
}

/** The rules for one item of an order. */
export function resolvedForItem(setting: ReturnSetting, { version, scope }: OrderSetting, item: ItemRow): Resolved {
  return resolvePolicy(version.ruleset, {
    ...scope,
    category: item.category,
    seller: item.seller_id ? (setting.sellers.get(item.seller_id) ?? null) : null,
  })
}

async function sellersOf(reader: Reader, items: readonly ItemRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(items.flatMap((item) => item.seller_id ?? []))]
  if (ids.length === 0) return new Map()
  return new Map((await findSellers(reader, ids)).map((seller) => [seller.id, seller.reference]))
}

async function returnedBefore(reader: Reader, orderIds: readonly string[]): Promise<Set<string>> {
  // One lookup inside the other rather than a join: which side comes first is then not left to what is known of the tables,
  // which is nothing while they are young.
  const rows = await db(reader)
    .selectFrom('return_line as l')
    .select((line) => [
      'l.order_id',
      line
        .selectFrom('return_request as r')
        .select('r.origin')
        .whereRef('r.store_id', '=', 'l.store_id')
        .whereRef('r.id', '=', 'l.return_id')
        .as('origin'),
    ])
    .where('l.store_id', '=', reader.storeId)
    .where('l.order_id', 'in', [...orderIds])
    .where('l.approval', 'not in', ['declined', 'canceled'])
    .execute()
  return new Set(rows.filter(({ origin }) => origin && isAskedFor(origin)).map((row) => row.order_id))
}

/** Things left with the linked identity, whoever gave them. */
async function keptBy(reader: Reader, { identity }: Assessment, days: number): Promise<number> {
  // Lookups inside of each other, as above.
  const rows = await db(reader)
    .selectFrom('return_request as r')
    .select((request) =>
      request
        .selectFrom('return_line as l')
        .select((line) =>
          line.fn
            .sum<number>(
              line
                .selectFrom('return_unit as u')
                .select((unit) => unit.fn.countAll<number>().as('units'))
                .whereRef('u.store_id', '=', 'l.store_id')
                .whereRef('u.line_id', '=', 'l.id'),
            )
            .as('units'),
        )
        .whereRef('l.store_id', '=', 'r.store_id')
        .whereRef('l.return_id', '=', 'r.id')
        .where('l.keep', '=', true)
        .where('l.approval', '=', 'approved')
        .as('units'),
    )
    .where('r.store_id', '=', reader.storeId)
    .where('r.customer_id', 'in', [...identity.own, ...identity.linked])
    .where('r.requested_at', '>=', addDays(reader.now, -days))
    .execute()
  return rows.reduce((sum, { units }) => sum + Number(units ?? 0), 0)
}

/** All accounts that are one person's. */
export async function sameShopper(reader: Reader, one: string, other: string): Promise<boolean> {
  return one === other || (await customerIdsOf(reader, one)).includes(other)
}
