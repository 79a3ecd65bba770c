import { type OrderRecord, type UnitRow } from '#modules/orders'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { openReturn } from '../commands/open-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnNeedsReview } from '../events.ts'
import { newParcel } from '../new-rows.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { resolvedOf } from '../resolved-of.ts'
import type { ReturnTables } from '../tables.ts'
import { approvalOver } from '../timers/tokens.ts'
import { type ReceiptInput, receiveUnder } from './receive-under.ts'

const db = tablesOf<ReturnTables>()

export type Cause = 'refused' | 'undeliverable' | 'no_label' | 'unknown'

interface Found {
  found: string
  cause: Cause
  note?: string | undefined
  files?: readonly string[] | undefined
  /** A person said no to it before: what becomes of its money is asked once more, now that the goods are here. */
  declined?: boolean
  /** Whose gift it was: theirs is the money, and whoever gave it learns nothing. */
  recipientId?: string | undefined
}

/** Goods of a return that was called off or declined came all the same: they are taken in under a new one. */
export async function takeEnded(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  input: ReceiptInput,
): Promise<string> {
  const [order] = orders
  const counts = input.counts && new Map(input.counts.map(({ line, quantity }) => [line, quantity]))
  const lines = record.lines.filter((line) => line.order_id === order?.row.id)
  const unitIds = new Set(
    lines.flatMap((line) => {
      const all = record.units.filter((unit) => unit.line_id === line.id).map((unit) => unit.unit_id)
      return counts ? all.slice(0, counts.get(line.id) ?? 0) : all
    }),
  )
  const units = order?.units.filter((unit) => unitIds.has(unit.id)) ?? []
  if (!order || units.length === 0) nothing()
  return await takeUnits(work, order, units, {
    found: record.row.reference,
    cause: 'unknown',
    note: input.note,
    files: input.files,
    declined: record.row.canceled_at === null,
    recipientId: record.row.origin === 'gift' ? record.row.customer_id : undefined,
  })
}

/** Takes units in under a return of their own. */
export async function takeUnits(
  work: Work,
  order: OrderRecord,
  units: readonly UnitRow[],
  input: Found,
): Promise<string> {
  const open = units.filter((unit) => unit.settled_by === null)
  // What was made good already just comes back.
  const chosen = open.length > 0 ? open : units
  const isRefused = input.cause === 'refused' || input.cause === 'undeliverable'
  const record = await openReturn(work, {
    order,
    unitIds: chosen.map((unit) => unit.id),
    reason: isRefused ? 'refused_delivery' : 'no_longer_needed',
    note: input.note ?? null,
    fileIds: input.files ?? [],
    origin: input.recipientId ? 'gift' : 'unannounced',
    recipientId: input.recipientId,
    about: { kind: 'parcel', id: input.found.slice(0, 100) },
    resolution: open.length === 0 ? 'none' : input.recipientId ? 'store_credit' : 'refund',
    refundAt: open.length > 0 ? 'receipt' : 'never',
    method: 'none',
  })
  await addParcel(work, record)
  if (input.declined && open.length > 0) await askAgain(work, record, order)
  await receiveUnder(work, record, [order], { id: record.row.id, note: input.note, files: input.files })
  return record.row.id
}

async function addParcel(work: Work, record: ReturnRecord): Promise<void> {
  const parcel = newParcel(work, {
    return_id: record.row.id,
    kind: 'unannounced',
    state: 'delivered',
    first_scan_at: work.now,
    delivered_at: work.now,
  })
  await db(work).insertInto('return_parcel').values(parcel).execute()
  record.parcels.push(parcel)
  const ids = record.units.map((unit) => unit.unit_id)
  await saveReturn(work, record, { units: [{ ids, set: { parcel_id: parcel.id } }] })
}

/** Its money waits for a lead's answer. */
async function askAgain(work: Work, record: ReturnRecord, order: OrderRecord): Promise<void> {
  const until = addHours(work.now, (await resolvedOf(work, order)).get('silence.lead_within'))
  await saveReturn(work, record, {
    row: { approve_by: until, on_silence: 'to_lead' },
    lines: [
      {
        ids: record.lines.map((line) => line.id),
        set: { approval: 'needs_review', approval_by: null, approval_at: null, approval_code: 'declined_and_sent' },
      },
    ],
  })
  await work.setTimer(approvalOver, until, { returnId: record.row.id }, { key: record.row.id })
  await work.emit(returnNeedsReview, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    codes: ['lead', 'declined_and_sent'],
    approveBy: until.toISOString(),
  })
}

export function nothing(): never {
  refuse(
    'nothing_to_return',
    {},
    'Nothing we know goes by this number. Try another one on the parcel, or the name on it.',
  )
}
