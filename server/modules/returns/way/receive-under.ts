import type { OrderRecord } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnReceived } from '../events.ts'
import { inspectionMachine, logisticsMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { isLive } from '../rules.ts'
import type { ReturnParcelRow, ReturnReceiptRow, ReturnTables, ReturnUnitRow } from '../tables.ts'
import { momentCame } from './moment-came.ts'
import { fits } from './scan-parcel.ts'
import { setMoneyOverdue } from './set-money-overdue.ts'
import { parcelSilent, slotHeld } from './tokens.ts'
import { resolvedOf } from '../resolved-of.ts'

const db = tablesOf<ReturnTables>()

export type Finding = NonNullable<ReturnReceiptRow['finding']>

export interface ReceiptInput {
  id: string
  parcel?: string | undefined
  counts?: readonly { line: string; quantity: number }[] | undefined
  finding?: Finding | undefined
  inspectionFollows?: boolean | undefined
  note?: string | undefined
  files?: readonly string[] | undefined
}

/**
 * Receives goods of a return whose orders are locked: see `receiveGoods`. Refuses `not_possible_now`, `quantity_too_high`,
 * `line_unknown`, `note_required`.
 */
export async function receiveUnder(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  input: ReceiptInput,
): Promise<void> {
  const parcel = parcelOf(record, input)
  const expected = expectedUnits(record, parcel)
  const counted = countedUnits(record, expected, input)
  if (expected.length === 0)
    refuse(
      'not_possible_now',
      {},
      'All of this return has been received already. If something more came, note it as extra.',
    )
  const finding = input.finding ?? (counted.length < expected.length ? 'short' : 'complete')
  if (['empty', 'wrong_item', 'extra'].includes(finding) && !input.note)
    refuse('note_required', { finding }, 'Please say in a few words what was in the box.')
  const missing = missingUnits(expected, counted, input)
  await markReceived(work, record, parcel, { counted, missing, finding })
  const receipt = await writeReceipt(work, record, parcel, { input, counted, finding })
  await work.emit(returnReceived, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    receiptId: receipt.id,
    unitIds: counted.map((unit) => unit.unit_id),
    short: counted.length < expected.length,
    finding,
    ...(input.inspectionFollows ? { inspectionFollows: true } : {}),
  })
  const [first] = orders
  assert(first, 'a return takes from an order')
  const resolved = await resolvedOf(work, first)
  // A weight that did not fit brings a person in to look before money goes; somebody may be looking right now.
  const looksFirst = input.inspectionFollows || (parcel !== null && fits(parcel, resolved) === false)
  await momentCame(work, record, orders, {
    unitIds: looksFirst ? [] : counted.map((unit) => unit.unit_id),
    moment: 'receipt',
  })
  if (!record.row.closed_at) await setMoneyOverdue(work, record, orders, resolved)
}

function parcelOf(record: ReturnRecord, { id, parcel }: ReceiptInput): ReturnParcelRow | null {
  const named = record.parcels.find((each) => each.id === parcel || each.tracking_number === (parcel ?? id))
  if (named) return named
  const live = record.parcels.filter((each) => each.state !== 'canceled')
  return live.findLast((each) => each.state !== 'delivered') ?? live.at(-1) ?? null
}

/**
 * What was announced and is not counted yet; of a parcel of several, what should be in that one. What a person has not answered
 * yet may come all the same: it is counted, and its money waits for the answer.
 */
function expectedUnits(record: ReturnRecord, parcel: ReturnParcelRow | null): ReturnUnitRow[] {
  const lines = new Set(record.lines.filter((line) => isLive(line) && !line.keep).map((line) => line.id))
  const open = record.units.filter((unit) => lines.has(unit.line_id) && unit.received_at === null)
  const inside = parcel ? open.filter((unit) => unit.parcel_id === parcel.id) : []
  return inside.length > 0 ? inside : open
}

