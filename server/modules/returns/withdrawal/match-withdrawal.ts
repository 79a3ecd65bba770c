import { reachableIdsOf, findCustomer } from '#modules/customers'
import { findOrder, itemOf, loadOrders, lockOrder, type OrderRecord, orderIdsByNumber } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { withdrawalMatched } from '../events.ts'
import type { ReturnTables, WithdrawalRow } from '../tables.ts'
import { type CarriedOut, carryOut, type Withdrawn } from './carry-out.ts'
import { lockWithdrawal } from './queries.ts'
import { itemsNamed, spelled } from './rules.ts'

const db = tablesOf<ReturnTables>()

/**
 * Matches a declaration by itself, where the contact is the order's own address, or who was signed in owns the order. Everything else
 * waits for a person.
 */
export async function matchByItself(
  work: Work,
  { withdrawalId, customerId }: { withdrawalId: string; customerId?: string },
): Promise<void> {
  const withdrawal = await lockWithdrawal(work, withdrawalId)
  if (withdrawal.order_id) return
  const order = await ordersOwn(work, withdrawal, customerId)
  if (!order) return
  const items = itemsNamed(order.items, withdrawal.items)
  const done: CarriedOut = items
    ? await carryOut(
        work,
        withdrawal,
        order,
        items.map((item) => ({ item, quantity: null })),
      )
    : { outcome: 'unknown', why: 'words_to_read', returnId: null, changeId: null }
  await note(work, withdrawal, order, done)
}

/** A person says which order a declaration is about, and which part of it. It can be said again while nothing was done for it. */
export async function matchByPerson(
  work: Work,
  input: { id: string; order: string; items?: { item: string; quantity: number }[] | undefined },
): Promise<{ id: string; outcome: string; returnId: string | null }> {
  const withdrawal = await lockWithdrawal(work, input.id)
  const found = await findOrder(work, input.order)
  await assertNotOwn(work, found.row.customer_id)
  if (withdrawal.return_id || withdrawal.change_id)
    refuse('not_possible_now', {}, 'This withdrawal is being carried out already.')
  const order = await lockOrder(work, found.row.id)
  const done = await carryOut(work, withdrawal, order, named(order, withdrawal, input.items))
  for (const code of ['unit_held', 'nothing_to_return'] as const)
    if (done.why === code)
      refuse(
        code,
        {},
        code === 'unit_held'
          ? 'Another matter about this is still open. Finish that first.'
          : 'Nothing of this order is left to come back.',
      )
  await note(work, withdrawal, order, done)
  return { id: withdrawal.id, outcome: done.outcome, returnId: done.returnId }
}

/** What could not be canceled any more comes back instead. */
export async function afterRefusedCancel(work: Work, changeId: string, orderId: string): Promise<void> {
  const [row] = await db(work)
    .selectFrom('withdrawal')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', orderId)
    .where('change_id', '=', changeId)
    .execute()
  if (!row) return
  const withdrawal = await lockWithdrawal(work, row.id)
  const order = await lockOrder(work, orderId)
  const items = itemsNamed(order.items, withdrawal.items) ?? order.items
  const done = await carryOut(
    work,
    withdrawal,
    order,
    items.map((item) => ({ item, quantity: null })),
  )
  await note(work, withdrawal, order, { ...done, returnId: done.returnId ?? withdrawal.return_id })
}

async function ordersOwn(
  work: Work,
  withdrawal: WithdrawalRow,
  customerId: string | undefined,
): Promise<OrderRecord | undefined> {
  const typed = spelled(withdrawal.order_reference)
  const ids = await orderIdsByNumber(work, typed)
  const own = customerId ? await reachableIdsOf(work, customerId) : []
  const fitting: string[] = []
  for (const order of await loadOrders(work, ids)) {
    const { email } = await findCustomer(work, order.row.customer_id)
    if (own.includes(order.row.customer_id) || (email && spelled(email) === spelled(withdrawal.contact)))
      fitting.push(order.row.id)
  }
  return fitting.length === 1 ? await lockOrder(work, fitting[0] as string) : undefined
}

function named(
  order: OrderRecord,
  withdrawal: WithdrawalRow,
  items: { item: string; quantity: number }[] | undefined,
): Withdrawn[] {
  if (!items)
    return (itemsNamed(order.items, withdrawal.items) ?? order.items).map((item) => ({ item, quantity: null }))
  return items.map((wanted) => {
    const item = itemOf(order, wanted.item)
    if (!item) return refuse('not_returnable', { item: wanted.item }, 'This item is not on the order.')
    return { item, quantity: wanted.quantity }
  })
}

async function note(work: Work, withdrawal: WithdrawalRow, order: OrderRecord, done: CarriedOut): Promise<void> {
  await db(work)
    .updateTable('withdrawal')
    .set({
      order_id: order.row.id,
      return_id: done.returnId,
      change_id: done.changeId,
      outcome: done.outcome,
      why: done.why,
      matched_by: actorKey(work.actor),
      matched_at: work.now,
      version: withdrawal.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', withdrawal.id)
    .execute()
  await work.emit(
    withdrawalMatched,
    { kind: 'withdrawal', id: withdrawal.id, orderId: order.row.id, customerId: order.row.customer_id },
    {
      withdrawalId: withdrawal.id,
      orderId: order.row.id,
      returnId: done.returnId,
      outcome: done.outcome,
      why: done.why,
    },
  )
}
