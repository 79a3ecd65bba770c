import type { OrderRecord } from '#modules/orders'
import type { Work } from '#platform/work'
import { finishReturn } from '../commands/finish-return.ts'
import { giveInstead } from '../commands/give-instead.ts'
import { payUnder } from '../commands/pay-under.ts'
import type { ReturnRecord } from '../record.ts'
import type { PayMoment } from '../rules.ts'

// From here on the goods are known to be back, or gone for good: what is sent instead leaves.
const BACK: ReadonlySet<PayMoment> = new Set<PayMoment>(['receipt', 'inspection', 'lost', 'overdue'])

/** A step of the way back that makes money or a new one due for some units. The orders are locked by the caller. */
export async function momentCame(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  { unitIds, moment }: { unitIds: readonly string[]; moment: PayMoment },
): Promise<void> {
  if (unitIds.length > 0) {
    await payUnder(work, record, orders, { unitIds, moment })
    if (BACK.has(moment)) await giveInstead(work, record, { moment: 'receipt', unitIds: soundUnits(record, unitIds) })
  }
  await finishReturn(work, record)
}

// For what was not in the box somebody has to look first.
function soundUnits(record: ReturnRecord, unitIds: readonly string[]): string[] {
  return record.units
    .filter((unit) => unitIds.includes(unit.unit_id))
    .filter((unit) => unit.inspection !== 'missing' && unit.inspection !== 'wrong_item')
    .map((unit) => unit.unit_id)
}
