import type { OrderInput } from '#contract/orders'
import { minorOf, recordOrderHistory, upsertOrders, type OrderOutcome, type OrderRecord } from '#modules/orders'
import { recordDispute, recordExternalRefunds, type ExternalRefund } from '#modules/refunds'
import { linkIdentitiesOfOrders } from '#modules/trust'
import type { Work } from '#platform/work'
import { isHistory } from '../connection.ts'
import type { DisputeRow, RefundRow, ReturnRow } from '../contract.ts'
import { ordersNamed, orderUnknown } from './find-orders.ts'
import { recordPastSignals, type PastEvent } from './past-signals.ts'
import type { ImportSource, RowOutcome } from './writer.ts'

/** Orders, and then what they say about money that went back and goods that came back elsewhere. */
export async function writeOrders(
  work: Work,
  source: ImportSource,
  rows: readonly OrderInput[],
): Promise<RowOutcome[]> {
  const outcomes = await storeOrders(work, source, rows)
  return outcomes.map((outcome) => (outcome.problem ? { problem: outcome.problem } : outcome.outcome))
}

/** The same with the outcome of each order as the orders' own module tells it. */
export async function storeOrders(
  work: Work,
  source: ImportSource,
  rows: readonly OrderInput[],
): Promise<OrderOutcome[]> {
  const outcomes = await upsertOrders(work, source.name, rows, { history: (order) => isOldOrder(source, order) })
  const isOld = ({ at }: { at: Date }) => isHistory(source.cutoff, at)
  const refunds = outcomes.flatMap((outcome) => outcome.passOn.refunds)
  await recordRefunds(work, source, refunds)
  for (const dispute of outcomes.flatMap((outcome) => outcome.passOn.disputes)) {
    await recordDispute(work, dispute, { history: isOld({ at: dispute.openedAt }) })
  }
  await recordPastSignals(
    work,
    rows.flatMap((row, index) => pastOf(source, row, outcomes[index])),
  )
  await linkIdentitiesOfOrders(
    work,
    outcomes.flatMap(({ id, outcome }, index) =>
      id && outcome !== 'unchanged' && rows[index]?.tenders.some(({ fingerprint }) => fingerprint) ? [id] : [],
    ),
  )
  return outcomes
}

/** Refunds made elsewhere, by the orders that they name. */
export async function writeRefunds(
  work: Work,
  source: ImportSource,
  rows: readonly RefundRow[],
): Promise<RowOutcome[]> {
  const orders = await ordersNamed(
    work,
    source.name,
    rows.map((row) => row.order),
  )
  const checked = rows.map((row) => checkRefund(row, orders.get(row.order)))
  const good = checked.flatMap((one) => ('refund' in one ? [one.refund] : []))
  const outcomes = await recordRefunds(work, source, good)
  let next = 0
  const results = checked.map((one) => ('refund' in one ? (outcomes[next++] ?? 'unchanged') : one))
  await recordPastSignals(
    work,
    rows.flatMap((row, index) => {
      const order = orders.get(row.order)
      if (!order || results[index] !== 'created') return []
      return [
        {
          kind: 'refund' as const,
          orderId: order.row.id,
          reference: row.reference,
          at: new Date(row.at),
          amountMinor: minorOf(row.amount),
          silent: isHistory(source.cutoff, row.at),
        },
      ]
    }),
  )
  return results
}

/** Goods that came back elsewhere. */
export async function writeReturns(
  work: Work,
  source: ImportSource,
  rows: readonly ReturnRow[],
): Promise<RowOutcome[]> {
  const orders = await ordersNamed(
    work,
    source.name,
    rows.map((row) => row.order),
  )
  const checked = rows.map((row) => checkReturn(row, orders.get(row.order)))
  const good = checked.flatMap((one) => ('facts' in one ? [one.facts] : []))
  const isNew = await recordOrderHistory(work, good)
  let next = 0
  const results = checked.map((one): RowOutcome => ('facts' in one ? (isNew[next++] ? 'created' : 'unchanged') : one))
  await recordPastSignals(
    work,
    rows.flatMap((row, index) => {
      const order = orders.get(row.order)
      if (!order || results[index] !== 'created') return []
      return [
        {
          kind: 'return' as const,
          orderId: order.row.id,
          reference: returnReference(row),
          at: new Date(row.at),
          silent: isHistory(source.cutoff, row.at),
        },
      ]
    }),
  )
  return results
}

