import { findCustomer } from '#modules/customers'
import { placeIdOf } from '#modules/deliveries'
import { refuse } from '#platform/errors'
import { allocate, type Money } from '#platform/money'
import type { Work } from '#platform/work'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnMethod } from '../contract.ts'
import { issueWay } from './issue-way.ts'
import { waysFor } from './ways-for.ts'

export interface ChooseWayInput {
  id: string
  method: ReturnMethod
  dropOffPoint?: string | undefined
  pickup?: { from: string; until: string } | undefined
  fee?: Money | undefined
}

/**
 * Another way back for what has not been handed over yet: the old code or label ends, and the fee is that of the new way. Refuses
 * `method_not_possible`, `drop_off_point_unknown`, `locker_full`, `pickup_slot_taken`, `quote_changed`, `not_possible_now`.
 */
export async function chooseWay(work: Work, input: ChooseWayInput): Promise<string> {
  const { record, orders } = await lockReturn(work, input.id)
  const units = openUnits(record)
  if (record.row.canceled_at || units.length === 0)
    refuse(
      'not_possible_now',
      {},
      'It’s on its way already, so there’s nothing to change. You can follow it on this page.',
    )
  const customer = await findCustomer(work, record.row.customer_id)
  const ways = await waysFor(work, {
    orders,
    unitIds: units.map((unit) => unit.unit_id),
    free: record.lines.every((line) => line.payer !== 'shopper'),
    tier: customer.tier,
    gift: record.row.origin === 'gift',
  })
  const way = ways.find(({ method }) => method === input.method)
  if (!way)
    refuse(
      'method_not_possible',
      { methods: ways.map(({ method }) => method) },
      'That way doesn’t work for this one. The others here do.',
    )
  if (input.fee && (input.fee.amountMinor !== way.fee.amountMinor || input.fee.currency !== way.fee.currency))
    refuse('quote_changed', { fee: way.fee }, 'The fee has changed since you opened this page. Here is the new one.')
  const placeId = input.dropOffPoint ? await placeIdOf(work, input.dropOffPoint) : undefined
  if (input.dropOffPoint && !placeId)
    refuse('drop_off_point_unknown', {}, 'We can’t find that point any more. Please pick another one from the list.')
  if (way.fee.amountMinor !== record.row.fee_minor) await changeFee(work, record, way.fee.amountMinor)
  await issueWay(work, record, orders, {
    method: input.method,
    placeId: placeId ?? (input.method === 'locker' ? way.nearest?.id : undefined),
    pickup: input.pickup && { from: new Date(input.pickup.from), until: new Date(input.pickup.until) },
  })
  return record.row.id
}

function openUnits(record: ReturnRecord) {
  const lines = new Set(
    record.lines.filter((line) => line.approval === 'approved' && !line.keep).map((line) => line.id),
  )
  return record.units.filter(
    (unit) => lines.has(unit.line_id) && (unit.logistics === 'none' || unit.logistics === 'label_issued'),
  )
}

/** The shares of the new fee lie on what is still to be paid, so that the parts add up. */
async function changeFee(work: Work, record: ReturnRecord, feeMinor: number): Promise<void> {
  const units = record.units.filter((unit) => unit.money === 'planned')
  const kept = record.units.filter((unit) => unit.money !== 'planned').reduce((sum, unit) => sum + unit.fee_minor, 0)
  const shares =
    units.length > 0
      ? allocate(
          Math.max(0, feeMinor - kept),
          units.map((unit) => Math.max(1, unit.planned_minor)),
        )
      : []
  await saveReturn(work, record, {
    row: { fee_minor: feeMinor },
    units: units.map((unit, index) => ({ ids: [unit.unit_id], set: { fee_minor: shares[index] ?? 0 } })),
  })
}
