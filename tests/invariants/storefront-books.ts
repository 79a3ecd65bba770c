import type { FakeChange, FakeOrder, FakeReplacement } from '../../server/adapters/storefronts/fake/books.ts'
import type { OurBooks } from './our-books.ts'
import { sumBy, type Violations } from './violations.ts'

/** What `GET /books` of the storefront answers. */
export interface StorefrontBooks {
  orders: FakeOrder[]
  stock: Record<string, number>
  changes: FakeChange[]
  replacements: FakeReplacement[]
}

/** The storefront did what we say it did: every change and replacement once, and canceled exactly what is canceled here. */
export function checkStorefrontBooks(
  books: OurBooks,
  storefront: StorefrontBooks,
  found: Violations,
  { settled }: { settled: boolean },
): void {
  checkChanges(books, storefront.changes, found, settled)
  checkReplacements(books, storefront.replacements, found, settled)
  // What the storefront has just done may not have reached us yet.
  if (settled) checkCanceled(books, storefront.orders, found)
  for (const [variant, available] of Object.entries(storefront.stock))
    if (available < 0) found.add('stock', `the storefront has ${available} of ${variant}`)
}

function checkChanges(books: OurBooks, theirs: FakeChange[], found: Violations, settled: boolean): void {
  const byKey = uniqueByKey('change', theirs, found)
  const ours = new Map(books.changes.map((change) => [change.storefront_key, change]))
  const stops = new Map(
    books.replacements
      .filter((replacement) => replacement.stop_asked_at !== null)
      .map((replacement) => [`${replacement.storefront_key}:stop`, replacement]),
  )
  for (const [key, change] of byKey) {
    const stopped = stops.get(key)
    if (!ours.has(key) && !stopped)
      found.add('storefront', `change ${change.id} (${change.kind}) under ${key}, which we do not know`)
    // What was to be sent again turned up before it left. Where a parcel of it was seen meanwhile, the carrier has the last word.
    const hasLeft = stopped?.state === 'shipped' || stopped?.state === 'delivered'
    if (settled && stopped && !hasLeft && (change.status === 'applied') !== (stopped.state === 'canceled'))
      found.add('storefront', `stopping ${stopped.id} is ${change.status} there and ${stopped.state} here`)
  }
  for (const change of books.changes) {
    const status = byKey.get(change.storefront_key)?.status ?? 'unknown there'
    const fits =
      change.state === 'applied'
        ? status === 'applied'
        : change.state === 'refused'
          ? status === 'refused' || status === 'unknown there'
          : change.state === 'asked'
            ? status === 'unknown there'
            : !settled || status === 'pending' || status === 'unknown there'
    if (!fits)
      found.add('storefront', `change ${change.id} (${change.kind}) is ${change.state} here and ${status} there`)
  }
}

function checkReplacements(books: OurBooks, theirs: FakeReplacement[], found: Violations, settled: boolean): void {
  const byKey = uniqueByKey('replacement', theirs, found)
  const ours = new Map(books.replacements.map((replacement) => [replacement.storefront_key, replacement]))
  const quantities = sumBy(
    books.replacementUnits,
    (row) => row.replacement_id,
    () => 1,
  )
  for (const [key, replacement] of byKey) {
    const own = ours.get(key)
    if (!own) {
      found.add('storefront', `replacement ${replacement.id} under ${key}, which we do not know`)
      continue
    }
    const sent = replacement.items.reduce((sum, item) => sum + item.quantity, 0)
    if (sent !== quantities.get(own.id))
      found.add(
        'storefront',
        `replacement ${own.id} promises ${quantities.get(own.id)} units and ${sent} were asked for`,
      )
  }
  for (const replacement of books.replacements) {
    const status = byKey.get(replacement.storefront_key)?.status ?? 'unknown there'
    const fits =
      replacement.state === 'refused'
        ? status === 'refused'
        : replacement.state === 'requested'
          ? !settled
          : replacement.state === 'canceled' || status === 'accepted'
    if (!fits) found.add('storefront', `replacement ${replacement.id} is ${replacement.state} here and ${status} there`)
  }
}

/** What changes canceled here, against the storefront's own count: whole orders as such, the rest item by item. */
function checkCanceled(books: OurBooks, theirs: FakeOrder[], found: Violations): void {
  const canceled = books.changes.filter((change) => change.kind === 'cancel' && change.state === 'applied')
  const whole = new Set(canceled.filter((change) => change.details.wholeOrder === true).map((change) => change.id))
  const known = new Set(canceled.map((change) => change.id))
  const unitOf = new Map(books.units.map((unit) => [unit.id, unit]))
  const itemOf = new Map(books.items.map((item) => [item.id, item]))
  const orderOf = new Map(books.orders.map((order) => [order.id, order]))
  const rows = books.changeUnits.filter((row) => known.has(row.change_id))
  for (const row of rows)
    if (unitOf.get(row.unit_id)?.canceled_at === null)
      found.add('storefront', `unit ${row.unit_id} was canceled by ${row.change_id} and stands`)
  const stateOf = new Map(theirs.map((order) => [order.reference, order.state]))
  for (const change of canceled.filter((each) => whole.has(each.id))) {
    const reference = orderOf.get(change.order_id)?.reference ?? ''
    if (stateOf.get(reference) !== 'canceled')
      found.add('storefront', `order ${reference} is canceled here and ${stateOf.get(reference)} there`)
  }
  const ours = sumBy(
    rows.filter((row) => !whole.has(row.change_id)),
    (row) => {
      const unit = unitOf.get(row.unit_id)
      return `${orderOf.get(unit?.order_id ?? '')?.reference} ${itemOf.get(unit?.item_id ?? '')?.reference}`
    },
    () => 1,
  )
  for (const order of theirs) {
    for (const [item, quantity] of Object.entries(order.canceled)) {
      const key = `${order.reference} ${item}`
      if (ours.get(key) !== quantity)
        found.add('storefront', `${key}: ${quantity} canceled there, ${ours.get(key) ?? 0} here`)
      ours.delete(key)
    }
  }
  for (const [key, quantity] of ours) found.add('storefront', `${key}: ${quantity} canceled here, none there`)
}

function uniqueByKey<T extends { idempotency_key: string }>(
  what: string,
  rows: readonly T[],
  found: Violations,
): Map<string, T> {
  const byKey = new Map<string, T>()
  for (const row of rows) {
    if (byKey.has(row.idempotency_key)) found.add('storefront', `two ${what}s under ${row.idempotency_key}`)
    byKey.set(row.idempotency_key, row)
  }
  return byKey
}
