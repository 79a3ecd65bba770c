import { findCustomer } from '#modules/customers'
import {
  evidenceFactsOf,
  evidenceOf,
  type EvidenceVerdict,
  loadShipments,
  NO_EVIDENCE,
  parcelFactOf,
  type ShipmentRecord,
  speaksForDelivery,
} from '#modules/deliveries'
import { findVariantsById, type OrderRecord, type UnitRow } from '#modules/orders'
import {
  type DamagedDecision,
  type DamagedFacts,
  type Decision,
  decideDamaged,
  decideDeliveredNotReceived,
  decideNotReceived,
  type DeliveredNotReceivedFacts,
  engineModeFor,
  type EngineMode,
  loadPolicyFor,
  type NotReceivedFacts,
  type PolicyScope,
  type Reason,
  type Resolved,
  resolvePolicy,
  type StockFacts,
} from '#modules/policy'
import { findSellers } from '#modules/sellers'
import { findStore, type StoreRecord } from '#modules/stores'
import { assess, type Assessment } from '#modules/trust'
import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { zoneOf } from '#platform/zone-of'
import type { Reader } from '#platform/work'
import type { ProblemKind } from './contract.ts'
import { byHand } from './by-hand.ts'
import { conditionFacts, uploadLimits } from './condition-facts.ts'
import { type Guarantee, guaranteeOf, reasonsForAdvance, reasonsForSeller } from './guarantee.ts'
import { type ConditionKind, isCondition } from './rules.ts'
import type { ProblemTables, Verdict } from './tables.ts'

const db = tablesOf<ProblemTables>()

/** What a problem is about, before anything is decided. */
export interface Matter {
  order: OrderRecord
  kind: ProblemKind
  units: UnitRow[]
  shipmentId: string | null
  /** Reports about one parcel within 24 h are one loss. */
  lossId: string
  openedAt: Date
  ownDoorAnswer: boolean | null
  /** The problem that is decided again; left out of the counts of others. */
  problemId: string
  /** It hurt somebody, or could. */
  unsafe?: boolean
  /** It may not travel back. */
  hazardous?: boolean
  /** The shopper was told that the money is theirs once a wait is over. */
  promised?: boolean
}

/** A decision with everything it rests on. */
export interface Case {
  matter: Matter
  decision: Decision
  /** The same decision with what only broken, wrong and incomplete things have; null for everything else. */
  damaged: DamagedDecision | null
  mode: EngineMode
  facts: Record<string, unknown>
  scope: PolicyScope
  policyVersionId: string
  policyVersionNumber: number
  resolved: Resolved
  store: StoreRecord
  zone: string
  shipment: ShipmentRecord | null
  evidence: EvidenceVerdict | null
  assessment: Assessment
  value: { amountMinor: number; currency: string }
  /** For what a third-party seller sold. */
  guarantee: Guarantee | null
}

/** Gathers the facts and lets the rules decide. Reads only; the caller stores the decision. */
export async function decideProblem(reader: Reader, matter: Matter): Promise<Case> {
  const { order } = matter
  const value = {
    amountMinor: matter.units.reduce((sum, unit) => sum + unit.goods_minor, 0),
    currency: order.row.currency,
  }
  const [store, customer, version, shipments] = await Promise.all([
    findStore(reader),
    findCustomer(reader, order.row.customer_id),
    loadPolicyFor(reader, { placedAt: order.row.placed_at, history: order.row.history }),
    loadShipments(reader, [order.row.id]),
  ])
  const scope = await scopeOf(reader, matter, customer.tier, value)
  const resolved = resolvePolicy(version.ruleset, scope)
  const stock = await stockFacts(reader, matter, resolved.get('dnr.second_loss_days'))
  const shipment = shipments.find((each) => each.row.id === matter.shipmentId) ?? null
  const evidence = shipment
    ? await evidenceOf(reader, shipment, { order, resolved, ownDoorAnswer: matter.ownDoorAnswer })
    : null
  const zone = zoneOf(
    { country: order.row.ship_to_country, region: order.row.ship_to.region },
    customer.timeZone ?? store.timeZone,
  )
  const assessed = await assess(reader, order.row.customer_id, {
    resolved,
    claim: { kind: matter.kind, value, deliveredAt: shipment?.row.delivered_at ?? null, lossId: matter.lossId },
    addressChangedAt: resolved.get('address.change.rescore') ? order.row.address_changed_at : null,
    // That it came is no evidence against its being broken.
    contraryEvidence: evidence !== null && !isCondition(matter.kind) && speaksForDelivery(evidence),
    guest: reader.actor.kind === 'guest',
  })
  const assessment = await withPromised(reader, matter, assessed, resolved.get('dnr.instant.count_days'))
  const known = { shipment, evidence, assessment, stock, value, zone, storeCountry: store.country }
  const deliveredAt = shipment?.row.delivered_at
  const facts: Facts =
    isCondition(matter.kind) && deliveredAt
      ? { about: 'condition', ...(await damagedFactsOf(reader, matter, matter.kind, { ...known, deliveredAt })) }
      : factsOf(reader, matter, known)
  const [decision, damaged] = decideOn(resolved, matter.kind, facts)
  const mode = engineModeFor(resolved, { customerId: order.row.customer_id, reason: engineReasonOf(matter.kind) })
  const guarantee = await guaranteeOf(reader, {
    ...matter,
    unsafe: matter.unsafe === true,
    promised: matter.promised === true,
    resolved,
    zone,
    shipment,
    riskBand: assessment.band,
    decision,
  })
  return {
    matter,
    decision,
    damaged,
    mode,
    facts: { ...facts, score: assessment.score, scoreReasons: assessment.reasons },
    scope,
    policyVersionId: version.id,
    policyVersionNumber: version.number,
    resolved,
    store,
    zone,
    shipment,
    evidence,
    assessment,
    value,
    guarantee,
  }
}

