import { findCustomers } from '#modules/customers'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { planRefund, presentRefunds } from '#modules/refunds'
import { findReplacement, presentReplacements } from '#modules/replacements'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { RecallNotice } from '../contract.ts'
import type { NoticeState } from '../machine.ts'
import { variantWords } from '../stops/variant-words.ts'
import type { RecallNoticeRow, RecallRow } from '../tables.ts'
import { affectedUnits } from './affected-units.ts'
import { findRecall, noticesOfRecall, recallsById } from './queries.ts'
import { sentInstead } from './scope.ts'

/** Notices with what can be chosen now, worked out under the same ceilings under which it is given. */
export async function presentNotices(reader: Reader, rows: readonly RecallNoticeRow[]): Promise<RecallNotice[]> {
  if (rows.length === 0) return []
  const [recalls, orders, customers, refunds, replacements] = [
    await recallsById(
      reader,
      rows.map((row) => row.recall_id),
    ),
    await loadOrders(reader, [...new Set(rows.map((row) => row.order_id))]),
    await findCustomers(
      reader,
      rows.map((row) => row.customer_id),
    ),
    await presentRefunds(
      reader,
      rows.flatMap((row) => row.refund_id ?? []),
    ),
    await presentReplacements(
      reader,
      await Promise.all(rows.flatMap((row) => row.replacement_id ?? []).map((id) => findReplacement(reader, id))),
    ),
  ]
  const shown: RecallNotice[] = []
  for (const row of rows) {
    const recall = recalls.get(row.recall_id)
    const order = orders.find((each) => each.row.id === row.order_id)
    if (!recall || !order) continue
    const { open, heldBy } = affectedUnits(order, row, recall)
    const canChoose = recall.state === 'open' && row.choice === null && open.length > 0 && heldBy === null
    shown.push({
      id: row.id,
      recallId: recall.id,
      reference: recall.reference,
      title: recall.title,
      message: recall.message,
      instruction: recall.instruction,
      orderId: order.row.id,
      orderReference: order.row.reference,
      customer: { id: row.customer_id, name: customers.get(row.customer_id)?.name ?? '' },
      items: itemsOf(order, row),
      state: row.state,
      toldAt: row.told_at?.toISOString() ?? null,
      seenAt: row.seen_at?.toISOString() ?? null,
      answeredAt: row.answered_at?.toISOString() ?? null,
      choice: row.choice,
      choices: canChoose
        ? await choicesOf(reader, { recall, order, notice: row, unitIds: open.map(({ id }) => id) })
        : [],
      madeGood: row.choice === null && open.length === 0,
      heldBy: row.choice === null ? heldBy : null,
      refund: refunds.find((each) => each.id === row.refund_id) ?? null,
      replacement: replacements.find((each) => each.id === row.replacement_id) ?? null,
      returnId: row.return_id,
      isOver: recall.state === 'closed',
    })
  }
  return shown
}

/** A page of a recall's notices for colleagues. */
export async function listNotices(
  reader: Reader,
  query: { id: string; state?: NoticeState | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: RecallNotice[]; nextCursor: string | null }> {
  await findRecall(reader, query.id)
  const limit = query.limit ?? limits.page.size
  const rows = await noticesOfRecall(reader, { ...query, limit: limit + 1, after: query.cursor ?? '' })
  const shown = rows.slice(0, limit)
  return {
    data: await presentNotices(reader, shown),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

function itemsOf(order: OrderRecord, notice: RecallNoticeRow): RecallNotice['items'] {
  const units = order.units.filter((unit) => notice.unit_ids.includes(unit.id))
  return order.items.flatMap((item) => {
    const quantity = units.filter((unit) => unit.item_id === item.id).length
    return quantity === 0
      ? []
      : [{ itemId: item.id, title: item.title, imageUrl: item.image_url, lot: item.lot, quantity }]
  })
}

interface Choosing {
  recall: RecallRow
  order: OrderRecord
  notice: RecallNoticeRow
  unitIds: string[]
}

async function choicesOf(reader: Reader, given: Choosing): Promise<RecallNotice['choices']> {
  const choices: RecallNotice['choices'] = []
  const { recall } = given
  for (const remedy of recall.remedies) {
    if (remedy === 'refund' || remedy === 'store_credit') {
      const money = await moneyOf(reader, given, remedy)
      if (money) choices.push({ remedy, ...money, thing: null })
    } else {
      const variant = remedy === 'replacement' ? await sentInstead(reader, recall) : undefined
      const gone = variant?.stock === 0
      const thing = remedy === 'repair_kit' ? null : variant ? variantWords(variant) : recall.title
      if (!gone) choices.push({ remedy, amount: null, method: [], thing })
    }
  }
  return choices
}

async function moneyOf(
  reader: Reader,
  { order, notice, unitIds }: Choosing,
  remedy: 'refund' | 'store_credit',
): Promise<Pick<RecallNotice['choices'][number], 'amount' | 'method'> | null> {
  const units = order.units.map((unit) =>
    unitIds.includes(unit.id) && unit.settled_by?.startsWith('partial:') ? { ...unit, settled_by: null } : unit,
  )
  const plan = await planRefund(reader, {
    order: { ...order, units },
    unitIds,
    parts: { goods: true, shipping: true, fees: true },
    about: { kind: 'recall', id: notice.id },
    ...(remedy === 'store_credit' ? { target: 'store_credit' as const } : {}),
  })
  if (plan.amountMinor === 0) return null
  const amountOf = (amountMinor: number) => ({ amountMinor, currency: plan.currency })
  return {
    amount: amountOf(plan.amountMinor),
    method: plan.movements.map((movement) => ({
      label: movement.label,
      amount: amountOf(movement.amountMinor),
      expectedBy: movement.expectedBy.toISOString(),
    })),
  }
}
