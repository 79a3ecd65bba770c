import { storeFile } from '#modules/files'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { logisticsMachine } from '../machine.ts'
import { loadReturns } from '../queries.ts'
import type { ReturnParcelRow, ReturnTables } from '../tables.ts'
import { drawLabel } from './draw-label.ts'
import { announceIssued } from './issue-way.ts'
import { labelRequestOf } from './label-request.ts'
import { findParcel } from './parcels.ts'
import { type BoughtLabel, labelPort, type LabelRequest } from './ports.ts'
import { buyLabel, type ParcelJob, voidLabel } from './tokens.ts'

const db = tablesOf<ReturnTables>()
const actor = system('returns')

/**
 * Buys the label of a parcel once, makes the page of it and keeps that. Where no label service is connected, the page carries the
 * store's address and the return's own number, and the shopper hands it to any carrier.
 */
export const buyLabelJob = job<ParcelJob>(
  buyLabel,
  { retryLimit: 12, retryDelaySeconds: 5, retryDelayMaxSeconds: 900, timeoutSeconds: 60, concurrency: 2 },
  async (context, { parcelId }) => {
    const reader = context.read()
    const parcel = await findParcel(reader, parcelId)
    if (parcel?.label_state !== 'requested') return
    const [record] = await loadReturns(reader, [parcel.return_id])
    assert(record, 'a parcel belongs to a return')
    // Nobody has asked the service yet, and nobody will use it: then there is nothing to buy.
    if (parcel.state === 'canceled' && parcel.attempts === 0) return
    const request = await labelRequestOf(reader, record, parcel)
    const bought = await ask(context, parcel, request)
    if (bought.state === 'refused') {
      await context.transact((work) => keepRefusal(work, parcel, bought.reason ?? 'refused'), actor)
      return
    }
    const page = await drawLabel({
      ...request,
      carrier: bought.carrier,
      number: bought.trackingNumber ?? record.row.reference,
      title: `Return label ${record.row.reference}`,
    })
    const file = await storeFile(
      { app: context.app, transact: (run) => context.transact(run, actor) },
      { content: page, name: `return-${record.row.reference}.pdf`, owner: { kind: 'return', id: record.row.id } },
    )
    await context.transact((work) => keepLabel(work, parcel, bought, file.id), actor)
  },
)

async function ask(context: JobContext, parcel: ReturnParcelRow, request: LabelRequest): Promise<BoughtLabel> {
  if (!context.app.ports.has(labelPort))
    return { key: request.key, state: 'made', carrier: null, trackingNumber: null, cost: null, reason: null }
  const port = context.port(labelPort)
  await context.transact((work) => noteTry(work, parcel), actor)
  const known = parcel.attempts > 0 ? await port.lookUp(request.key) : undefined
  if (known) return known
  try {
    return await port.buy(request)
  } catch (error) {
    if (error instanceof OutsideError && error.outcome === 'refused')
      return { key: request.key, state: 'refused', carrier: null, trackingNumber: null, cost: null, reason: error.code }
    throw error
  }
}

// Written before the call, so that a try whose end nobody saw is looked up before the next.
async function noteTry(work: Work, parcel: ReturnParcelRow): Promise<void> {
  await db(work)
    .updateTable('return_parcel')
    .set((set) => ({ attempts: set('attempts', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', parcel.id)
    .execute()
}

async function keepLabel(
  work: Work,
  { id, return_id }: ReturnParcelRow,
  bought: BoughtLabel,
  fileId: string,
): Promise<void> {
  const { record } = await lockReturn(work, return_id)
  const parcel = record.parcels.find((each) => each.id === id)
  // Given back before it was bought: it is there now all the same, and has to be given back once more.
  const isLate = parcel?.label_state === 'voided' && parcel.state === 'canceled' && bought.state === 'made'
  if (!parcel || (parcel.label_state !== 'requested' && !isLate)) return
  const waiting = record.units.filter((unit) => unit.parcel_id === id && logisticsMachine.can(unit.logistics, 'issue'))
  await saveReturn(work, record, {
    parcels: [
      {
        id,
        set: {
          label_state: bought.state === 'voided' ? 'voided' : 'made',
          label_file_id: fileId,
          label_cost_minor: bought.cost?.currency === record.row.currency ? bought.cost.amountMinor : null,
          carrier: bought.carrier,
          tracking_number: bought.trackingNumber,
          failure_code: null,
        },
      },
    ],
    units:
      parcel.state === 'open' ? [{ ids: waiting.map((unit) => unit.unit_id), set: { logistics: 'label_issued' } }] : [],
  })
  // Another way was chosen while it was bought.
  if (parcel.state === 'canceled') await work.enqueue(voidLabel, { parcelId: id }, { key: `void:${parcel.label_key}` })
  else await announceIssued(work, record, parcel)
}

async function keepRefusal(work: Work, { id, return_id }: ReturnParcelRow, code: string): Promise<void> {
  const { record } = await lockReturn(work, return_id)
  const parcel = record.parcels.find((each) => each.id === id)
  if (parcel?.label_state !== 'requested') return
  await saveReturn(work, record, { parcels: [{ id, set: { label_state: 'failed', failure_code: code } }] })
}