/**
 * What was offered for other losses and only has to be taken counts as given: else whoever reports everything first and takes
 * everything afterwards would never be counted.
 */
async function withPromised(reader: Reader, matter: Matter, assessment: Assessment, days: number): Promise<Assessment> {
  if (isCondition(matter.kind)) return assessment
  const { identity, signals, history } = assessment
  const rows = await db(reader)
    .selectFrom('problem')
    .select('loss_id')
    .distinct()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...identity.own, ...identity.linked])
    .where('kind', 'in', ['delivered_not_received', 'not_received'])
    .where('state', 'in', ['open', 'waiting'])
    .where('opened_at', '>=', addDays(reader.now, -days))
    .where('id', '!=', matter.problemId)
    .execute()
  const given = new Set(
    signals
      .filter((signal) => signal.kind === 'not_received_remedy' && signal.voided_at === null)
      .map((signal) => signal.details.lossId),
  )
  const promised = rows.filter((row) => row.loss_id !== matter.lossId && !given.has(row.loss_id))
  return {
    ...assessment,
    history: { ...history, notReceivedRemedies: history.notReceivedRemedies + promised.length },
  }
}

/** Whether the seller is asked, and the guarantee stands behind it, instead of what the rules give for the store's own stock. */
export function isForSeller({ mode, guarantee }: Pick<Case, 'mode' | 'guarantee'>): boolean {
  return mode === 'live' && guarantee !== null && !guarantee.advance
}

/** The parts of a case that the problem keeps beside itself. */
export function verdictOf(found: Case): Verdict {
  const { decision, damaged, mode, evidence, assessment, policyVersionNumber } = found
  const live = mode === 'live'
  return {
    // In shadow the engine decides and logs, and a person acts.
    outcome: !live ? 'person' : isForSeller(found) ? 'now' : decision.outcome,
    rowId: decision.rowId,
    rowGroup: decision.rowGroup,
    reasons: reasonsOf(found),
    policyVersion: String(policyVersionNumber),
    riskBand: assessment.band,
    evidence: evidence && {
      verdict: evidence.verdict,
      reasons: evidence.reasons.map(({ code, words }) => ({ code, words })),
      ...(evidence.distanceMeters === null ? {} : { distanceMeters: evidence.distanceMeters }),
      ...(evidence.uncertaintyMeters === null ? {} : { uncertaintyMeters: evidence.uncertaintyMeters }),
    },
    statement: live && decision.statement && !isForSeller(found),
    audit: live && decision.audit,
    secureNextDelivery: decision.secureNextDelivery,
    decideWithinHours: decision.decideWithinHours ?? 24,
    onSilence: live ? decision.onSilence : 'lead',
    leadWithinHours: decision.leadWithinHours,
    mode: live ? 'live' : 'shadow',
    engineOutcome: decision.outcome,
    ...(found.guarantee ? { guarantee: found.guarantee } : {}),
    ...(damaged
      ? {
          condition: {
            asked: [...damaged.photos.asked],
            missing: damaged.photos.missing,
            keep: damaged.keep,
            ...uploadLimits(found.resolved),
          },
        }
      : {}),
  }
}

/** What the shopper reads of it depends on whose it was, and on who acts. */
function reasonsOf(found: Case): Reason[] {
  const { reasons } = found.decision
  if (found.mode !== 'live') return [...byHand]
  if (isForSeller(found)) return reasonsForSeller(reasons)
  return found.guarantee ? reasonsForAdvance(reasons) : [...reasons]
}

type Facts =
  | (DeliveredNotReceivedFacts & { about: 'delivered' })
  | (NotReceivedFacts & { about: 'not_received' | 'by_hand' })
  | (DamagedFacts & { about: 'condition' })

function decideOn(resolved: Resolved, kind: ProblemKind, facts: Facts): [Decision, DamagedDecision | null] {
  if (facts.about !== 'condition') return [decide(resolved, kind, facts), null]
  const damaged = decideDamaged(resolved, facts)
  return [damaged, damaged]
}

