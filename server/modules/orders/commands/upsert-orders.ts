import { ensureCustomers, paymentMethodsOf, type NamedCustomer } from '#modules/customers'
import type { OrderInput } from '#contract/orders'
import { ensureSellers } from '#modules/sellers'
import { insertRows, insertTogether } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { allocateOrder, type OrderFault } from '../allocation.ts'
import { ensureCatalog } from '../catalog.ts'
import { forgotten } from '../content-hash.ts'
import { orderRecorded } from '../events.ts'
import {
  historyRows,
  itemRows,
  orderFacts,
  prepare,
  tenderRows,
  unitRows,
  type PreparedOrder,
  type RowMaker,
} from '../order-rows.ts'
import { passOnOf, type PassOn } from '../pass-on.ts'
import { readAmounts } from '../read-amounts.ts'
import { rounds } from '../rounds.ts'
import type { OrderTables } from '../tables.ts'
import { writeTransfers } from '../transfers.ts'
import { reviseOrder } from './revise-order.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

/** What became of one order of an import. With a problem nothing of it was stored. */
export interface OrderOutcome {
  /** Null only when there is a problem and the order was never stored. */
  id: string | null
  reference: string
  revision: number
  outcome: 'created' | 'updated' | 'unchanged'
  problem?: OrderFault
  passOn: PassOn
}

export interface UpsertOptions {
  /** Whether an order lies before the connection's cutoff: it is stored silently. */
  history: boolean | ((input: OrderInput) => boolean)
}

/**
 * Creates or updates orders by the source's reference, hundreds in one go. The same document again changes nothing; another
 * one appends a revision in which units whose money moved, that are held, made good or were put there by us stay as they
 * are. Products, sellers and shoppers that are not known are created from what the order says. Answers one outcome per
 * order, in order; a bad one has a problem (`amounts_do_not_add_up`, `units_already_moved`, …) and the others are stored.
 */
export async function upsertOrders(
  work: Work,
  source: string,
  inputs: readonly OrderInput[],
  options: UpsertOptions,
): Promise<OrderOutcome[]> {
  const outcomes: OrderOutcome[] = []
  for (const round of rounds(inputs, (input) => input.reference)) {
    const results = await upsertRound(
      work,
      source,
      round.map(({ row }) => row),
      options,
    )
    for (const [position, { index }] of round.entries()) outcomes[index] = results[position] as OrderOutcome
  }
  return outcomes
}

async function upsertRound(
  work: Work,
  source: string,
  inputs: readonly OrderInput[],
  options: UpsertOptions,
): Promise<OrderOutcome[]> {
  const read = inputs.map(readOrder)
  const known = await knownOrders(
    work,
    source,
    inputs.map((input) => input.reference),
  )
  const good = read.flatMap((each) => ('fault' in each ? [] : [each]))
  const created = await insertOrders(
    work,
    source,
    good.filter((each) => !known.has(each.input.reference)),
    options,
  )
  await lockChanged(
    work,
    good.flatMap((each) => changedId(known, each)),
  )
  const outcomes: OrderOutcome[] = []
  for (const [index, input] of inputs.entries()) {
    const each = read[index] as ReturnType<typeof readOrder>
    const before = known.get(input.reference)
    if ('fault' in each) {
      outcomes.push({
        id: before?.id ?? null,
        reference: input.reference,
        revision: before?.revision ?? 0,
        outcome: 'unchanged',
        problem: each.fault,
        passOn: nothing,
      })
    } else if (created.has(input.reference)) {
      outcomes.push(created.get(input.reference) as OrderOutcome)
    } else if (before && (before.content_hash === each.hash || before.content_hash === forgotten)) {
      outcomes.push({
        id: before.id,
        reference: input.reference,
        revision: before.revision,
        outcome: 'unchanged',
        passOn: nothing,
      })
    } else {
      outcomes.push(
        await reviseOrder(work, source, each, {
          history: isHistory(options, input),
          makerOf: (orders) => rowMaker(work, source, orders),
        }),
      )
    }
  }
  return outcomes
}

const nothing: PassOn = { refunds: [], disputes: [] }

function readOrder(input: OrderInput): PreparedOrder | { fault: OrderFault } {
  const amounts = readAmounts(input)
  if ('fault' in amounts) return amounts
  const allocation = allocateOrder(amounts)
  return 'fault' in allocation ? allocation : prepare(input, amounts, allocation)
}

