import { findCustomer, type CustomerRecord } from '#modules/customers'
import type { ConversationRow } from '#modules/conversations'
import { loadShipments, type ShipmentRecord } from '#modules/deliveries'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { problemsOf, type ProblemRecord } from '#modules/problems'
import { presentRefunds, refundsOf } from '#modules/refunds'
import { replacementsOf, type ReplacementRecord } from '#modules/replacements'
import { returnsOf, type ReturnRecord } from '#modules/returns'
import { findStore, type StoreRecord } from '#modules/stores'
import type { Refund } from '#contract/refunds'
import { canonicalLocale } from '#platform/canonical-locale'
import type { Reader } from '#platform/work'

/** What a conversation is about, as it stands now. */
export interface Case {
  conversation: ConversationRow
  store: StoreRecord
  customer: CustomerRecord | null
  order: OrderRecord | null
  shipment: ShipmentRecord | null
  problem: ProblemRecord | null
  refund: Refund | null
  replacement: ReplacementRecord | null
  return: ReturnRecord | null
  /** In which words are written, and whose days count. */
  locale: string
  zone: string
}

/** Reads the case behind a conversation anew: nothing is remembered from the last time. */
export async function caseOf(reader: Reader, conversation: ConversationRow): Promise<Case> {
  const [store, customer, orders] = await Promise.all([
    findStore(reader),
    conversation.customer_id ? findCustomer(reader, conversation.customer_id) : null,
    loadOrders(reader, conversation.order_id ? [conversation.order_id] : []),
  ])
  const order = orders[0] ?? null
  const ids = order ? [order.row.id] : []
  const [shipments, problems, refundRows, replacements, everyReturn] = await Promise.all([
    loadShipments(reader, ids),
    problemsOf(reader, ids),
    refundsOf(reader, ids),
    replacementsOf(reader, ids),
    returnsOf(reader, ids),
  ])
  // A gift's return belongs to whoever received the gift: whoever gave it does not learn of it, or of its money.
  const returns = everyReturn.filter(
    ({ row }) => row.canceled_at === null && row.customer_id === order?.row.customer_id,
  )
  const isTheirs = (kind: string | null, id: string | null) =>
    kind !== 'return' || returns.some(({ row }) => row.id === id)
  const about = (kind: string) => (conversation.about_kind === kind ? conversation.about_id : null)
  const problem = pick(problems, about('problem'))
  const matter = [about('problem'), about('return')].find((id) => id !== null) ?? null
  const refund = pick(
    refundRows
      .filter(({ row }) => row.state !== 'failed' && isTheirs(row.about_kind, row.about_id))
      .filter(({ row }) => matter === null || row.about_id === matter),
    about('refund'),
  )
  const [shownRefund] = refund ? await presentRefunds(reader, [refund.row.id]) : []
  return {
    conversation,
    store,
    customer,
    order,
    problem,
    shipment: pick(shipments, about('shipment') ?? problem?.row.shipment_id ?? null),
    refund: shownRefund ?? null,
    replacement: pick(
      replacements.filter(({ row }) => row.state !== 'refused' && row.state !== 'canceled'),
      about('replacement') ?? problem?.row.replacement_id ?? null,
    ),
    return: pick(returns, about('return') ?? problem?.row.return_id ?? null),
    locale: localeOf(conversation.locale, customer?.locale, store.locale),
    zone: customer?.timeZone ?? store.timeZone,
  }
}

/** The one that is named, or the newest. */
function pick<T extends { row: { id: string } }>(records: readonly T[], id: string | null): T | null {
  return records.find(({ row }) => row.id === id) ?? records.at(-1) ?? null
}

/** The first of these that the program knows how to write dates and amounts in. */
function localeOf(...wanted: (string | null | undefined)[]): string {
  for (const locale of wanted) {
    const canonical = locale && canonicalLocale(locale)
    if (canonical && Intl.NumberFormat.supportedLocalesOf([canonical]).length > 0) return canonical
  }
  return 'en-US'
}
