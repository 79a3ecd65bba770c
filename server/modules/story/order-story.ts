import { findCustomer } from '#modules/customers'
import { loadShipments, presentShipments } from '#modules/deliveries'
import { presentChanges } from '#modules/changes'
import { currentUnits, findOrder } from '#modules/orders'
import { presentProblems, presentReviews, reviewsAbout } from '#modules/problems'
import { ledgerOf, presentRefunds, refundsOf } from '#modules/refunds'
import { presentReplacements } from '#modules/replacements'
import { presentReturns, withdrawalsOf } from '#modules/returns'
import { approvalsOfOrder } from '#modules/staff'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderStory } from './contract.ts'
import { callsOf } from './calls.ts'
import { decisionsOf } from './decisions.ts'
import { storiesOf, type StoryOfOrder } from './load-orders.ts'
import { presentOrder } from './present-order.ts'
import type { NotificationView } from './tables.ts'
import { timelineOf } from './timeline.ts'
import { stateOfUnit } from './unit-state.ts'

const db = tablesOf<NotificationView>()

/** Everything about one order at a glance, for the people who help: nobody repeats it. */
export async function showOrderStory(reader: Reader, { id }: { id: string }): Promise<OrderStory> {
  const order = await findOrder(reader, id)
  const orderId = order.row.id
  const [story] = await storiesOf(reader, [order])
  assert(story, 'an order that was found has a story')
  const [
    customer,
    shipments,
    refundDetails,
    reviewRows,
    approvals,
    decisions,
    notifications,
    ledger,
    withdrawals,
    calls,
  ] = await Promise.all([
    findCustomer(reader, order.row.customer_id),
    loadShipments(reader, [orderId]),
    refundsOf(reader, [orderId]),
    reviewsAbout(
      reader,
      story.problems.map(({ row }) => row.id),
    ),
    approvalsOfOrder(reader, orderId),
    decisionsOf(reader, orderId),
    notificationsOf(reader, orderId),
    ledgerOf(reader, orderId),
    withdrawalsOf(reader, [orderId]),
    callsOf(reader, orderId),
  ])
  const [shownShipments, problems, changes, refunds, replacements, reviews, returns] = await Promise.all([
    presentShipments(reader, [order], shipments),
    presentProblems(reader, story.problems),
    presentChanges(reader, story.changes),
    presentRefunds(
      reader,
      refundDetails.map(({ row }) => row.id),
    ),
    presentReplacements(reader, story.replacements),
    presentReviews(reader, reviewRows),
    presentReturns(reader, story.returns),
  ])
  const parts = { problems, changes, refunds, replacements, returns, reviews, approvals, notifications }
  return {
    order: presentOrder(story),
    customer: {
      id: customer.id,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      since: customer.customerSince.toISOString(),
      tier: customer.tier,
    },
    units: presentUnits(story),
    shipments: shownShipments,
    ...parts,
    decisions,
    ledger: ledger.map(({ row, entries }) => ({
      transferId: row.id,
      kind: row.kind,
      state: row.state,
      at: row.created_at.toISOString(),
      entries: entries.map((entry) => ({ account: entry.account, amount: money(entry.amount_minor, entry.currency) })),
    })),
    timeline: await timelineOf(reader, story, {
      ...parts,
      shipments: shownShipments,
      problemRows: story.problems,
      refundRows: refundDetails,
      withdrawals,
      calls,
    }),
    refundable: money(story.balance.remainingMinor, order.row.currency),
  }
}

function presentUnits(story: StoryOfOrder): OrderStory['units'] {
  const { order, balance, holds } = story
  const amount = (minor: number) => money(minor, order.row.currency)
  return currentUnits(order).flatMap((unit) => {
    const item = order.items.find((each) => each.id === unit.item_id)
    const left = balance.perUnit[unit.id]
    const hold = holds.get(unit.id)
    if (!item) return []
    const state = stateOfUnit(story, unit, item)
    const back = left
      ? [left.goods, left.shipping, left.fees].reduce((sum, part) => sum + part.refunded + part.pending, 0)
      : 0
    return [
      {
        id: unit.id,
        itemId: item.id,
        title: item.title,
        state: state.words,
        stateCode: state.code,
        stateAt: state.at?.toISOString() ?? null,
        goods: amount(unit.goods_minor),
        goodsTax: amount(unit.goods_tax_minor),
        shipping: amount(unit.shipping_minor),
        fees: amount(unit.fee_minor),
        refunded: amount(back),
        refundable: amount(left?.remaining ?? 0),
        heldBy: hold ? { kind: hold.kind, id: hold.ref_id } : null,
        settledBy: unit.settled_by,
      },
    ]
  })
}

async function notificationsOf(reader: Reader, orderId: string): Promise<OrderStory['notifications']> {
  const rows = await db(reader)
    .selectFrom('notification')
    .select(['id', 'subject', 'to_address', 'state', 'created_at', 'sent_at', 'body_text'])
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    to: row.to_address,
    state: row.state,
    at: (row.sent_at ?? row.created_at).toISOString(),
    bodyText: row.body_text,
  }))
}
