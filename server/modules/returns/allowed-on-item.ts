import type { ShipmentHead } from '#modules/deliveries'
import type { ItemRow, OrderRecord } from '#modules/orders'
import { decideReturn, type ReturnLineVerdict, type Resolved } from '#modules/policy'
import type { ReplacementRecord } from '#modules/replacements'
import type { ReturnRecord } from './record.ts'
import { isAskedFor, isLive } from './rules.ts'
import { inHandOf, lastArrival, selectUnits } from './select-units.ts'

export interface ReturnOnItemFacts {
  order: OrderRecord
  heads: readonly ShipmentHead[]
  /** The rules of the order as a whole. */
  resolved: Resolved
  zone: string
  tier: string | null
  now: Date
  /** Returns of the order, those that were called off too. */
  returns: readonly ReturnRecord[]
  /** The seller's reference; null for own stock. */
  seller: string | null
  /** Replacements of the order. */
  replacements: readonly ReplacementRecord[]
}

export interface ReturnOnItem {
  allowed: { action: 'return'; until: string | null }[]
  notAllowed: { action: string; code: string; message: string }[]
}

/** Whether something of an item can be sent back now, from the same rules as the command's; a person's weight is left for the quote. */
export function returnOnItem(facts: ReturnOnItemFacts, item: ItemRow): ReturnOnItem {
  const { free } = selectUnits(facts.order, item, facts.heads, inHandOf(facts.replacements))
  const [first] = free
  // What was canceled, is not there yet, was put right or is being looked into says so by itself.
  if (!first) return { allowed: [], notAllowed: [] }
  const reasons = Object.keys(facts.resolved.get('return.reasons'))
  const faults: readonly string[] = facts.resolved.get('return.reasons.fault')
  const plain = reasons.find((reason) => !faults.includes(reason))
  const fault = reasons.find((reason) => faults.includes(reason))
  const at = { deliveredAt: first.deliveredAt, valueMinor: first.unit.goods_minor }
  const verdict = plain ? verdictFor(facts, item, plain, at) : null
  if (verdict && verdict.approval !== 'refused')
    return { allowed: [{ action: 'return', until: verdict.until?.toISOString() ?? null }], notAllowed: [] }
  const faulty = fault ? verdictFor(facts, item, fault, at) : null
  if (faulty && faulty.approval !== 'refused')
    return { allowed: [{ action: 'return', until: faulty.until?.toISOString() ?? null }], notAllowed: [] }
  const no = verdict ?? faulty
  return {
    allowed: [],
    notAllowed: no
      ? [{ action: 'return', code: no.code ?? 'not_returnable', message: no.reasons[0]?.shopper ?? '' }]
      : [],
  }
}

function verdictFor(
  facts: ReturnOnItemFacts,
  item: ItemRow,
  reason: string,
  { deliveredAt, valueMinor }: { deliveredAt: Date | null; valueMinor: number },
): ReturnLineVerdict {
  const { row } = facts.order
  const { lines } = decideReturn(facts.resolved, {
    now: facts.now,
    zone: facts.zone,
    country: row.ship_to_country,
    tier: facts.tier,
    businessBuyer: row.business_buyer,
    riskBand: 'low',
    resolution: 'refund',
    informed: true,
    kept: 0,
    steppedDown: false,
    mode: 'live',
    lines: [
      {
        category: item.category,
        seller: facts.seller,
        kind: item.kind,
        hazardous: item.hazardous,
        finalSale: item.final_sale,
        returnable: item.returnable,
        begun: item.kind === 'digital',
        reason,
        delivered: true,
        deliveredAt,
        lastDeliveredAt: lastArrival(facts.heads),
        placedAt: row.placed_at,
        quantity: 1,
        valueEach: { amountMinor: valueMinor, currency: row.currency },
        photos: 0,
        returnedBefore: facts.returns.some(({ row, lines }) => isAskedFor(row.origin) && lines.some(isLive)),
      },
    ],
  })
  return lines[0] as ReturnLineVerdict
}
