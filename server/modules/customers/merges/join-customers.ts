import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { lockCustomers } from '../commands/merge-customers.ts'
import { customerMerged, customerSeparated } from '../events.ts'
import { findCustomer, findPerson, shopperKey } from '../queries.ts'
import type { CustomerMergeRow, CustomerTables } from '../tables.ts'
import { pointBelow } from './point-below.ts'
import { findMerge } from './queries.ts'

const db = tablesOf<CustomerTables>()

/**
 * Makes one person of two, because somebody of the store says so. Nothing is moved: each record keeps its orders, conversations
 * and means of paying, and points to the one that counts. Refuses `same_shopper` and `already_merged`; under one lock, so that two
 * merges which meet never point at each other.
 */
export async function joinCustomers(
  work: Work,
  input: { customerId: string; intoId: string; reason: string; staffId: string },
): Promise<CustomerMergeRow> {
  await lockCustomers(work)
  const joining = await findCustomer(work, input.customerId)
  const into = await findPerson(work, input.intoId)
  if (joining.id === into.id) refuse('same_shopper', undefined, 'This is the same shopper. Choose another one.')
  const before = await findPerson(work, joining.id)
  if (before.id === into.id) refuse('already_merged', undefined, 'These two are one shopper already.')
  if (before.id !== joining.id)
    refuse('already_merged', { into: before.id }, `${joining.name} is part of ${before.name} already. Undo that first.`)
  const row: CustomerMergeRow = {
    store_id: work.storeId,
    id: work.newId('mrg'),
    customer_id: joining.id,
    into_id: into.id,
    reason: input.reason,
    by_staff_id: input.staffId,
    at: work.now,
    undone_at: null,
    undone_by: null,
    undone_reason: null,
  }
  await db(work).insertInto('customer_merge').values(row).execute()
  await pointBelow(work, into.id)
  const fact = { customerId: joining.id, intoId: into.id, mergeId: row.id, reason: row.reason }
  await work.emit(customerMerged, { kind: 'customer', id: into.id, customerId: into.id }, fact)
  return row
}

/**
 * Takes a merge by hand back: each has again exactly what is addressed to it, whatever came meanwhile, and who was merged into the
 * one that leaves goes with it. Refuses `not_merged` when it is undone already.
 */
export async function separateCustomers(
  work: Work,
  input: { id: string; reason: string; staffId: string },
): Promise<CustomerMergeRow> {
  await lockCustomers(work)
  const before = await findMerge(work, input.id)
  if (!before || before.undone_at !== null)
    refuse('not_merged', undefined, 'This was undone already. Nothing is left to do.')
  const undone = { undone_at: work.now, undone_by: input.staffId, undone_reason: input.reason }
  await db(work)
    .updateTable('customer_merge')
    .set(undone)
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .execute()
  await pointBelow(work, before.customer_id)
  forget(work, shopperKey)
  const from = await findPerson(work, before.into_id)
  const fact = { customerId: before.customer_id, fromId: from.id, mergeId: before.id, reason: input.reason }
  await work.emit(customerSeparated, { kind: 'customer', id: from.id, customerId: from.id }, fact)
  return { ...before, ...undone }
}
