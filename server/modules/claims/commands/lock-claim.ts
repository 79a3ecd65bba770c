import { lockOrder, type OrderRecord } from '#modules/orders'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ClaimMatter } from '../facts.ts'
import { type ClaimRecord, findClaim } from '../queries.ts'
import type { ClaimRow, ClaimTables } from '../tables.ts'

const db = tablesOf<ClaimTables>()

/** A claim under the lock of its order, read after it was taken. */
export interface LockedClaim {
  claim: ClaimRecord
  order: OrderRecord
  matter: ClaimMatter
}

/** Locks the order of a claim and reads both. */
export async function lockClaim(work: Work, id: string): Promise<LockedClaim> {
  const found = await findClaim(work, id)
  const order = await lockOrder(work, found.row.order_id)
  const claim = await findClaim(work, found.row.id)
  return { claim, order, matter: matterOf(order, claim) }
}

/** What a claim is about, for the rules. */
export function matterOf(order: OrderRecord, { row, unitIds }: Pick<ClaimRecord, 'row' | 'unitIds'>): ClaimMatter {
  return {
    id: row.id,
    order,
    units: order.units.filter((unit) => unitIds.includes(unit.id)),
    ground: row.ground,
    sellerId: row.seller_id,
    shipmentId: row.shipment_id,
    unsafe: row.unsafe,
    askedMinor: row.asked_minor,
  }
}

/** Writes what changed of a claim, guarded by its version, and answers the row as it is now. Whoever writes holds the order's lock. */
export async function saveClaim(work: Work, row: ClaimRow, changes: Partial<ClaimRow>): Promise<ClaimRow> {
  const { ruling, protection, ...plain } = changes
  const result = await db(work)
    .updateTable('claim')
    .set({
      ...plain,
      version: row.version + 1,
      ...(ruling === undefined ? {} : { ruling: ruling && (JSON.stringify(ruling) as never) }),
      ...(protection ? { protection: JSON.stringify(protection) as never } : {}),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `claim ${row.id} is at version ${row.version} under its order's lock`)
  return { ...row, ...changes, version: row.version + 1 }
}

/** What every fact about a claim says. */
export function factOf(row: ClaimRow): { claimId: string; orderId: string; sellerId: string; ground: string } {
  return { claimId: row.id, orderId: row.order_id, sellerId: row.seller_id, ground: row.ground }
}

/** Whom a fact about a claim concerns. */
export function aboutClaim(row: ClaimRow) {
  return { kind: 'claim', id: row.id, orderId: row.order_id, customerId: row.customer_id }
}