/** What the payment provider says of chargebacks. */
export async function writeDisputes(
  work: Work,
  source: ImportSource,
  rows: readonly DisputeRow[],
): Promise<RowOutcome[]> {
  const orders = await ordersNamed(
    work,
    source.name,
    rows.map((row) => row.order),
  )
  const results: RowOutcome[] = []
  for (const row of rows) {
    const order = orders.get(row.order)
    const fault = order ? amountFault(row.amount, order) : orderUnknown(row.order)
    if (fault || !order) {
      results.push(fault ?? orderUnknown(row.order))
      continue
    }
    const { reference, state, tender } = row
    const dispute = {
      orderId: order.row.id,
      reference,
      openedAt: new Date(row.openedAt),
      amountMinor: minorOf(row.amount),
      state,
      ...(tender ? { tender } : {}),
    }
    results.push(await recordDispute(work, dispute, { history: isHistory(source.cutoff, row.openedAt) }))
  }
  return results
}

async function recordRefunds(
  work: Work,
  source: ImportSource,
  refunds: readonly ExternalRefund[],
): Promise<('created' | 'unchanged')[]> {
  const outcomes = new Map<ExternalRefund, 'created' | 'unchanged'>()
  for (const [history, some] of Map.groupBy(refunds, (refund) => isHistory(source.cutoff, refund.at))) {
    const written = await recordExternalRefunds(work, some, { history })
    for (const [index, refund] of some.entries()) outcomes.set(refund, written[index]?.outcome ?? 'unchanged')
  }
  return refunds.map((refund) => outcomes.get(refund) ?? 'unchanged')
}

function checkRefund(
  row: RefundRow,
  order: OrderRecord | undefined,
): { refund: ExternalRefund } | Exclude<RowOutcome, string> {
  if (!order) return orderUnknown(row.order)
  const fault = amountFault(row.amount, order) ?? itemFault(row.units, 'units', order)
  if (fault) return fault
  if (row.tender !== undefined && !order.tenders.some((tender) => tender.reference === row.tender)) {
    return {
      problem: { code: 'tender_unknown', message: `The order was not paid with "${row.tender}".`, param: 'tender' },
    }
  }
  const { reference, tender, units } = row
  return {
    refund: {
      orderId: order.row.id,
      reference,
      at: new Date(row.at),
      amountMinor: minorOf(row.amount),
      ...(tender ? { tender } : {}),
      ...(units ? { units } : {}),
    },
  }
}

function checkReturn(row: ReturnRow, order: OrderRecord | undefined) {
  if (!order) return orderUnknown(row.order)
  const fault = itemFault(row.items, 'items', order)
  if (fault) return fault
  const details = { ...(row.reason ? { reason: row.reason } : {}), ...(row.items ? { items: row.items } : {}) }
  return {
    facts: {
      orderId: order.row.id,
      kind: 'return' as const,
      reference: returnReference(row),
      at: new Date(row.at),
      details,
    },
  }
}

/** Returns need not have a name at their source; then the time is one, as it is for those that come with their order. */
function returnReference(row: { reference?: string | undefined; at: string }): string {
  return row.reference ?? row.at
}

function amountFault(amount: RefundRow['amount'], order: OrderRecord): Exclude<RowOutcome, string> | undefined {
  if (typeof amount === 'object' && amount.currency !== order.row.currency) {
    return {
      problem: {
        code: 'currency_mismatch',
        message: `This amount is in ${amount.currency}, the order in ${order.row.currency}.`,
        param: 'amount',
      },
    }
  }
  if (minorOf(amount) <= 0)
    return { problem: { code: 'invalid_value', message: 'amount should be more than zero.', param: 'amount' } }
  return undefined
}

function itemFault(
  items: readonly { item: string }[] | undefined,
  list: string,
  order: OrderRecord,
): Exclude<RowOutcome, string> | undefined {
  const index = items?.findIndex((each) => !order.items.some((item) => item.reference === each.item)) ?? -1
  if (index < 0) return undefined
  return {
    problem: {
      code: 'item_unknown',
      message: `The order has no item "${items?.[index]?.item}".`,
      param: `${list}[${index}].item`,
    },
  }
}

/** An order that was placed before the cutoff is under way all the same while what it was promised for lies after it. */
function isOldOrder(source: ImportSource, order: OrderInput): boolean {
  return isHistory(source.cutoff, order.placedAt, order.promised?.shipBy, order.promised?.deliverBy)
}

function pastOf(source: ImportSource, row: OrderInput, outcome: OrderOutcome | undefined): PastEvent[] {
  const orderId = outcome?.id
  if (!outcome || !orderId || outcome.problem || outcome.outcome === 'unchanged') return []
  const past = (at: string) => ({ orderId, at: new Date(at), silent: isHistory(source.cutoff, at) })
  return [
    ...row.returns.map(
      (entry): PastEvent => ({ kind: 'return', reference: returnReference(entry), ...past(entry.at) }),
    ),
    ...row.refunds.map(
      (entry): PastEvent => ({
        kind: 'refund',
        reference: entry.reference,
        amountMinor: minorOf(entry.amount),
        ...past(entry.at),
      }),
    ),
  ]
}
