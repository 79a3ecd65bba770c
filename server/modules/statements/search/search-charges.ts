import { loadShipmentHeads, parcelsByUnit, type ShipmentHead } from '#modules/deliveries'
import { currentUnits, listPaidOrders, loadOrders, type OrderRecord, type PaidOrder } from '#modules/orders'
import { chargesOf, isRefundShownTo, labelOf, refundsOf } from '#modules/refunds'
import { findSellers } from '#modules/sellers'
import { findStore } from '#modules/stores'
import type { OutputOf } from '#platform/contract/contract'
import { invalid } from '#platform/errors'
import { money } from '#platform/money'
import { addDays, addHours, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { ChargeMatch, statements } from '../contract.ts'
import { whoseOf } from '../whose.ts'
import { worthOfUnits } from '../worth-of-units.ts'
import { matchCharges, type Match, type OrderMoney } from './match-charges.ts'
import { hasCard, hasName, hasNumber, statementText, type StatementText } from './names-in-text.ts'
import { readAmount } from './read-amount.ts'

type Route = (typeof statements)['GET /me/charges/search']
const { searchedOrders, matches: mostMatches, daysBefore, daysAfter, chargesAddedUp, guessDays } = limits.statements

/** Which of the reader's own charges an amount on a statement can be. Nothing of anybody else's is looked at. */
export async function searchCharges(
  reader: Reader,
  { amount, date, text }: { amount: string; date?: string | undefined; text?: string | undefined },
): Promise<OutputOf<Route['output']>> {
  const read =
    readAmount(amount) ?? invalid('amount', 'amount should be a number such as 45.99, with or without a currency.')
  const store = await findStore(reader)
  const day = date === undefined ? null : addHours(startOfDate(date, store.timeZone), 12)
  const orders = await listPaidOrders(reader, {
    ...(await whoseOf(reader)),
    ...(day ? { from: addDays(day, -daysBefore), to: addDays(day, daysAfter) } : {}),
    limit: searchedOrders,
  })
  const words = text ? statementText(text) : null
  const named = words ? await namedIn(reader, words, orders) : new Map<string, 'order' | 'card' | 'seller'>()
  const namesAnOrder = [...named.values()].includes('order')
  const all = await moneyOf(reader, orders, (id) => (namesAnOrder ? named.get(id) === 'order' : named.has(id)))
  const found = matchCharges({ ...read, date: day, namesAnOrder, guessesSince: addDays(reader.now, -guessDays) }, all, {
    limit: mostMatches,
    chargesAddedUp,
  })
  return {
    data: found.map(shown),
    currencies: read.currencies,
    names: namesOf(named, words !== null && hasName(words, store.name)),
  }
}

function namesOf(named: ReadonlyMap<string, string>, isStore: boolean): 'store' | 'seller' | 'order' | null {
  const found = new Set(named.values())
  if (found.has('order')) return 'order'
  if (isStore) return 'store'
  return found.has('seller') ? 'seller' : null
}

/** Which orders the words on the statement speak of, and by what. */
async function namedIn(
  reader: Reader,
  words: StatementText,
  orders: readonly PaidOrder[],
): Promise<Map<string, 'order' | 'card' | 'seller'>> {
  const sellers = await findSellers(reader, [...new Set(orders.flatMap((order) => order.sellerIds))])
  const mine = new Set(sellers.filter((seller) => hasName(words, seller.name)).map((seller) => seller.id))
  return new Map(
    orders.flatMap((order): [string, 'order' | 'card' | 'seller'][] => {
      if (hasNumber(words, order.reference)) return [[order.id, 'order']]
      if (order.tenders.some((tender) => hasCard(words, tender.label))) return [[order.id, 'card']]
      return order.sellerIds.some((id) => mine.has(id)) ? [[order.id, 'seller']] : []
    }),
  )
}

async function moneyOf(
  reader: Reader,
  orders: readonly PaidOrder[],
  isNamed: (orderId: string) => boolean,
): Promise<OrderMoney[]> {
  const ids = orders.map((order) => order.id)
  const refunds = (await refundsOf(reader, ids)).filter((detail) => isRefundShownTo(reader, detail))
  const charges = (await chargesOf(reader, ids)).filter((charge) => charge.state !== 'succeeded')
  const parcels = await parcelsOf(reader, ids)
  return orders.map((order) => {
    const labels = new Map(order.tenders.map((tender) => [tender.id, labelOf(tender)]))
    return {
      order,
      labels,
      refunds: refunds
        .filter(({ row }) => row.order_id === order.id)
        .flatMap(({ row, movements }) =>
          movements
            .filter(
              ({ state, target_kind: kind }) =>
                kind !== 'store_credit' && (state === 'succeeded' || state === 'requested'),
            )
            .map((movement) => ({
              id: row.id,
              tenderId: movement.target_kind === 'tender' ? movement.target_id : null,
              label: labels.get(movement.target_id) ?? '',
              amountMinor: movement.amount_minor,
              at: movement.settled_at ?? movement.requested_at,
            })),
        )
        .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
      open: charges
        .filter((charge) => charge.order_id === order.id)
        .map((charge) => ({
          id: charge.id,
          label: '',
          amountMinor: charge.amount_minor,
          isDeclined: charge.state === 'failed',
          at: charge.requested_at,
        })),
      parcels: parcels.get(order.id) ?? [],
      isNamed: isNamed(order.id),
    }
  })
}

/** What each parcel came to, of orders that were sent in several. */
async function parcelsOf(reader: Reader, orderIds: readonly string[]): Promise<Map<string, OrderMoney['parcels']>> {
  const heads = (await loadShipmentHeads(reader, orderIds)).filter((head) => head.row.replacement_id === null)
  const byOrder = Map.groupBy(heads, (head) => head.row.order_id)
  const split = [...byOrder].filter(([, parcels]) => parcels.length > 1).map(([id]) => id)
  const orders = await loadOrders(reader, split)
  return new Map(orders.map((order) => [order.row.id, worthOf(order, byOrder.get(order.row.id) ?? [])]))
}

function worthOf(order: OrderRecord, heads: readonly ShipmentHead[]): OrderMoney['parcels'] {
  const byUnit = parcelsByUnit(order, heads)
  const units = currentUnits(order)
  return heads.map((head) => ({
    id: head.row.id,
    amountMinor: worthOfUnits(units.filter((unit) => byUnit.get(unit.id) === head)),
    at: head.row.shipped_at ?? head.row.recorded_at,
  }))
}

function shown({ kind, isSure, matches, money: { order }, amountMinor, at, parts }: Match): ChargeMatch {
  return {
    kind,
    isSure,
    matches,
    order: {
      id: order.id,
      reference: order.reference,
      placedAt: order.placedAt.toISOString(),
      title: order.title,
    },
    amount: money(amountMinor, order.currency),
    at: at.toISOString(),
    parts: parts.map((part) => ({
      what: part.what,
      id: part.id,
      label: part.label,
      amount: money(part.amountMinor, order.currency),
      at: part.at.toISOString(),
    })),
  }
}
