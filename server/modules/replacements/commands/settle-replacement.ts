import { lockOrder, noteShortage, releaseStock } from '#modules/orders'
import type { ReplacementOutcome } from '#modules/changes'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { replacementAccepted, replacementRefused } from '../events.ts'
import { replacementMachine } from '../machine.ts'
import { findReplacement } from '../queries.ts'
import type { ReplacementTables } from '../tables.ts'

const db = tablesOf<ReplacementTables>()

/** What the storefront said, or that it was not asked because the thing may not be safe. */
export type PlacingOutcome =
  | ReplacementOutcome
  | { state: 'refused'; reason: 'product_unsafe'; variantReferences: string[] }

/** Records the storefront's answer once; a later or repeated answer changes nothing. */
export async function settleReplacement(
  work: Work,
  { replacementId, outcome }: { replacementId: string; outcome: PlacingOutcome },
): Promise<void> {
  const { row: found } = await findReplacement(work, replacementId)
  await lockOrder(work, found.order_id)
  const { row, units } = await findReplacement(work, replacementId)
  if (row.state !== 'requested') return
  const accepted = outcome.state === 'accepted'
  const state = replacementMachine.next(row.state, accepted ? 'accept' : 'refuse')
  const { numUpdatedRows } = await db(work)
    .updateTable('replacement')
    .set({
      state,
      decided_at: work.now,
      version: row.version + 1,
      ...(accepted
        ? { storefront_reference: outcome.reference, expected_by: laterOf(row.promised_by, outcome.expectedDeliverBy) }
        : { refusal_code: outcome.reason }),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `replacement ${row.id} is at version ${row.version} under the order's lock`)
  const about = { kind: 'replacement', id: row.id, orderId: row.order_id, customerId: row.customer_id }
  if (accepted) {
    await work.emit(replacementAccepted, about, {
      replacementId: row.id,
      expectedBy: laterOf(row.promised_by, outcome.expectedDeliverBy).toISOString(),
      storefrontReference: outcome.reference,
    })
    return
  }
  // Parts on their own took nothing from stock.
  const taken = row.parts
    ? []
    : units.flatMap((unit) => (unit.variant_id ? [{ variantId: unit.variant_id, quantity: 1 }] : []))
  await releaseStock(work, taken)
  // It has just said that it has fewer than that, whatever we thought: the next shopper is not offered one either.
  if (outcome.reason === 'out_of_stock') await noteShortage(work, taken)
  await work.emit(replacementRefused, about, {
    replacementId: row.id,
    code: outcome.reason,
    about: { kind: row.about_kind, id: row.about_id },
  })
}

/** What was said to the shopper holds; only a later day takes its place. */
function laterOf(promised: Date | null, answered: Date): Date {
  return promised && promised > answered ? promised : answered
}
