import type { PaymentMethodRecord } from '#modules/customers'
import { currentUnits, type HoldRow, holdsByUnit, type OrderRecord, type UnitRow, unitsBefore } from '#modules/orders'
import {
  type CancelFacts,
  type ChangeFacts,
  type Decision,
  engineModeFor,
  type PartnerRequest,
  type PolicyScope,
  type Resolved,
  type TenderFacts,
} from '#modules/policy'
import type { RefundPlan } from '#modules/refunds'
import type { VariantRecord } from '#modules/orders'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeSetting } from './facts.ts'
import { fulfilledBy, stateOfUnits } from './rules.ts'
import type { ChangeDetails, ChangeKind } from './tables.ts'

/** What a change would do, worked out without doing it: the same plan is previewed and carried out. */
export interface ChangePlan {
  kind: ChangeKind
  order: OrderRecord
  units: { unit: UnitRow; to: VariantRecord | null }[]
  decision: Decision
  /** The facts the decision rests on, stored with it. */
  facts: CancelFacts | ChangeFacts
  scope: PolicyScope
  policyVersionId: string
  /** Who is asked first; null when the storefront is asked at once. */
  request: Asked | null
  /** Where the engine does not act, it decides and logs, and a person answers. */
  mode: 'live' | 'shadow'
  /** Minutes in which the storefront or the warehouse answers before a person looks. */
  confirmWithinMinutes: number
  /** Above zero: to be charged before anything is changed. Below: comes back afterwards. */
  differenceMinor: number
  method: PaymentMethodRecord | null
  refund: RefundPlan | null
  details: ChangeDetails
}

/** Who answers before the storefront is asked, and what their silence means. `team`: a person here, because the engine does not act. */
export type Asked = Omit<PartnerRequest, 'of'> & { of: PartnerRequest['of'] | 'team' }

/** Whom the rules ask, unless the engine only watches here (policy `engine.mode`): then a person decides. */
export function askedBy(
  reader: Pick<Reader, 'actor'> | null,
  resolved: Resolved,
  order: OrderRecord,
  kind: ChangeKind,
  request: PartnerRequest | null,
): Pick<ChangePlan, 'request' | 'mode'> {
  const mode = engineModeFor(resolved, {
    customerId: order.row.customer_id,
    reason: kind === 'cancel' ? 'cancel' : 'change',
  })
  // Somebody who works here is the person.
  if (mode === 'live' || reader?.actor.kind === 'staff') return { request, mode: 'live' }
  return {
    mode: 'shadow',
    request: {
      of: 'team',
      answerWithinHours: resolved.get('cancel.request.seller_answer'),
      onSilence: 'person',
      countsAgainstSeller: false,
    },
  }
}

/** Units that are still to be sent: neither canceled nor made good for. */
export function unitsLeft(order: OrderRecord): UnitRow[] {
  return currentUnits(order).filter((unit) => !unit.canceled_at && !unit.settled_by)
}

/** Free units first, held ones last: asking for more than is free names what is in the way. */
export function freeFirst(order: OrderRecord, units: readonly UnitRow[]): UnitRow[] {
  const holds = holdsByUnit(order)
  return units.toSorted((one, other) => Number(holds.has(one.id)) - Number(holds.has(other.id)))
}

/** Refuses `unit_held` with what the units are promised to. */
export function assertFree(order: OrderRecord, units: readonly UnitRow[]): void {
  const holds = holdsByUnit(order)
  const hold = units.map((unit) => holds.get(unit.id)).find((each) => each !== undefined)
  if (hold)
    refuse(
      'unit_held',
      { about: { kind: hold.kind, id: hold.ref_id } },
      'We’re already working on this item. Open that first to see where it stands.',
    )
}

/**
 * What holds a unit where canceling it would give money: its own matter, or, for a new one that was sent before the old one is back,
 * the return that brings the old one. With the old one still there the money would be on top of it.
 */
export function whatHoldsMoney(order: OrderRecord, unit: UnitRow): HoldRow | undefined {
  const holds = holdsByUnit(order)
  const old = unitsBefore(order, unit).filter((before) => before.superseded_reason === 'replacement')
  return old.map(({ id }) => holds.get(id)).find((hold) => hold?.kind === 'return') ?? holds.get(unit.id)
}

/** Refuses `unit_held` where the old one has to come back before money can. */
export function assertNothingOwed(order: OrderRecord, units: readonly UnitRow[]): void {
  const hold = units.map((unit) => whatHoldsMoney(order, unit)).find((each) => each !== undefined)
  if (hold) refuse('unit_held', { about: { kind: hold.kind, id: hold.ref_id } }, oldOneFirstWords)
}

export const oldOneFirstWords =
  'We need the old one back first, so this can’t be canceled alone. Once we have it, a person gladly helps.'

/** What every kind of change is judged by. */
export function commonFacts(reader: Reader, order: OrderRecord, units: readonly UnitRow[], setting: ChangeSetting) {
  return {
    now: reader.now,
    placedAt: order.row.placed_at,
    fulfilledBy: fulfilledBy(order.items, units),
    state: stateOf(order, units, setting),
    itemsChangedBefore: order.row.items_changed_at !== null,
  }
}

function stateOf(order: OrderRecord, units: readonly UnitRow[], setting: ChangeSetting): CancelFacts['state'] {
  if (currentUnits(order).every((unit) => unit.canceled_at)) return 'canceled'
  return stateOfUnits(
    order.row,
    units.map((unit) => unit.id),
    setting.parcels,
  )
}

/** What is known of a payment method as the rules read it. */
export function tenderFacts(method: PaymentMethodRecord): TenderFacts {
  return { kind: method.kind === 'bank' ? 'other' : method.kind, balanceMinor: method.balance?.amountMinor ?? null }
}

/** Ends with the rule's own code and words when it says no, and with what is possible instead. */
export function refuseIfRefused(decision: Decision): void {
  if (decision.outcome !== 'refused') return
  const why = decision.reasons[0]
  refuse(why?.code ?? 'not_possible_now', { instead: decision.remedies.map(insteadOf) }, why?.shopper)
}

/** A remedy of the rules as the API names what is possible instead. */
export function insteadOf(remedy: string): 'return' | 'refuse_parcel' | 'person' | 'cancel_and_reorder' {
  if (remedy === 'return_for_refund') return 'return'
  return remedy === 'refuse_parcel' || remedy === 'cancel_and_reorder' ? remedy : 'person'
}
