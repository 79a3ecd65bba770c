import type { ReturnRecord } from './record.ts'
import type { RefundMoment, ReturnLineRow, ReturnRow, ReturnUnitRow } from './tables.ts'

/** What makes the money of units due: a step of the way back, or that they are kept, lost or overdue. */
export type PayMoment = RefundMoment | 'kept' | 'lost' | 'overdue'

const RANK: Record<RefundMoment, number> = {
  at_once: 0,
  first_scan: 1,
  destination_scan: 2,
  receipt: 3,
  inspection: 4,
  never: 5,
}

/** Whether the money decided for `refundAt` is due once `moment` has come. A later step counts for an earlier one. */
export function isDue(refundAt: RefundMoment, moment: PayMoment): boolean {
  if (refundAt === 'never') return false
  if (moment === 'kept' || moment === 'lost' || moment === 'overdue') return true
  return RANK[moment] >= RANK[refundAt]
}

/** Whether its money is due and cannot be paid before a bank has decided about the payment. */
export function waitsForBank(unit: Pick<ReturnUnitRow, 'money' | 'refund_id'>): boolean {
  return unit.money === 'pending' && unit.refund_id === null
}

/**
 * Whether a return still pays for what came back. What was kept for less, as a claim ended, and is sent back after all has its rest due,
 * and so has what waited for a bank with a part of it paid; what else made it good has paid it.
 * @param settledBy what made the unit good
 */
export function isOwed(unit: Pick<ReturnUnitRow, 'money' | 'refund_id'>, settledBy: string | null): boolean {
  return settledBy === null || settledBy.startsWith('partial:') || waitsForBank(unit)
}

/** What comes back for a unit after the fee and what is taken off for its condition; never below zero. */
export function dueMinor(unit: Pick<ReturnUnitRow, 'planned_minor' | 'fee_minor' | 'deduct_minor'>): number {
  return Math.max(0, unit.planned_minor - unit.fee_minor - unit.deduct_minor)
}

/** The parts that a unit's money is for: goods first lose what is taken off, then the first delivery, then fees. */
export function partsOfDue(
  unit: Pick<
    ReturnUnitRow,
    'unit_id' | 'planned_minor' | 'planned_shipping_minor' | 'planned_fees_minor' | 'fee_minor' | 'deduct_minor'
  >,
  paid: { goods: number; shipping: number; fees: number } = { goods: 0, shipping: 0, fees: 0 },
): { unitId: string; part: 'goods' | 'shipping' | 'fees'; amountMinor: number }[] {
  const due = dueMinor(unit)
  const goods = Math.max(0, unit.planned_minor - unit.planned_shipping_minor - unit.planned_fees_minor)
  const off = unit.planned_minor - due
  const shipping = Math.max(0, unit.planned_shipping_minor - Math.max(0, off - goods))
  const fees = Math.max(0, due - Math.max(0, goods - off) - shipping)
  return (
    [
      ['goods', Math.max(0, goods - off) - paid.goods],
      ['shipping', shipping - paid.shipping],
      ['fees', fees - paid.fees],
    ] as const
  )
    .filter(([, amountMinor]) => amountMinor > 0)
    .map(([part, amountMinor]) => ({ unitId: unit.unit_id, part, amountMinor }))
}

/** Whether a unit still comes back under this return. */
export function isLive(line: Pick<ReturnLineRow, 'approval'>): boolean {
  return line.approval !== 'declined' && line.approval !== 'canceled'
}

/** Whether somebody asked for a return, rather than that goods came back or another matter opened it (policy `return.orExchangePerOrder`). */
export function isAskedFor(origin: ReturnRow['origin']): boolean {
  return ['shopper', 'staff', 'gift', 'seller'].includes(origin)
}

/** Whether a return was called off, or a person said no to all of it. */
export function hasEnded({ row, lines }: Pick<ReturnRecord, 'row' | 'lines'>): boolean {
  return row.canceled_at !== null || lines.every((line) => !isLive(line))
}

/** Whether nothing of a unit is open any more. */
export function isUnitDone(
  row: Pick<ReturnRow, 'resolution'>,
  line: Pick<ReturnLineRow, 'approval' | 'keep'>,
  unit: Pick<ReturnUnitRow, 'logistics' | 'inspection' | 'inspected_at' | 'money' | 'replacement_id'>,
): boolean {
  if (!isLive(line)) return true
  // Never handed over and set free again.
  if (!line.keep && unit.inspection === 'not_required' && unit.logistics !== 'delivered') return true
  const back = line.keep || unit.logistics === 'delivered' || unit.logistics === 'lost'
  // What was announced and not in the box, or was something else, stays open until a person has said what becomes of it.
  if (!back) return false
  if (unit.inspection === 'missing' || unit.inspection === 'wrong_item')
    return unit.inspected_at !== null && unit.money === 'none'
  switch (row.resolution) {
    case 'refund':
    case 'store_credit':
      // One of several may have been sent again before the others could not be.
      return unit.money === 'succeeded' || unit.replacement_id !== null
    case 'replacement':
    case 'exchange':
      return unit.replacement_id !== null
    case 'none':
      return true
  }
}

/** Why a return cannot be called off any more; null when it can. */
export function whyNotCancelable({ row, units, lines }: ReturnRecord): { code: string; message: string } | null {
  if (row.canceled_at || row.closed_at || lines.every((line) => !isLive(line)))
    return { code: 'over', message: 'This return is over already.' }
  if (units.some((unit) => unit.logistics !== 'none' && unit.logistics !== 'label_issued'))
    return {
      code: 'handed_over',
      message: 'You have handed it over already, so it goes its way. We’ll tell you when it’s here.',
    }
  if (units.some((unit) => unit.replacement_id !== null))
    return { code: 'sent', message: 'The new one is on its way already, so the old one has to come back.' }
  // A new one or the money was given before it was opened.
  if (row.resolution === 'none')
    return { code: 'settled', message: 'This was put right already, so the old one has to come back.' }
  if (units.some((unit) => unit.money !== 'none' && unit.money !== 'planned'))
    return { code: 'paid', message: 'Your money is on its way already.' }
  return null
}
