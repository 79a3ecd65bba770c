import type { ScanRow, ShipmentInput } from '#contract/deliveries'
import {
  addScansInBulk,
  shipmentIdsByReference,
  upsertShipments,
  type ShipmentOutcome,
  type ShipmentUpsert,
} from '#modules/deliveries'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { findReplacementsByReference } from '#modules/replacements'
import { parseReference } from '#platform/reference'
import type { Reader, Work } from '#platform/work'
import { isHistory } from '../connection.ts'
import { ordersNamed, orderUnknown } from './find-orders.ts'
import type { ImportSource, RowOutcome } from './writer.ts'

/** Shipments with the orders, or replacement orders, that they name. */
export async function writeShipments(
  work: Work,
  source: ImportSource,
  rows: readonly ShipmentInput[],
): Promise<RowOutcome[]> {
  const stored = await storeShipments(work, source, rows)
  return rows.map((row, index) => {
    const outcome = stored[index]
    if (!outcome) return orderUnknown(row.order)
    return outcome.problem ? { problem: outcome.problem } : outcome.outcome
  })
}

/** What became of each; undefined where its order is unknown. */
export async function storeShipments(
  work: Work,
  source: ImportSource,
  rows: readonly ShipmentInput[],
): Promise<(ShipmentOutcome | undefined)[]> {
  const found = await findTargets(work, source.name, rows)
  const known = rows.filter((row) => found.has(row.order))
  const upserts = known.map((input): ShipmentUpsert => ({ input, ...(found.get(input.order) as Target) }))
  const written = await upsertShipments(work, source.name, upserts, {
    history: (input) => isOld(source, input, found.get(input.order)),
  })
  const outcomes = new Map(known.map((row, index) => [row, written[index]]))
  return rows.map((row) => outcomes.get(row))
}

/** Scans, by the shipments that they name. */
export async function writeScans(work: Work, source: ImportSource, rows: readonly ScanRow[]): Promise<RowOutcome[]> {
  const ids = await shipmentsNamed(
    work,
    source.name,
    rows.map((row) => row.shipment),
  )
  const known = rows.filter((row) => ids.has(row.shipment))
  const additions = known.map(({ shipment, ...scan }) => ({ shipmentId: ids.get(shipment) as string, scan }))
  const written = await addScansInBulk(work, additions, { history: (scan) => isHistory(source.cutoff, scan.at) })
  const outcomes = new Map(known.map((row, index) => [row, written[index]?.outcome ?? 'unchanged']))
  return rows.map((row) => outcomes.get(row) ?? shipmentUnknown(row.shipment))
}

interface Target {
  order: OrderRecord
  replacement?: { id: string; unitIds: string[] }
}

/** A shipment names its order or, when it is the parcel of a replacement, the storefront's replacement order. */
async function findTargets(
  reader: Reader,
  source: string,
  rows: readonly ShipmentInput[],
): Promise<Map<string, Target>> {
  const names = rows.map((row) => row.order)
  const targets = new Map<string, Target>(
    [...(await ordersNamed(reader, source, names))].map(([name, order]) => [name, { order }]),
  )
  const rest = names.filter((name) => !targets.has(name))
  const replacements = await findReplacementsByReference(reader, rest)
  const orders = await loadOrders(
    reader,
    [...replacements.values()].map((replacement) => replacement.row.order_id),
  )
  for (const [name, { row, units }] of replacements) {
    const order = orders.find((each) => each.row.id === row.order_id)
    if (order) targets.set(name, { order, replacement: { id: row.id, unitIds: units.map((unit) => unit.new_unit_id) } })
  }
  return targets
}

function isOld(source: ImportSource, input: ShipmentInput, target: Target | undefined): boolean {
  const promised = input.promisedDeliverBy ?? target?.order.row.promised_deliver_by
  return isHistory(source.cutoff, input.shippedAt ?? target?.order.row.placed_at, promised)
}

async function shipmentsNamed(reader: Reader, source: string, names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const [from, named] of Map.groupBy(new Set(names), (name) => parseReference(name)?.source ?? source)) {
    const ids = await shipmentIdsByReference(
      reader,
      from,
      named.map((name) => parseReference(name)?.reference ?? name),
    )
    for (const name of named) {
      const id = ids.get(parseReference(name)?.reference ?? name)
      if (id) found.set(name, id)
    }
  }
  return found
}

function shipmentUnknown(name: string): RowOutcome {
  return {
    problem: {
      code: 'shipment_unknown',
      message: `There is no shipment "${name}". Import shipments before their scans.`,
      param: 'shipment',
    },
  }
}
