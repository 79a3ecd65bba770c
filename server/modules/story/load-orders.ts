import { type ChangeRecord, changesOf, type ParcelFacts, parcelFacts } from '#modules/changes'
import { type ClaimRecord, claimsOf } from '#modules/claims'
import { type CustomerRecord, findCustomers } from '#modules/customers'
import {
  handoversOf,
  loadShipmentHeads,
  parcelsByUnit,
  type DeliveryProofRow,
  type ShipmentHead,
} from '#modules/deliveries'
import { currentUnits, type HoldRow, holdsByUnit, loadOrders, type OrderRecord, type UnitRow } from '#modules/orders'
import { loadPoliciesFor, type PolicyVersion } from '#modules/policy'
import { type ProblemRecord, problemsOf, type ReportFacts, reportFactsOf } from '#modules/problems'
import { balancesOf, loadRefunds, type OrderBalance, type RefundDetail } from '#modules/refunds'
import { type ReplacementRecord, replacementsOf } from '#modules/replacements'
import { type ReturnRecord, returnsOf } from '#modules/returns'
import { findSellers, type SellerRecord } from '#modules/sellers'
import { findStore, type StoreRecord } from '#modules/stores'
import { versionsOf } from '#platform/events/list-events'
import type { Reader } from '#platform/work'
import { zoneOf } from '#platform/zone-of'

export type Handover = Pick<DeliveryProofRow, 'left_at' | 'signed_by' | 'code_verified'>

/** One order with everything that its page shows, gathered from every module. */
export interface StoryOfOrder {
  order: OrderRecord
  store: StoreRecord
  customer: CustomerRecord | undefined
  /** By seller id. */
  sellers: ReadonlyMap<string, SellerRecord>
  parcels: ShipmentHead[]
  /** The parcel of each unit, by unit id. */
  parcelOf: ReadonlyMap<string, ShipmentHead>
  /** The units that count now, canceled ones among them, by item id. */
  unitsOf: ReadonlyMap<string, UnitRow[]>
  /** The parcels as changes look at them, and the units as problems do. */
  changeParcels: ParcelFacts[]
  reportFacts: ReportFacts
  /** How delivered parcels were handed over, by parcel id. */
  handovers: ReadonlyMap<string, Handover>
  problems: ProblemRecord[]
  claims: ClaimRecord[]
  changes: ChangeRecord[]
  replacements: ReplacementRecord[]
  /** What came of gifts that went back, where whoever reads must not learn of it: units, and money by tender. */
  kept: { unitIds: ReadonlySet<string>; perTender: ReadonlyMap<string, number> }
  /** Those that whoever reads may see: a gift's recipient returns for themselves. */
  returns: ReturnRecord[]
  holds: ReadonlyMap<string, HoldRow>
  balance: OrderBalance
  policy: PolicyVersion
  /** The zone of the destination. */
  zone: string
  now: Date
  /** Of the live topic of the order. */
  version: number
}

/** Orders by id, in that order, with everything about them; the same number of queries however many orders there are. */
export async function loadStories(reader: Reader, orderIds: readonly string[]): Promise<StoryOfOrder[]> {
  if (orderIds.length === 0) return []
  const matters = mattersOf(reader, orderIds)
  const [orders] = await Promise.all([loadOrders(reader, orderIds), matters])
  return await storiesOf(reader, orders, matters)
}

/** What other modules know of some orders: nothing of it needs the orders themselves, so that all is asked at once. */
function mattersOf(reader: Reader, orderIds: readonly string[]) {
  return Promise.all([
    findStore(reader),
    loadShipmentHeads(reader, orderIds),
    handoversOf(reader, orderIds),
    problemsOf(reader, orderIds),
    changesOf(reader, orderIds),
    replacementsOf(reader, orderIds),
    versionsOf(reader, 'order', orderIds),
    returnsOf(reader, orderIds),
    claimsOf(reader, orderIds),
  ])
}

/** The same for orders that were loaded before. */
export async function storiesOf(
  reader: Reader,
  orders: readonly OrderRecord[],
  matters = mattersOf(
    reader,
    orders.map(({ row }) => row.id),
  ),
): Promise<StoryOfOrder[]> {
  const [
    [store, heads, handovers, problems, changes, replacements, versions, returns, claims],
    customers,
    sellers,
    balances,
    policies,
  ] = await Promise.all([
    matters,
    findCustomers(reader, [...new Set(orders.map((order) => order.row.customer_id))]),
    findSellers(
      reader,
      orders.flatMap((order) => order.items.flatMap((item) => item.seller_id ?? [])),
    ),
    balancesOf(reader, orders),
    loadPoliciesFor(
      reader,
      orders.map(({ row }) => ({ placedAt: row.placed_at, history: row.history })),
    ),
  ])
  const giftRefunds = await loadRefunds(
    reader,
    returns.flatMap((each) => (maySeeReturn(reader, each) ? [] : each.units.flatMap((unit) => unit.refund_id ?? []))),
  )
  const sellersById = new Map(sellers.map((seller) => [seller.id, seller]))
  const [headsOf, problemsOfOrder, changesOfOrder, replacementsOfOrder] = [
    byOrder(heads),
    byOrder(problems),
    byOrder(changes),
    byOrder(replacements),
  ]
  return orders.map((order, index): StoryOfOrder => {
    const { row } = order
    const parcels = headsOf.get(row.id) ?? []
    const parcelOf = parcelsByUnit(order, parcels)
    return {
      order,
      store,
      customer: customers.get(row.customer_id),
      sellers: sellersById,
      parcels,
      parcelOf,
      unitsOf: Map.groupBy(currentUnits(order), (unit) => unit.item_id),
      changeParcels: parcelFacts(order, parcels),
      reportFacts: reportFactsOf(order, parcels, replacementsOfOrder.get(row.id) ?? [], reader.now),
      handovers,
      problems: problemsOfOrder.get(row.id) ?? [],
      claims: claims.filter((claim) => claim.row.order_id === row.id),
      changes: changesOfOrder.get(row.id) ?? [],
      replacements: replacementsOfOrder.get(row.id) ?? [],
      returns: returns.filter(
        (each) => each.lines.some((line) => line.order_id === row.id) && maySeeReturn(reader, each),
      ),
      kept: keptFrom(row.id, giftRefunds),
      holds: holdsByUnit(order),
      balance: balances.get(row.id) as OrderBalance,
      policy: policies[index] as PolicyVersion,
      zone: zoneOf(row.ship_to, store.timeZone),
      now: reader.now,
      version: versions.get(row.id) ?? 0,
    }
  })
}

/** Whoever gave a gift does not learn that it went back. */
function maySeeReturn({ actor }: Reader, { row }: ReturnRecord): boolean {
  return row.origin !== 'gift' || actor.kind === 'staff' || actor.kind === 'key' || actor.kind === 'system'
}

function byOrder<R extends { row: { order_id: string } }>(records: readonly R[]): Map<string, R[]> {
  return Map.groupBy(records, ({ row }) => row.order_id)
}

function keptFrom(orderId: string, refunds: readonly RefundDetail[]): StoryOfOrder['kept'] {
  const mine = refunds.filter(({ row }) => row.order_id === orderId)
  const perTender = new Map<string, number>()
  for (const { tender_id: tenderId, amount_minor: amountMinor } of mine.flatMap(({ movements }) => movements))
    if (tenderId) perTender.set(tenderId, (perTender.get(tenderId) ?? 0) + amountMinor)
  return {
    unitIds: new Set(mine.flatMap(({ lines }) => lines.flatMap((line) => line.unit_id ?? []))),
    perTender,
  }
}
