import { cooldownUntil } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { type ChangeFacts, decideCancel, decideChange, type Decision, type Resolved } from '#modules/policy'
import { askedBy, oldOneFirstWords, whatHoldsMoney } from './plan-parts.ts'
import { cooldownWords } from './plan-change.ts'
import { changeableUnits, fulfilledBy, type ParcelFacts, sizeOf, stateOfUnits } from './rules.ts'

export interface AllowedChange {
  action: 'cancel' | 'request_cancel' | 'change_address' | 'change_variant' | 'change_payment'
  until: string | null
}

export interface NotAllowedChange {
  action: string
  code: string
  message: string
}

export interface ChangesFacts {
  order: OrderRecord
  resolved: Resolved
  parcels: readonly ParcelFacts[]
  now: Date
  /** Another change is under way. */
  pending: boolean
  /** Last change of the shopper's e-mail, phone or password: for a while nothing goes to a new address. */
  contactChangedAt?: Date | null
}

/** What can be changed about an item (or the whole order, without `itemId`) now, from the same rules that the commands use. */
export function allowedChanges(
  facts: ChangesFacts,
  itemId?: string,
): { allowed: AllowedChange[]; notAllowed: NotAllowedChange[] } {
  const { order, resolved } = facts
  const held = new Set(order.holds.map((hold) => hold.unit_id))
  const all = order.units.filter((unit) => unit.superseded_reason === null && !unit.canceled_at)
  const units = all.filter((unit) => itemId === undefined || unit.item_id === itemId)
  const free = changeableUnits(units, held)
  if (all.length === 0 || units.length === 0) return { allowed: [], notAllowed: [] }
  if (facts.pending)
    return {
      allowed: [],
      notAllowed: [
        {
          action: 'cancel',
          code: 'change_pending',
          message: 'A change is under way. We’ll tell you as soon as it’s done.',
        },
      ],
    }
  if (free.length === 0) return { allowed: [], notAllowed: [] }
  const state = stateOfUnits(
    order.row,
    free.map((unit) => unit.id),
    facts.parcels,
  )
  const base = {
    now: facts.now,
    placedAt: order.row.placed_at,
    fulfilledBy: fulfilledBy(order.items, free),
    state,
    itemsChangedBefore: order.row.items_changed_at !== null,
  }
  const cancel = decideCancel(resolved, {
    ...base,
    asks: sizeOf(free, order.units),
    reason: resolved.get('cancel.reasons')[0] ?? null,
  })
  const byRequest = askedBy(null, resolved, order, 'cancel', cancel.request).request !== null
  const allowed: AllowedChange[] = []
  const notAllowed: NotAllowedChange[] = []
  if (cancel.outcome === 'refused') notAllowed.push({ action: 'cancel', ...why(cancel) })
  else if (free.every((unit) => whatHoldsMoney(order, unit)))
    notAllowed.push({ action: 'cancel', code: 'unit_held', message: oldOneFirstWords })
  else
    allowed.push({
      action: byRequest ? 'request_cancel' : 'cancel',
      until: byRequest ? null : (cancel.selfServiceUntil?.toISOString() ?? null),
    })
  const zero = { amountMinor: 0, currency: order.row.currency }
  const tries: [AllowedChange['action'], ChangeFacts][] =
    itemId === undefined
      ? [
          [
            'change_address',
            {
              ...base,
              change: 'address',
              fromCountry: order.row.ship_to_country,
              toCountry: order.row.ship_to_country,
            },
          ],
          [
            'change_payment',
            {
              ...base,
              change: 'payment',
              tendersUsed: order.tenders.length,
              sameTender: false,
              total: zero,
              tender: { kind: 'other', balanceMinor: null },
            },
          ],
        ]
      : order.items.find((item) => item.id === itemId)?.product_id
        ? [
            [
              'change_variant',
              {
                ...base,
                change: 'variant',
                items: [{ sameProduct: true, sameVariant: false, available: true }],
                difference: zero,
                tender: null,
              },
            ],
          ]
        : []
  for (const [action, change] of tries) {
    const decision = decideChange(resolved, change)
    const cooling = action === 'change_address' && cooldownUntil(facts, resolved.get('change.cooldown'), facts.now)
    if (decision.outcome === 'refused') notAllowed.push({ action, ...why(decision) })
    else if (cooling) notAllowed.push({ action, code: 'cooldown', message: cooldownWords })
    else allowed.push({ action, until: null })
  }
  return { allowed, notAllowed }
}

function why(decision: Decision): { code: string; message: string } {
  return { code: decision.reasons[0]?.code ?? 'not_possible_now', message: decision.reasons[0]?.shopper ?? '' }
}