function decide(resolved: Resolved, kind: ProblemKind, facts: Exclude<Facts, { about: 'condition' }>): Decision {
  if (facts.about === 'delivered') return decideDeliveredNotReceived(resolved, facts)
  const decision = decideNotReceived(resolved, facts)
  if (facts.about === 'not_received') return decision
  // Something is wrong with a thing that no parcel is known to have brought: a person finds out.
  return {
    ...decision,
    kind: 'not_received',
    rowId: `by_hand.${kind}`,
    rowGroup: 'by_hand',
    outcome: 'person',
    remedies: ['replacement', 'refund'],
    reasons: byHand,
    decideWithinHours: 24,
    onSilence: 'lead',
  }
}

interface Known {
  shipment: ShipmentRecord | null
  evidence: EvidenceVerdict | null
  assessment: Assessment
  stock: StockFacts
  value: Case['value']
  zone: string
  storeCountry: string
}

async function damagedFactsOf(
  reader: Reader,
  matter: Matter,
  problem: ConditionKind,
  known: Known & { deliveredAt: Date },
): Promise<DamagedFacts> {
  return {
    ...(await conditionFacts(reader, { ...matter, hazardous: matter.hazardous === true })),
    now: reader.now,
    reportedAt: matter.openedAt,
    deliveredAt: known.deliveredAt,
    zone: known.zone,
    problem,
    riskBand: known.assessment.band,
    value: known.value,
    stock: known.stock.stock,
    unsafe: matter.unsafe === true,
  }
}

function factsOf(reader: Reader, matter: Matter, known: Known): Exclude<Facts, { about: 'condition' }> {
  const { order } = matter
  const { shipment, assessment } = known
  const common = {
    ...assessment.history,
    ...known.stock,
    now: reader.now,
    reportedAt: matter.openedAt,
    zone: known.zone,
    riskBand: assessment.band,
    value: known.value,
  }
  if (matter.kind === 'delivered_not_received' && shipment?.row.delivered_at) {
    return {
      ...common,
      about: 'delivered',
      deliveredAt: shipment.row.delivered_at,
      evidence: known.evidence ? evidenceFactsOf(known.evidence) : NO_EVIDENCE,
    }
  }
  const tracked = shipment !== null && shipment.row.first_scan_at !== null
  return {
    ...common,
    about: isCondition(matter.kind) ? 'by_hand' : 'not_received',
    placedAt: order.row.placed_at,
    promisedBy: shipment?.row.promised_deliver_by ?? order.row.promised_deliver_by,
    parcel: shipment
      ? parcelFactOf(
          shipment.row.state,
          tracked,
          shipment.row.shipped_at !== null || order.row.dispatch_started_at !== null,
        )
      : 'not_shipped',
    lastScanAt: shipment?.row.last_scan_at ?? null,
    crossBorder: order.row.ship_to_country !== known.storeCountry,
  }
}

function engineReasonOf(kind: ProblemKind) {
  if (kind === 'delivered_not_received') return 'dnr'
  return kind === 'not_received' || kind === 'late' ? kind : 'damage'
}

async function scopeOf(
  reader: Reader,
  { order, units }: Matter,
  tier: string | null,
  value: Case['value'],
): Promise<PolicyScope> {
  const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
  const sellerId = items.find((item) => item.seller_id)?.seller_id ?? null
  const [seller] = await findSellers(reader, sellerId ? [sellerId] : [])
  return {
    country: order.row.ship_to_country,
    category: items[0]?.category ?? null,
    seller: seller?.reference ?? null,
    tier,
    value,
    businessBuyer: order.row.business_buyer,
  }
}

/** Whether as many are in stock as were lost, and whether this address has lost a parcel before. */
async function stockFacts(reader: Reader, matter: Matter, secondLossDays: number): Promise<StockFacts> {
  const wanted = new Map<string, number>()
  let unknown = false
  for (const unit of matter.units) {
    if (unit.variant_id === null) unknown = true
    else wanted.set(unit.variant_id, (wanted.get(unit.variant_id) ?? 0) + 1)
  }
  const [variants, second] = await Promise.all([
    findVariantsById(reader, [...wanted.keys()]),
    lostHereBefore(reader, matter, secondLossDays),
  ])
  const stocks = [...wanted].map(([variantId, count]) => {
    const stock = variants.get(variantId)?.stock ?? null
    return stock === null ? 'unknown' : stock >= count ? 'enough' : 'short'
  })
  const stock = stocks.includes('short') ? 'short' : unknown || stocks.includes('unknown') ? 'unknown' : 'enough'
  return { stock, secondLossAtAddress: second }
}

/** Another loss at the same door, whoever ordered it (policy `dnr.second_loss_days`). One that turned up does not count. */
async function lostHereBefore(reader: Reader, { order, lossId, problemId }: Matter, days: number): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('problem')
    .select(sql<number>`1`.as('one'))
    .where('store_id', '=', reader.storeId)
    .where('ship_to_key', '=', order.row.ship_to_key)
    .where('opened_at', '>=', addDays(reader.now, -days))
    .where('kind', 'in', ['delivered_not_received', 'not_received'])
    .where('state', '=', 'remedied')
    .where('loss_id', '!=', lossId)
    .where('id', '!=', problemId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
