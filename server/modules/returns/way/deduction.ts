import type { Resolved } from '#modules/policy'
import { refuse } from '#platform/errors'
import type { Inspection } from '../machine.ts'
import type { ReturnLineRow, ReturnUnitRow } from '../tables.ts'

export interface DeductionInput {
  verdict: Exclude<Inspection, 'pending' | 'not_required'>
  grade: string
  deductPercent: number
  note?: string | undefined
  files?: readonly string[] | undefined
}

/**
 * Whether something may be taken off for its condition. Grade and note always, a photo from the policy's share on; nothing where it
 * came back in order or where we bear the way back; late and condition together never above the cap; where the law allows only loss
 * of value by handling beyond trying it out, only grades that mean that. (policy: return.deduct.*, return.grades, deduct.allowed)
 * Refuses `deduction_not_allowed`, `deduction_too_high`, `note_required`, `photo_required`.
 */
export function checkDeduction(resolved: Resolved, line: ReturnLineRow, input: DeductionInput): void {
  const { deductPercent: percent } = input
  if ((percent > 0 || input.verdict !== 'as_described') && !input.note)
    refuse('note_required', {}, 'Please say in a few words what you see. The shopper reads it too.')
  if (percent === 0) return
  notAllowed(resolved, line, input)
  const photoFrom = resolved.get('return.deduct.photo_from')
  if (percent >= photoFrom && !input.files?.length)
    refuse('photo_required', { from: photoFrom }, `From ${photoFrom} percent on, a photo is needed.`)
}

function notAllowed(
  resolved: Resolved,
  line: ReturnLineRow,
  { verdict, grade, deductPercent: percent }: DeductionInput,
): void {
  if (verdict === 'missing' || verdict === 'wrong_item')
    refuse('deduction_not_allowed', {}, 'Nothing is taken off for what is not there: a person looks at it instead.')
  if (line.payer === 'seller')
    refuse(
      'deduction_not_allowed',
      { reason: line.reason },
      'We bear this return, so nothing is taken off for its condition.',
    )
  const inOrder = resolved.get('return.deduct.in_policy_good_condition')
  if (verdict === 'as_described' && percent > inOrder)
    refuse('deduction_not_allowed', { most: inOrder }, 'It came back as described, so nothing is taken off.')
  if (
    resolved.get('deduct.allowed') === 'handling_only' &&
    !resolved.get('return.grades.beyond_testing').includes(grade)
  )
    refuse(
      'deduction_not_allowed',
      { grade },
      'The law lets a shopper try things out. This grade is no more than that.',
    )
  const cap = Math.max(0, resolved.get('return.deduct.condition_max') - line.late_percent)
  const most = Math.min(cap, resolved.get('return.grades')[grade] ?? 0)
  if (percent > most)
    refuse('deduction_too_high', { most, grade }, `For this grade, at most ${most} percent can be taken off.`)
}

/**
 * The amount of a share, in minor units: of what was paid for the thing itself, before anything was off for lateness. What does not
 * come out even stays with the shopper.
 */
export function deductMinor(line: ReturnLineRow, unit: ReturnUnitRow, percent: number): number {
  const goods = Math.max(0, unit.planned_minor - unit.planned_shipping_minor - unit.planned_fees_minor)
  const paid =
    line.late_percent > 0 && line.late_percent < 100 ? Math.floor((goods * 100) / (100 - line.late_percent)) : goods
  return Math.min(goods, Math.floor((paid * percent) / 100))
}
