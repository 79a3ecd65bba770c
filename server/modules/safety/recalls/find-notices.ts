import {
  currentUnits,
  heirOf,
  itemsSold,
  loadOrders,
  lockOrder,
  type OrderRecord,
  type SoldItem,
} from '#modules/orders'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { RecallNoticeRow, RecallRow, SafetyTables } from '../tables.ts'
import { isMeant } from './affected-units.ts'
import { lockNotice, saveNotice } from './save-notice.ts'
import { traitsOfRecall } from './scope.ts'
import { findNotices as token, tellRecall } from './tokens.ts'

const db = tablesOf<SafetyTables>()

/** Notes each order that a recall is about, once, a page in one transaction; repeated, it finds the same ones and what came since, also to an order that was noted. */
export const findNotices = job<{ recallId: string }>(
  token.name,
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { recallId }) => {
    const reader = context.read()
    const recall = await db(reader)
      .selectFrom('recall')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('id', '=', recallId)
      .executeTakeFirst()
    if (recall?.state !== 'open') return
    let afterOrder: string | undefined
    for (;;) {
      const items = await itemsSold(reader, traitsOfRecall(recall), { afterOrder, orders: limits.safety.pageOrders })
      if (items.length === 0) break
      const grown = await context.transact((work) => note(work, recall, items))
      for (const { orderId, noticeId } of grown)
        await context.transact((work) =>
          addJoined(work, recall, { orderId, noticeId, meant: new Set(items.map(({ id }) => id)) }),
        )
      afterOrder = items.at(-1)?.orderId
    }
    await context.transact(async (work) => {
      await db(work)
        .updateTable('recall')
        .set({ looked_at: work.now })
        .where('store_id', '=', work.storeId)
        .where('id', '=', recallId)
        .execute()
      await work.enqueue(tellRecall, { recallId }, { key: recallId })
    })
  },
)

/** Answers the notices that were there already and lack units of their order. */
async function note(
  work: Work,
  recall: RecallRow,
  items: readonly SoldItem[],
): Promise<{ orderId: string; noticeId: string }[]> {
  const orders = await loadOrders(work, [...new Set(items.map(({ orderId }) => orderId))])
  const meant = new Set(items.map(({ id }) => id))
  const rows = orders.flatMap((order) => {
    const unitIds = unitsMeant(order, recall, meant)
    if (unitIds.length === 0) return []
    return {
      store_id: work.storeId,
      id: work.newId('rcn'),
      recall_id: recall.id,
      order_id: order.row.id,
      customer_id: order.row.customer_id,
      unit_ids: unitIds,
      state: 'found' as const,
    }
  })
  if (rows.length === 0) return []
  await db(work)
    .insertInto('recall_notice')
    .values(rows.map((row) => ({ ...row, ...nothingYet })))
    .onConflict((conflict) => conflict.columns(['store_id', 'recall_id', 'order_id']).doNothing())
    .execute()
  const known = await db(work)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('recall_id', '=', recall.id)
    .where(
      'order_id',
      'in',
      rows.map((row) => row.order_id),
    )
    .execute()
  return known.flatMap((notice) => {
    const order = orders.find(({ row }) => row.id === notice.order_id)
    return order && joinedTo(notice, order, unitsMeant(order, recall, meant)).length > 0
      ? [{ orderId: order.row.id, noticeId: notice.id }]
      : []
  })
}

function unitsMeant(order: OrderRecord, recall: RecallRow, meant: ReadonlySet<string>): string[] {
  return currentUnits(order)
    .filter((unit) => meant.has(unit.item_id) && isMeant(order, unit, recall))
    .map(({ id }) => id)
}

/** Units that joined an order after its notice, which is still to be answered. What came in another's place is no new one. */
function joinedTo(notice: RecallNoticeRow, order: OrderRecord, unitIds: readonly string[]): string[] {
  if (notice.choice !== null) return []
  const known = new Set([...notice.unit_ids, ...notice.unit_ids.flatMap((id) => heirOf(order, id)?.id ?? [])])
  return unitIds.filter((id) => !known.has(id))
}

async function addJoined(
  work: Work,
  recall: RecallRow,
  { orderId, noticeId, meant }: { orderId: string; noticeId: string; meant: ReadonlySet<string> },
): Promise<void> {
  const order = await lockOrder(work, orderId)
  const notice = await lockNotice(work, noticeId)
  const joined = joinedTo(notice, order, unitsMeant(order, recall, meant))
  if (joined.length > 0) await saveNotice(work, notice, { unit_ids: [...notice.unit_ids, ...joined] })
}

const nothingYet = {
  told_at: null,
  seen_at: null,
  reminders: 0,
  remind_at: null,
  choice: null,
  answered_at: null,
  answered_by: null,
  remedied_at: null,
  refund_id: null,
  replacement_id: null,
  return_id: null,
  version: 1,
}