function countedUnits(record: ReturnRecord, expected: readonly ReturnUnitRow[], input: ReceiptInput): ReturnUnitRow[] {
  if (input.finding === 'empty' || (input.finding === 'wrong_item' && !input.counts)) return []
  if (!input.counts) return [...expected]
  const totals = new Map<string, number>()
  for (const { line, quantity } of input.counts) totals.set(line, (totals.get(line) ?? 0) + quantity)
  return [...totals].flatMap(([lineId, quantity]) => {
    const line = record.lines.find((each) => each.id === lineId)
    if (!line || !isLive(line)) refuse('line_unknown', { line: lineId }, 'This return has no such line.')
    // Others of the line may be on their way in another box: here they are all the same.
    const inBox = expected.filter((unit) => unit.line_id === lineId)
    const elsewhere = record.units.filter(
      (unit) => unit.line_id === lineId && unit.received_at === null && !inBox.includes(unit),
    )
    const units = [...inBox, ...elsewhere].slice(0, quantity)
    if (units.length < quantity)
      refuse(
        'quantity_too_high',
        { line: lineId, announced: units.length },
        units.length === 0
          ? 'All of this that was announced has been received already. Note what is more as extra.'
          : `Only ${units.length} of this were announced and not received yet. Count those, and note the rest as extra.`,
      )
    return units
  })
}

/** Not in a box that was said to be short, empty or with something else in it. Without such a word they may be in another box. */
function missingUnits(
  expected: readonly ReturnUnitRow[],
  counted: readonly ReturnUnitRow[],
  { finding }: ReceiptInput,
): ReturnUnitRow[] {
  if (finding !== 'short' && finding !== 'empty' && finding !== 'wrong_item') return []
  return expected.filter((unit) => !counted.includes(unit))
}

async function markReceived(
  work: Work,
  record: ReturnRecord,
  parcel: ReturnParcelRow | null,
  { counted, missing, finding }: { counted: ReturnUnitRow[]; missing: ReturnUnitRow[]; finding: Finding },
): Promise<void> {
  const verb = finding === 'wrong_item' ? ('findOther' as const) : ('findNothing' as const)
  const arrived = (unit: ReturnUnitRow) =>
    logisticsMachine.can(unit.logistics, 'deliver')
      ? { logistics: logisticsMachine.next(unit.logistics, 'deliver') }
      : {}
  await saveReturn(work, record, {
    parcels: parcel
      ? [
          {
            id: parcel.id,
            set: {
              state: 'delivered',
              delivered_at: parcel.delivered_at ?? work.now,
              first_scan_at: parcel.first_scan_at ?? work.now,
              slot: null,
              slot_until: null,
            },
          },
        ]
      : [],
    units: [
      ...counted.map((unit) => ({
        ids: [unit.unit_id],
        set: { ...arrived(unit), received_at: work.now, ...(parcel ? { parcel_id: parcel.id } : {}) },
      })),
      ...missing
        .filter((unit) => inspectionMachine.can(unit.inspection, verb))
        .map((unit) => ({
          ids: [unit.unit_id],
          set: { ...arrived(unit), inspection: inspectionMachine.next(unit.inspection, verb) },
        })),
    ],
  })
  if (!parcel) return
  await work.clearTimer(parcelSilent, parcel.id)
  await work.clearTimer(slotHeld, parcel.id)
}

async function writeReceipt(
  work: Work,
  record: ReturnRecord,
  parcel: ReturnParcelRow | null,
  { input, counted, finding }: { input: ReceiptInput; counted: readonly ReturnUnitRow[]; finding: Finding },
): Promise<ReturnReceiptRow> {
  const counts = record.lines
    .map((line) => ({ lineId: line.id, quantity: counted.filter((unit) => unit.line_id === line.id).length }))
    .filter(({ quantity }) => quantity > 0)
  const row = {
    store_id: work.storeId,
    id: work.newId('rcp'),
    return_id: record.row.id,
    parcel_id: parcel?.id ?? null,
    finding,
    note: input.note ?? null,
    file_ids: [...(input.files ?? [])],
    received_by: actorKey(work.actor),
    at: work.now,
  }
  await db(work)
    .insertInto('return_receipt')
    .values({ ...row, counts: JSON.stringify(counts) as never })
    .execute()
  return { ...row, counts }
}
