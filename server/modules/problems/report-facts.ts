import { parcelsByUnit, promiseStateOf, type ShipmentHead } from '#modules/deliveries'
import { type ChangeRecord, changesOf } from '#modules/changes'
import { currentUnits, holdsByUnit, type OrderRecord } from '#modules/orders'
import { refuse } from '#platform/errors'
import type { ReplacementRecord } from '#modules/replacements'
import type { Reader } from '#platform/work'
import type { NotReportable, ReportFacts } from './rules.ts'

/** The facts about an order's units that say what can be reported about them. */
export function reportFactsOf(
  order: OrderRecord,
  parcels: readonly ShipmentHead[],
  replacements: readonly ReplacementRecord[],
  now: Date,
): ReportFacts {
  const again = new Map(replacements.flatMap(({ row, units }) => units.map((unit) => [unit.new_unit_id, row] as const)))
  const holds = holdsByUnit(order)
  const parcelOf = parcelsByUnit(order, parcels)
  return {
    now,
    orderPromisedBy: order.row.promised_deliver_by,
    gift: order.row.gift,
    units: currentUnits(order).map((unit) => {
      const parcel = parcelOf.get(unit.id)?.row
      const hold = holds.get(unit.id)
      const replacement = again.get(unit.id)
      const kind = order.items.find((item) => item.id === unit.item_id)?.kind ?? 'physical'
      return {
        unitId: unit.id,
        itemId: unit.item_id,
        canceled: unit.canceled_at !== null,
        settledBy: unit.settled_by,
        heldBy: hold ? { kind: hold.kind, refId: hold.ref_id } : null,
        intangible: kind !== 'physical',
        shipment: parcel
          ? {
              id: parcel.id,
              state: parcel.state,
              deliveredAt: parcel.delivered_at,
              promisedBy: parcel.promised_deliver_by,
              lastScanAt: parcel.last_scan_at,
            }
          : null,
        promiseAtRisk: (parcel !== undefined || !replacement) && isAtRisk(order, parcel, now),
        ...(replacement ? { sentAgain: { expectedBy: replacement.expected_by ?? replacement.promised_by } } : {}),
      }
    }),
  }
}

function isAtRisk(order: OrderRecord, parcel: ShipmentHead['row'] | undefined, now: Date): boolean {
  const { state } = promiseStateOf({
    promisedBy: parcel ? parcel.promised_deliver_by : order.row.promised_deliver_by,
    kind: parcel ? parcel.promise_kind : order.row.promise_kind,
    state: parcel?.state ?? 'label_created',
    deliveredAt: parcel?.delivered_at ?? null,
    attemptedAt: null,
    expectedAt: null,
    now,
    zone: 'UTC',
  })
  return state === 'at_risk'
}

/** Refuses while a change of the order is under way that could alter what a report would be about. */
export async function findPendingChange(reader: Reader, order: OrderRecord): Promise<void> {
  const why = changeInTheWay(await changesOf(reader, [order.row.id]))
  if (why) refuse(why.code, { about: why.about }, why.message)
}

/** The change that has to end before anything can be reported; null when none is. A cancellation holds its own units instead. */
export function changeInTheWay(
  changes: readonly { row: Pick<ChangeRecord['row'], 'id' | 'state' | 'kind'> }[],
): NotReportable | null {
  const open = changes.find(({ row }) => ['asked', 'pending', 'review'].includes(row.state) && row.kind !== 'cancel')
  return open
    ? {
        code: 'unit_held',
        message: 'A change of this order is still under way. We’ll tell you as soon as it’s done.',
        about: { kind: 'change', id: open.row.id },
      }
    : null
}
