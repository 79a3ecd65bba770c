import type { OrderRecord } from '#modules/orders'
import { recordDefect } from '#modules/sellers'
import type { Work } from '#platform/work'
import { isCondition } from '../rules.ts'
import type { ProblemRecord } from '../queries.ts'

/** What came from a seller and was not as it should be: the seller is told. What broke on the way is nobody's mark. */
export async function recordSellersPart(
  work: Work,
  order: OrderRecord,
  { row, unitIds }: ProblemRecord,
): Promise<void> {
  if (!isCondition(row.kind)) return
  const itemIds = new Set(order.units.filter((unit) => unitIds.includes(unit.id)).map((unit) => unit.item_id))
  const sellers = order.items.filter((item) => itemIds.has(item.id)).flatMap((item) => item.seller_id ?? [])
  for (const sellerId of new Set(sellers))
    await recordDefect(work, {
      sellerId,
      kind: row.kind,
      counts: row.kind !== 'damaged',
      about: { kind: 'problem', id: row.id },
    })
}
