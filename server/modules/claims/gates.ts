import { isSentAgain, type OrderRecord, type UnitRow } from '#modules/orders'
import type { ClaimGround, Resolved } from '#modules/policy'
import type { ShipmentRecord } from '#modules/deliveries'
import { dayInWords } from '#platform/words'
import { endOfLocalDayAfter } from '#platform/time'

/** Why no claim can be opened, with what is possible instead. */
export interface NotClaimable {
  code:
    | 'not_sold_by_seller'
    | 'ground_not_offered'
    | 'claim_excluded'
    | 'claim_too_early'
    | 'claim_window_over'
    | 'chargeback_open'
    | 'already_refunded'
    | 'not_delivered_yet'
    | 'already_delivered'
  message: string
  details?: Record<string, unknown>
}

export interface GateFacts {
  now: Date
  zone: string
  resolved: Resolved
  order: OrderRecord
  ground: ClaimGround
  units: readonly UnitRow[]
  shipment: Pick<ShipmentRecord, 'row'> | null
  /** What the whole refund would be now; zero where everything came back already. */
  refundableMinor: number
  /** The shopper wrote to the seller about it inside the window: the right to claim stays. */
  wroteInTime: boolean
}

const missing: readonly ClaimGround[] = ['not_received', 'delivered_missing']
const condition: readonly ClaimGround[] = ['not_as_described', 'damaged', 'faulty']

/**
 * Whether a claim can be opened at all: windows and exclusions (policy `claim.grounds`, `claim.window`, `late.claim_opens`).
 * Null when nothing stands in the way; else why, in the shopper's words, with what to do instead.
 */
export function whyNotClaimable(facts: GateFacts): NotClaimable | null {
  const { order, ground, units, resolved } = facts
  const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
  if (items.some((item) => item.seller_id === null))
    return {
      code: 'not_sold_by_seller',
      message: 'We sold this one ourselves. Tell us what’s wrong, and we put it right.',
    }
  if (!resolved.get('claim.grounds').includes(ground))
    return { code: 'ground_not_offered', message: 'That isn’t covered here. A person can look at it with you.' }
  if (items.some((item) => item.kind !== 'physical'))
    return {
      code: 'claim_excluded',
      message: 'The guarantee is for things that are delivered. A person can look at this with you.',
    }
  const dispute = order.disputes.find((each) => each.state === 'open')
  if (dispute)
    return {
      code: 'chargeback_open',
      message: 'Your bank is already looking into this payment, so we wait for its answer. We keep your place.',
      details: { dispute: dispute.reference },
    }
  if (facts.refundableMinor === 0 && ground !== 'overcharged')
    return { code: 'already_refunded', message: 'Everything paid for this has already come back to you.' }
  return tooEarly(facts) ?? tooLate(facts)
}

function tooEarly({ now, zone, resolved, order, ground, units, shipment }: GateFacts): NotClaimable | null {
  const delivered = shipment?.row.delivered_at ?? null
  if (ground === 'not_received' && delivered)
    return { code: 'already_delivered', message: 'It’s marked delivered. Tell us that it isn’t there instead.' }
  if ((ground === 'delivered_missing' || condition.includes(ground)) && !delivered)
    return { code: 'not_delivered_yet', message: 'It isn’t marked delivered yet. If it doesn’t come, tell us then.' }
  if (ground !== 'not_received' && ground !== 'late') return null
  if (shipment && ['returning', 'returned', 'lost', 'damaged'].includes(shipment.row.state)) return null
  const promised = promisedBy(order, units, shipment)
  if (promised === null) return null
  const opens = endOfLocalDayAfter(promised, resolved.get('late.claim_opens'), zone)
  const at = ground === 'late' && delivered ? delivered : now
  if (at > opens) return null
  return ground === 'late' && delivered
    ? { code: 'claim_too_early', message: 'It came close to its day, so there’s nothing to make good for.' }
    : {
        code: 'claim_too_early',
        message: `It may still come. If it isn’t there by ${dayInWords(opens, zone)}, we put it right.`,
        details: { opensAt: opens.toISOString() },
      }
}

/** The window runs from the latest promised day, for what arrived from its arrival where that was later. */
function tooLate({ now, zone, resolved, order, ground, units, shipment, wroteInTime }: GateFacts): NotClaimable | null {
  if (wroteInTime) return null
  const delivered = shipment?.row.delivered_at ?? null
  const starts = [promisedBy(order, units, shipment), missing.includes(ground) ? null : delivered, order.row.placed_at]
  const start = new Date(Math.max(...starts.flatMap((date) => (date ? [date.getTime()] : []))))
  const over = endOfLocalDayAfter(start, resolved.get('claim.window'), zone)
  return now <= over
    ? null
    : {
        code: 'claim_window_over',
        message: `The guarantee ran until ${dayInWords(over, zone)}. A person can still look at it with you.`,
        details: { until: over.toISOString() },
      }
}

/** The latest day it was promised for; of what was sent again its own. */
export function promisedBy(
  order: OrderRecord,
  units: readonly UnitRow[],
  shipment: Pick<ShipmentRecord, 'row'> | null,
): Date | null {
  if (shipment?.row.promised_deliver_by) return shipment.row.promised_deliver_by
  return units.some((unit) => isSentAgain(order, unit)) ? null : order.row.promised_deliver_by
}
