import { currentUnits, itemOf, lockOrders, markMoneyMoved, settleUnits, type OrderRecord } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { insertTogether } from '#platform/database/insert-rows'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { OrderBalance } from '../balance.ts'
import { refillOrder } from '../balance.ts'
import { bookRefunds } from '../books/book-refund.ts'
import { refundRecorded } from '../events.ts'
import { cellsOfExternal } from '../external-cells.ts'
import { account, transferOf, type Transfer } from '../ledger.ts'
import { balancesOf } from '../load-balances.ts'
import { coveredBy } from '../plan-shares.ts'
import { linesByMovement, type Line } from '../spread.ts'
import type { MovementRow, RefundLineRow, RefundRow, RefundTables } from '../tables.ts'
import { lineOf } from './authorize-refund.ts'

const db = tablesOf<RefundTables>()

/** A refund that was made elsewhere: at the storefront, at the provider, before the store joined. */
export interface ExternalRefund {
  orderId: string
  /** Unique per order; the same one again changes nothing. */
  reference: string
  at: Date
  amountMinor: number
  /** Reference of the tender it went to; the usual order unless given. */
  tender?: string | undefined
  /** Items by reference, and how many of each; spread over what is left of the units unless given. */
  units?: readonly { item: string; quantity: number }[] | undefined
}

export interface ExternalOutcome {
  id: string
  outcome: 'created' | 'unchanged'
}

/**
 * Records refunds that happened elsewhere: they lower what can still be refunded exactly as if they had been made here. More
 * than was captured is recorded all the same, and then nothing is left. Answers one outcome per refund, in order.
 * @param options.history before the connection's cutoff: nobody is told
 */
export async function recordExternalRefunds(
  work: Work,
  refunds: readonly ExternalRefund[],
  { history = false }: { history?: boolean } = {},
): Promise<ExternalOutcome[]> {
  if (refunds.length === 0) return []
  const orders = new Map(
    (
      await lockOrders(
        work,
        refunds.map((refund) => refund.orderId),
      )
    ).map((order) => [order.row.id, order]),
  )
  const known = await knownRefunds(work, refunds)
  const balances = await balancesOf(work, [...orders.values()])
  const writing = new Writing(work)
  const outcomes: ExternalOutcome[] = []
  for (const refund of refunds) {
    const key = `${refund.orderId} ${refund.reference}`
    const order = orders.get(refund.orderId)
    const balance = balances.get(refund.orderId)
    const before = known.get(key)
    if (before !== undefined || !order || !balance || refund.amountMinor <= 0) {
      outcomes.push({ id: before ?? '', outcome: 'unchanged' })
      continue
    }
    const id = writing.add(order, balance, refund)
    known.set(key, id)
    outcomes.push({ id, outcome: 'created' })
  }
  await writing.finish({ history })
  return outcomes
}

class Writing {
  private readonly work: Work
  private readonly refunds: { row: RefundRow; order: OrderRecord; unitIds: string[]; covered: string[] }[] = []
  private readonly movements: MovementRow[] = []
  private readonly lines: RefundLineRow[] = []
  private readonly transfers: Transfer[] = []

  constructor(work: Work) {
    this.work = work
  }

  /** Adds one refund and lowers the balance by it, so that the next one of the same order sees it. */
  add(order: OrderRecord, balance: OrderBalance, refund: ExternalRefund): string {
    const id = this.work.newId('ref')
    const row = refundRow(this.work, order, refund, id)
    const cells = cellsOfExternal(
      order,
      balance,
      refund.amountMinor,
      refund.units && unitIdsOf(order, balance, refund.units),
    )
    const shares = sharesOf(order, balance, refund)
    const lines = linesByMovement(
      cells,
      shares.map((share) => share.amountMinor),
      balance,
      order.units,
    )
    for (const [index, share] of shares.entries()) this.addMovement(order, row, share, lines[index] ?? [])
    const unitIds = [...new Set(cells.flatMap((cell) => cell.unitId ?? []))]
    this.refunds.push({ row, order, unitIds, covered: coveredBy(cells, balance) })
    lower(balance, shares, lines.flat())
    return id
  }

  async finish({ history }: { history: boolean }): Promise<void> {
    const { work } = this
    await insertTogether(db(work), {
      refund: this.refunds.map((each) => each.row),
      refund_movement: this.movements,
      refund_line: this.lines,
      ledger_transfer: this.transfers.map((each) => each.row),
      ledger_entry: this.transfers.flatMap((each) => each.entries),
    })
    await markMoneyMoved(
      work,
      this.refunds.flatMap((each) => each.unitIds),
    )
    const open = new Set(
      this.refunds.flatMap(({ order }) =>
        currentUnits(order)
          .filter((unit) => unit.settled_by === null)
          .map((unit) => unit.id),
      ),
    )
    await settleUnits(
      work,
      [...new Set(this.refunds.flatMap((each) => each.covered))].filter((unitId) => open.has(unitId)),
      'external',
    )
    if (history) return
    await bookRefunds(
      work,
      this.refunds.map(({ row, order }) => ({
        order,
        detail: {
          row,
          movements: this.movements.filter((movement) => movement.refund_id === row.id),
          lines: this.lines.filter((line) => line.refund_id === row.id),
        },
      })),
    )
    for (const { row } of this.refunds) {
      await work.emit(
        refundRecorded,
        { kind: 'refund', id: row.id, orderId: row.order_id, customerId: row.customer_id },
        {
          refundId: row.id,
          orderId: row.order_id,
          amount: money(row.amount_minor, row.currency),
          reference: row.reference ?? '',
        },
      )
    }
  }

