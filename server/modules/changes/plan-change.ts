import { cooldownUntil, findCustomer } from '#modules/customers'
import { currentUnits, itemOf, type OrderRecord, type UnitRow } from '#modules/orders'
import { type CancelFacts, type ChangeFacts, decideCancel, decideChange, type Resolved } from '#modules/policy'
import { planRefund } from '#modules/refunds'
import { invalid, refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeRequest } from './contract.ts'
import { settingOf } from './facts.ts'
import {
  askedBy,
  assertFree,
  assertNothingOwed,
  type ChangePlan,
  commonFacts,
  freeFirst,
  refuseIfRefused,
  unitsLeft,
  whatHoldsMoney,
} from './plan-parts.ts'
import { planPayment } from './plan-payment.ts'
import { planVariant } from './plan-variant.ts'
import { sizeOf } from './rules.ts'

export type { ChangePlan } from './plan-parts.ts'

/** What leads to a change besides the shopper's own wish. */
export interface ChangeCause {
  /** Canceling is a remedy of ours, for which no reason from the shop's list is asked. */
  remedy?: boolean
}

/** Works out a change and lets the rules decide. Refuses with the rule's own code and words. */
export async function planChange(
  reader: Reader,
  order: OrderRecord,
  input: ChangeRequest,
  cause: ChangeCause = {},
): Promise<ChangePlan> {
  switch (input.kind) {
    case 'cancel':
      return await planCancel(reader, order, input, cause)
    case 'address':
      return await planAddress(reader, order, input)
    case 'variant':
      return await planVariant(reader, order, input)
    case 'payment':
      return await planPayment(reader, order, input)
  }
}

async function planCancel(
  reader: Reader,
  order: OrderRecord,
  input: ChangeRequest,
  cause: ChangeCause,
): Promise<ChangePlan> {
  const units = wantedUnits(order, input.items)
  const asked = units.length > 0 ? units : currentUnits(order)
  const setting = await settingOf(reader, order, asked)
  const facts: CancelFacts = {
    ...commonFacts(reader, order, asked, setting),
    asks: sizeOf(asked, order.units),
    reason: cause.remedy ? (setting.resolved.get('cancel.reasons')[0] ?? null) : (input.reason ?? null),
  }
  const decision = decideCancel(setting.resolved, facts)
  refuseIfRefused(decision)
  if (units.length === 0) refuse('nothing_to_cancel', {}, 'There is nothing left to cancel on this order.')
  assertFree(order, units)
  // What we are late with ourselves is canceled all the same.
  if (!cause.remedy) assertNothingOwed(order, units)
  const wholeOrder = facts.asks === 'order'
  const refund = await planRefund(reader, {
    order,
    ...(wholeOrder ? { everythingLeft: true } : { unitIds: units.map((unit) => unit.id) }),
    parts: { goods: true, shipping: wholeOrder, fees: wholeOrder },
  })
  return {
    kind: 'cancel',
    order,
    units: units.map((unit) => ({ unit, to: null })),
    decision,
    facts,
    scope: setting.scope,
    policyVersionId: setting.policyVersionId,
    ...askedBy(reader, setting.resolved, order, 'cancel', decision.request),
    confirmWithinMinutes: decision.confirmWithinMinutes ?? setting.resolved.get('cancel.confirm.within'),
    differenceMinor: 0,
    method: null,
    refund: refund.amountMinor > 0 ? refund : null,
    details: { wholeOrder },
  }
}

async function planAddress(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const address = input.address ?? invalid('address', 'Send the new address.', 'address_missing')
  const units = currentUnits(order)
  const setting = await settingOf(reader, order, units)
  const facts: ChangeFacts = {
    ...commonFacts(reader, order, units, setting),
    change: 'address',
    fromCountry: order.row.ship_to_country,
    toCountry: address.country,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  assertCooledDown(reader, setting.resolved, (await findCustomer(reader, order.row.customer_id)).contactChangedAt)
  return {
    kind: 'address',
    order,
    units: [],
    decision,
    facts,
    scope: setting.scope,
    policyVersionId: setting.policyVersionId,
    ...askedBy(reader, setting.resolved, order, 'address', decision.request),
    confirmWithinMinutes: setting.resolved.get('cancel.confirm.within'),
    differenceMinor: 0,
    method: null,
    refund: null,
    details: { address, fromAddress: order.row.ship_to },
  }
}

function assertCooledDown(reader: Reader, resolved: Resolved, contactChangedAt: Date | null): void {
  const until = cooldownUntil({ contactChangedAt }, resolved.get('change.cooldown'), reader.now)
  if (until) refuse('cooldown', { until: until.toISOString() }, cooldownWords)
}

export const cooldownWords =
  'Your sign-in details changed a short while ago, so for now we only send to the address on the order. A person can help if it’s urgent.'

function wantedUnits(order: OrderRecord, items: ChangeRequest['items']): UnitRow[] {
  const left = unitsLeft(order)
  if (!items || items.length === 0) {
    const free = left.filter((unit) => whatHoldsMoney(order, unit) === undefined)
    // Only what is held is left: naming it says what is in the way.
    return free.length > 0 ? free : left
  }
  const chosen: UnitRow[] = []
  for (const [index, wanted] of items.entries()) {
    const item = itemOf(order, wanted.item)
    if (!item) refuse('item_not_in_order', { param: `items[${index}].item` }, 'This item is not on the order.')
    const theirs = left.filter((unit) => unit.item_id === item.id && !chosen.includes(unit))
    if (theirs.length < wanted.quantity) {
      refuse(
        'item_not_in_order',
        { param: `items[${index}].quantity`, left: theirs.length },
        `There are only ${theirs.length} of these left on the order.`,
      )
    }
    chosen.push(...freeFirst(order, theirs).slice(0, wanted.quantity))
  }
  return chosen
}
