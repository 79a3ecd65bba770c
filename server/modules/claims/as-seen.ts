import { loadShipmentHeads } from '#modules/deliveries'
import { returnsOf } from '#modules/returns'
import { maskContact } from '#modules/sellers'
import type { OrderRecord } from '#modules/orders'
import type { Reader } from '#platform/work'
import type { ClaimRecord } from './queries.ts'
import type { Side } from './tables.ts'

/**
 * A claim as one of the three reads it. What somebody else wrote passes between the sides as their messages do: without ways to
 * go on elsewhere, and without the street of the order. What the other side was asked, and answered, is between them and the
 * store: of it is left that something was asked. What is stored stays whole.
 */
export function claimAsSeen(
  record: ClaimRecord,
  viewer: Side | 'staff',
  { order, numbers }: { order: OrderRecord; numbers: readonly string[] },
): ClaimRecord {
  if (viewer === 'staff') return record
  const known = {
    streets: [order.row.ship_to.line1],
    numbers: [order.row.reference, record.row.reference, ...numbers],
  }
  const hide = (text: string) => maskContact(text, known)
  const words = <T extends { words: string | null }>(said: T): T => ({ ...said, words: said.words && hide(said.words) })
  const { row, entries, questions, offers, appeals } = record
  // What comes back to the shopper by a return stays all of it, whatever was found right between the seller and the store.
  const isWhole = viewer === 'shopper' && row.verdict === 'split' && row.award_return_id !== null
  return {
    ...record,
    row: isWhole ? { ...row, award_minor: row.value_minor } : row,
    entries: entries.map((entry) =>
      entry.side === viewer
        ? entry
        : {
            ...words(entry),
            facts: Object.fromEntries(Object.entries(entry.facts).map(([name, value]) => [name, hide(value)])),
          },
    ),
    questions: questions.map((question) =>
      question.side === viewer ? words(question) : { ...question, words: '', reply: null, file_ids: [] },
    ),
    offers: viewer === 'seller' ? offers : offers.map(words),
    appeals: appeals.map((appeal) => (appeal.side === viewer ? appeal : words(appeal))),
  }
}

/** The tracking numbers of some orders, there and back, which both sides may name. */
export async function trackingNumbersOf(reader: Reader, orderIds: readonly string[]): Promise<string[]> {
  const parcels = await loadShipmentHeads(reader, orderIds)
  const returns = await returnsOf(reader, orderIds)
  return [
    ...parcels.flatMap(({ row }) => row.tracking_number ?? []),
    ...returns.flatMap((found) => found.parcels.flatMap((parcel) => parcel.tracking_number ?? [])),
  ]
}