async function insertOrders(
  work: Work,
  source: string,
  unsorted: readonly PreparedOrder[],
  options: UpsertOptions,
): Promise<Map<string, OrderOutcome>> {
  if (unsorted.length === 0) return new Map()
  // In one order, as all imports do it: two that bring the same orders wait for each other and never in a circle.
  const prepared = unsorted.toSorted((one, other) => (one.input.reference < other.input.reference ? -1 : 1))
  const { maker, customerIds } = await rowMaker(work, source, prepared)
  const orders = prepared.map((each, index) => ({
    ...orderFacts(each, customerIds[index] ?? '', work.now),
    store_id: work.storeId,
    id: work.newId('ord'),
    source,
    history: isHistory(options, each.input),
    recorded_at: work.now,
    revision: 1,
    version: 1,
  }))
  // Somebody else may be storing the same order right now; theirs stands, and ours becomes a revision of it.
  const inserted = await insertRows(writing(work), 'orders', orders, {
    onConflict: 'nothing',
    returning: ['reference'],
  })
  const mine = new Set(inserted.map((row) => row.reference))
  const stored = orders.flatMap((row, index) =>
    mine.has(row.reference) ? [{ row, prepared: prepared[index] as PreparedOrder }] : [],
  )
  await insertParts(work, maker, stored)
  for (const { row } of stored.filter((each) => !each.row.history)) {
    await work.emit(
      orderRecorded,
      { kind: 'order', id: row.id, orderId: row.id, customerId: row.customer_id },
      { orderId: row.id, reference: row.reference, source },
    )
  }
  return new Map(
    stored.map(({ row, prepared: each }) => [
      row.reference,
      { id: row.id, reference: row.reference, revision: 1, outcome: 'created', passOn: passOnOf(row.id, each.input) },
    ]),
  )
}

function changedId(known: ReadonlyMap<string, KnownOrder>, { input, hash }: PreparedOrder): string[] {
  const before = known.get(input.reference)
  return before && before.content_hash !== hash ? [before.id] : []
}

async function lockChanged(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length < 2) return
  await db(work)
    .selectFrom('orders')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function insertParts(
  work: Work,
  maker: RowMaker,
  stored: readonly { row: { id: string; customer_id: string }; prepared: PreparedOrder }[],
): Promise<void> {
  const parts = stored.map(({ row, prepared }) => {
    const items = itemRows(maker, row.id, prepared)
    return {
      items,
      units: unitRows(maker, items, prepared),
      tenders: tenderRows(maker, row.id, row.customer_id, prepared.input),
      history: historyRows(maker, row.id, prepared.input),
      revision: {
        store_id: work.storeId,
        order_id: row.id,
        number: 1,
        reason: 'import',
        about_kind: null,
        about_id: null,
        document: prepared.input,
        at: work.now,
      },
    }
  })
  await insertTogether(writing(work), {
    order_item: parts.flatMap((part) => part.items),
    unit: parts.flatMap((part) => part.units),
    tender: parts.flatMap((part) => part.tenders),
    order_history: parts.flatMap((part) => part.history),
    order_revision: parts.map((part) => part.revision),
  })
  await writeTransfers(
    work,
    maker.sellerId,
    stored.map(({ row, prepared }) => ({ orderId: row.id, input: prepared.input })),
  )
}

/** Everything that rows of these orders refer to, found or created. `customerIds` is in the order of the orders. */
async function rowMaker(
  work: Work,
  source: string,
  prepared: readonly PreparedOrder[],
): Promise<{ maker: RowMaker; customerIds: string[] }> {
  const inputs = prepared.map((each) => each.input)
  const customerIds = await ensureCustomers(work, source, inputs.map(customerOf))
  const catalog = await ensureCatalog(work, source, inputs)
  const named = [
    ...new Map(
      inputs.flatMap((input) =>
        input.items.flatMap((item) => (item.seller ? [[item.seller.reference, item.seller] as const] : [])),
      ),
    ).values(),
  ]
  const sellerIds = await ensureSellers(work, source, named)
  const sellers = new Map(named.map((seller, index) => [seller.reference, sellerIds[index] ?? null]))
  const paying = customerIds.filter((_, index) => (inputs[index]?.tenders.length ?? 0) > 0)
  const methods = await paymentMethodsOf(work, [...new Set(paying)])
  const methodIds = new Map(methods.map((method) => [`${method.customerId} ${method.reference}`, method.id]))
  return {
    customerIds,
    maker: {
      storeId: work.storeId,
      source,
      now: work.now,
      newId: work.newId,
      catalog,
      sellerId: (reference) => sellers.get(reference) ?? null,
      paymentMethodId: (customerId, reference) => methodIds.get(`${customerId} ${reference}`) ?? null,
    },
  }
}

function customerOf({ customer, shippingAddress }: OrderInput): NamedCustomer {
  if (typeof customer === 'string')
    return { reference: customer, ...(shippingAddress.name ? { name: shippingAddress.name } : {}) }
  return customer
}

interface KnownOrder {
  id: string
  content_hash: string | null
  revision: number
}

async function knownOrders(
  work: Work,
  source: string,
  references: readonly string[],
): Promise<Map<string, KnownOrder>> {
  const rows = await db(work)
    .selectFrom('orders')
    .select(['id', 'reference', 'content_hash', 'revision'])
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...references])
    .execute()
  return new Map(rows.map((row) => [row.reference, row]))
}

function isHistory({ history }: UpsertOptions, input: OrderInput): boolean {
  return typeof history === 'function' ? history(input) : history
}
