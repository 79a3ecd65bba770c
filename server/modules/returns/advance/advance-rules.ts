import type { Resolved } from '#modules/policy'
import { withinAmount } from '#modules/policy'
import { addDays } from '#platform/time'
import type { ReturnRecord } from '../record.ts'
import type { AdvanceRow } from '../tables.ts'

/** Whether something of it was handed over: from then on nothing is reminded of, and never charged. */
export function hasBegunBack({ parcels, units }: Pick<ReturnRecord, 'parcels' | 'units'>): boolean {
  return (
    parcels.some((parcel) => parcel.accepted_at !== null || parcel.first_scan_at !== null) ||
    units.some((unit) => unit.logistics !== 'none' && unit.logistics !== 'label_issued')
  )
}

/** When the next thing happens: a reminder by its number, or the end of the grace; null when all of it has passed. */
export function nextMoment(
  resolved: Resolved,
  deliveredAt: Date,
  graceUntil: Date,
  after: number,
): { at: Date; reminder: number | null } {
  const day = resolved.get('advance.reminders')[after]
  return day === undefined ? { at: graceUntil, reminder: null } : { at: addDays(deliveredAt, day), reminder: after }
}

export interface ChargeFacts {
  now: Date
  advance: AdvanceRow
  hasBegunBack: boolean
  /** When the store charged for the first time; null: never yet. */
  firstChargedAt: Date | null
}

/** Two reminders that arrived: a mail that bounced tells nobody anything. */
const remindersNeeded = 2

/** What stands in the way of charging for what never came back; with nothing in the way, whether a person has to say yes. */
export function chargeVerdict(resolved: Resolved, facts: ChargeFacts): { missing: string[]; person: boolean } {
  const { advance, now } = facts
  const needs: readonly string[] = resolved.get('advance.charge.needs')
  const asks = (need: string) => needs.includes(need)
  const missing = [
    resolved.get('advance.charge') ? null : 'switched_off',
    // Without a yes given at the time nothing is ever taken, whatever a store sets.
    advance.consent_at && advance.consent_method_id && advance.consent_minor ? null : 'consent',
    asks('no_carrier_scan') && facts.hasBegunBack ? 'carrier_scan' : null,
    asks('no_dropoff_receipt') && facts.hasBegunBack ? 'dropoff_receipt' : null,
    asks('two_reminders_delivered') && advance.reminders_delivered < remindersNeeded ? 'reminders' : null,
    advance.charge_id ? 'charged' : null,
  ].filter((each) => each !== null)
  const amount = { amountMinor: advance.consent_minor ?? 0, currency: advance.currency }
  const small = withinAmount(resolved.get('advance.charge_over'), amount) === 'within'
  const days = resolved.get('advance.charge.person_days')
  const isNew = facts.firstChargedAt === null || now < addDays(facts.firstChargedAt, days)
  return { missing, person: !small || (asks('person_confirms') && isNew) }
}
