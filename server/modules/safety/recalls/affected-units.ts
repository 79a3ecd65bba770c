import { heirOf, holdsByUnit, itemOf, type OrderRecord, type UnitRow } from '#modules/orders'
import type { RecallNoticeRow, RecallRow } from '../tables.ts'

/** What stands now for the things of a notice. */
export interface Affected {
  /** Not made good yet: what a remedy is given for. */
  open: UnitRow[]
  /** Those of them of which a share went back, for keeping them all the same: the rest can still go back. */
  partly: UnitRow[]
  /** The open matter that has one of them now. */
  heldBy: { kind: string; id: string } | null
}

/**
 * The units that a recall remedies: what is still the shopper's as one of those recalled. What was canceled, paid back, or
 * replaced by something else gets the warning and no money.
 */
export function affectedUnits(order: OrderRecord, notice: RecallNoticeRow, recall: RecallRow): Affected {
  const heirs = [...new Set(notice.unit_ids.flatMap((id) => heirOf(order, id) ?? []))].filter(
    (unit) => unit.canceled_at === null && (notice.unit_ids.includes(unit.id) || isMeant(order, unit, recall)),
  )
  const partly = heirs.filter((unit) => unit.settled_by?.startsWith('partial:'))
  const open = heirs.filter((unit) => unit.settled_by === null || partly.includes(unit))
  const holds = holdsByUnit(order)
  const hold = open.map((unit) => holds.get(unit.id)).find((each) => each !== undefined)
  return { open, partly, heldBy: hold ? { kind: hold.kind, id: hold.ref_id } : null }
}

/** Whether a unit is one of those recalled: whoever exchanged it has another one now. */
export function isMeant(order: OrderRecord, unit: UnitRow, recall: RecallRow): boolean {
  if (recall.variant_ids.length > 0 && !recall.variant_ids.includes(unit.variant_id ?? '')) return false
  return itemOf(order, unit.item_id)?.product_id === recall.product_id
}
