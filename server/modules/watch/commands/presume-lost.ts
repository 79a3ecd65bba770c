import { findShipment, type ShipmentRow } from '#modules/deliveries'
import { findVariantsById, lockOrder, type OrderRecord, type UnitRow } from '#modules/orders'
import { decideLost, engineModeFor, type LostFacts, recordDecision } from '#modules/policy'
import { reportProblem } from '#modules/problems'
import { ApiError } from '#platform/errors'
import type { Work } from '#platform/work'
import { shipmentPresumedLost } from '../events.ts'
import { putRight } from '../jobs/put-right.ts'
import { settingsOf, type Setting } from '../setting.ts'
import { noteOnFinding, recordFinding } from './record-finding.ts'

/** Whether a parcel's carrier says that it will never come. */
export function isDeclaredLost(state: ShipmentRow['state']): boolean {
  return state === 'lost' || state === 'damaged'
}

/**
 * Looks at one parcel under its order's lock. If it is lost, declared or by silence, and that was not found before: writes it
 * down and, where the policy helps unasked, opens the problem for the shopper and has it put right. In shadow it only decides.
 */
export async function presumeLost(work: Work, shipmentId: string): Promise<void> {
  const order = await lockOrder(work, (await findShipment(work, shipmentId)).row.order_id)
  const { row, unitIds } = await findShipment(work, shipmentId)
  if (row.history) return
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  const setting = (await settingsOf(work, [order], () => units)).get(order.row.id) as Setting
  const facts = lostFactsOf(row, setting, work.now, await stockOf(work, units))
  const decision = decideLost(setting.resolved, facts)
  if (decision.outcome !== 'now' && decision.outcome !== 'person') return
  const mode = engineModeFor(setting.resolved, { customerId: order.row.customer_id, reason: 'lost' })
  const subject = { kind: 'shipment', id: row.id }
  const findingId = await recordFinding(work, {
    kind: 'presumed_lost',
    subject,
    orderId: order.row.id,
    customerId: order.row.customer_id,
    details: { mode, ...(row.last_scan_at ? { since: row.last_scan_at.toISOString() } : {}) },
  })
  if (findingId === null) return
  if (mode !== 'off') {
    const decisionId = await recordDecision(work, {
      decision,
      facts,
      scope: setting.scope,
      policyVersionId: setting.version.id,
      mode,
      subject,
      customerId: order.row.customer_id,
      orderId: order.row.id,
    })
    await noteOnFinding(work, findingId, { decisionId })
  }
  const problemId = mode === 'live' && decision.unasked ? await openProblem(work, findingId, order, row) : null
  await work.emit(
    shipmentPresumedLost,
    { ...subject, orderId: order.row.id, customerId: order.row.customer_id },
    {
      findingId,
      shipmentId: row.id,
      declared: facts.declaredLost,
      problemId,
    },
  )
}

/** The facts about a parcel as the rules for lost ones read them. Stock matters only once it is decided what to send. */
export function lostFactsOf(
  row: ShipmentRow,
  { zone, crossBorder }: Setting,
  now: Date,
  stock: LostFacts['stock'] = 'unknown',
): LostFacts {
  return {
    now,
    promisedBy: row.promised_deliver_by,
    lastScanAt: row.last_scan_at,
    zone,
    crossBorder,
    tracked: row.first_scan_at !== null,
    declaredLost: isDeclaredLost(row.state),
    delivered: row.delivered_at !== null,
    laneRatio: null,
    stock,
    secondLossAtAddress: false,
  }
}

/** Opens the problem as if the shopper had told us, and has its first remedy taken. Answers null when there is nothing to open. */
async function openProblem(
  work: Work,
  findingId: string,
  order: OrderRecord,
  { id: shipmentId }: ShipmentRow,
): Promise<string | null> {
  try {
    const problemId = await reportProblem(work, { order: order.row.id, kind: 'not_received' }, { shipmentId })
    await noteOnFinding(work, findingId, { problemId })
    await work.enqueue(putRight, { problemId, findingId }, { key: problemId })
    return problemId
  } catch (error) {
    // Refused before anything was written: it is being put right already, or everything in it was made good for.
    if (!(error instanceof ApiError) || error.type !== 'refused') throw error
    await noteOnFinding(work, findingId, { stoppedBy: error.code })
    return null
  }
}

async function stockOf(work: Work, units: readonly UnitRow[]): Promise<LostFacts['stock']> {
  const variants = await findVariantsById(
    work,
    units.flatMap((unit) => unit.variant_id ?? []),
  )
  const counts = units.map((unit) => {
    const stock = variants.get(unit.variant_id ?? '')?.stock ?? null
    return stock === null
      ? 'unknown'
      : stock >= units.filter((each) => each.variant_id === unit.variant_id).length
        ? 'enough'
        : 'short'
  })
  if (counts.includes('short')) return 'short'
  return counts.length === 0 || counts.includes('unknown') ? 'unknown' : 'enough'
}