  private addMovement(order: OrderRecord, refund: RefundRow, { tenderId, amountMinor }: Share, lines: Line[]): void {
    const { work } = this
    const id = work.newId('mov')
    const transfer = transferOf(work, {
      kind: 'refund_external',
      about: { kind: 'refund', id: refund.id },
      orderId: order.row.id,
      currency: order.row.currency,
      amountMinor,
      from: account.sales,
      to: account.tender(tenderId ?? 'external'),
      state: 'posted',
      at: refund.created_at,
    })
    this.transfers.push(transfer)
    this.movements.push({
      store_id: work.storeId,
      id,
      refund_id: refund.id,
      order_id: order.row.id,
      tender_id: tenderId,
      target_kind: 'tender',
      target_id: tenderId ?? 'external',
      amount_minor: amountMinor,
      currency: order.row.currency,
      state: 'succeeded',
      provider_key: `external:${id}`,
      provider_reference: refund.reference,
      failure_code: null,
      attempts: 0,
      last_tried_at: null,
      transfer_id: transfer.row.id,
      expected_by: null,
      requested_at: refund.created_at,
      settled_at: refund.created_at,
      made_good_by: null,
      version: 1,
    })
    const first = this.lines.filter((line) => line.refund_id === refund.id).length + 1
    this.lines.push(...lines.map((line, index) => lineOf(work, refund, id, line, first + index)))
  }
}

interface Share {
  tenderId: string | null
  amountMinor: number
}

/** Which tenders it counts against. What is too much for all of them stays on the first, so that nothing is hidden. */
function sharesOf(order: OrderRecord, balance: OrderBalance, refund: ExternalRefund): Share[] {
  const named = order.tenders.find((tender) => tender.reference === refund.tender)
  if (named) return [{ tenderId: named.id, amountMinor: refund.amountMinor }]
  const shares: Share[] = []
  let left = refund.amountMinor
  for (const tender of refillOrder(order.tenders)) {
    const amountMinor = Math.min(left, balance.perTender[tender.id]?.remaining ?? 0)
    if (amountMinor > 0) shares.push({ tenderId: tender.id, amountMinor })
    left -= amountMinor
  }
  if (left === 0) return shares
  const [first] = shares
  if (!first) return [{ tenderId: order.tenders[0]?.id ?? null, amountMinor: left }]
  first.amountMinor += left
  return shares
}

function lower(balance: OrderBalance, shares: readonly Share[], lines: readonly Line[]): void {
  for (const { tenderId, amountMinor } of shares) {
    const tender = balance.perTender[tenderId ?? '']
    if (!tender) continue
    tender.refunded += amountMinor
    tender.remaining = Math.max(0, tender.remaining - amountMinor)
  }
  balance.remainingMinor = Object.values(balance.perTender).reduce((sum, tender) => sum + tender.remaining, 0)
  for (const line of lines) {
    const unit = balance.perUnit[line.unitId ?? '']
    if (!unit) continue
    for (const [part, amountMinor, taxMinor] of [
      ['goods', line.goodsMinor, line.goodsTaxMinor],
      ['shipping', line.shippingMinor, line.shippingTaxMinor],
      ['fees', line.feeMinor, 0],
    ] as const) {
      unit[part].refunded += amountMinor
      unit[part].remaining -= amountMinor
      unit[part].taxCounted += taxMinor
      unit.remaining -= amountMinor
    }
  }
}

/** The units of an item that most likely were meant: canceled ones before others, and only where something is left. */
function unitIdsOf(
  order: OrderRecord,
  balance: OrderBalance,
  units: readonly { item: string; quantity: number }[],
): string[] {
  return units.flatMap(({ item: anyItem, quantity }) => {
    const item = itemOf(order, anyItem)
    return currentUnits(order)
      .filter((unit) => unit.item_id === item?.id && (balance.perUnit[unit.id]?.remaining ?? 0) > 0)
      .toSorted((one, other) => Number(other.canceled_at !== null) - Number(one.canceled_at !== null))
      .slice(0, quantity)
      .map((unit) => unit.id)
  })
}

function refundRow(work: Work, order: OrderRecord, refund: ExternalRefund, id: string): RefundRow {
  return {
    store_id: work.storeId,
    id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    origin: 'external',
    reference: refund.reference,
    reason: 'external',
    about_kind: null,
    about_id: null,
    currency: order.row.currency,
    amount_minor: refund.amountMinor,
    state: 'succeeded',
    requested_by: actorKey(work.actor),
    created_at: refund.at,
    done_at: refund.at,
    version: 1,
  }
}

async function knownRefunds(work: Work, refunds: readonly ExternalRefund[]): Promise<Map<string, string>> {
  const rows = await db(work)
    .selectFrom('refund')
    .select(['id', 'order_id', 'reference'])
    .where('store_id', '=', work.storeId)
    .where('order_id', 'in', [...new Set(refunds.map((refund) => refund.orderId))])
    .where('origin', '=', 'external')
    .execute()
  return new Map(rows.map((row) => [`${row.order_id} ${row.reference}`, row.id]))
}
