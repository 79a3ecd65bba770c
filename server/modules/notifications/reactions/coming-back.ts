import { returnDroppedOff, returnInspected, returnLabelIssued, returnLost, returnReceived } from '#events/returns'
import { loadOrders } from '#modules/orders'
import { loadReturns, orderIdsOf, type ReturnRecord } from '#modules/returns'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams, Things } from '../templates.ts'
import { thingsOf } from './things.ts'

/** The goods on their way back: what brings them, that they were handed over, and what was found. Money says itself. */
export const comingBackReactions = [
  on(returnLabelIssued, 'notifications.way-ready', async (work, { payload: { returnId, parcelId } }) => {
    const record = await find(work, returnId)
    const parcel = record?.parcels.find((each) => each.id === parcelId)
    if (!record || parcel?.state !== 'open' || parcel.kind === 'unannounced') return
    if (isToldWithItsCause(record, parcel)) return
    const { kind } = parcel
    await tell(work, record, 'way_ready', `way-ready:${parcelId}`, unitsIn(record, parcelId), (things) => ({
      things,
      kind,
      by: { day: parcel.expires_at ?? record.row.hand_over_by },
    }))
  }),

  on(returnDroppedOff, 'notifications.way-handed-over', async (work, { payload: { returnId, parcelId, unitIds } }) => {
    const record = await find(work, returnId)
    if (!record) return
    await tell(work, record, 'way_handed_over', `way-handed-over:${parcelId}`, unitIds, (things) => ({
      things,
      number: record.row.reference,
      money: moneyOf(record, unitIds),
    }))
  }),

  on(returnLost, 'notifications.way-lost', async (work, { payload: { returnId, parcelId, unitIds } }) => {
    const record = await find(work, returnId)
    if (!record) return
    const pays = record.row.resolution === 'refund' || record.row.resolution === 'store_credit' ? 'yes' : 'no'
    await tell(work, record, 'way_lost', `way-lost:${parcelId}`, unitIds, (things) => ({ things, pays }))
  }),

  // What a carrier says arrived is no news yet; what was counted is.
  on(returnReceived, 'notifications.way-received', async (work, { payload }) => {
    const { receiptId, returnId, unitIds, finding } = payload
    const record = receiptId ? await find(work, returnId) : undefined
    if (!record) return
    const looks = finding === 'empty' || finding === 'wrong_item' || (finding === 'short' && unitIds.length === 0)
    const about = unitIds.length > 0 ? unitIds : record.units.map((unit) => unit.unit_id)
    const money = moneyOf(record, about)
    if (!looks && money === 'later' && payload.inspectionFollows) return
    await tell(work, record, 'way_received', `way-received:${receiptId}`, about, (things) => ({
      things,
      finding: looks ? 'look' : 'fine',
      money,
    }))
  }),

  on(returnInspected, 'notifications.way-inspected', async (work, { id, payload }) => {
    const { returnId, unitIds, deduct, note, keptBack } = payload
    const record = await find(work, returnId)
    if (!record) return
    if (deduct.amountMinor > 0)
      await tell(work, record, 'way_deducted', `way-deducted:${id}`, unitIds, (things) => ({
        things,
        amount: deduct,
        note: note ?? '',
      }))
    if (keptBack)
      await tell(work, record, 'way_not_there', `way-not-there:${id}`, unitIds, (things) => ({
        things,
        note: note ?? '',
      }))
  }),
]

// What a new one that is sent first, or a withdrawal, opened by the way is in their mails; another way that is chosen later has its own.
function isToldWithItsCause({ row, advance }: ReturnRecord, parcel: ReturnRecord['parcels'][number]): boolean {
  const isFirst = parcel.created_at.getTime() === row.requested_at.getTime()
  return isFirst && (advance !== null || row.origin === 'withdrawal')
}

async function find(work: Work, returnId: string): Promise<ReturnRecord | undefined> {
  return (await loadReturns(work, [returnId]))[0]
}

// Money is spoken of only where some is still to come: what just goes back, or is exchanged, brings none.
function moneyOf({ units }: ReturnRecord, unitIds: readonly string[]): 'later' | 'none' {
  return units.some((unit) => unitIds.includes(unit.unit_id) && unit.money === 'planned') ? 'later' : 'none'
}

function unitsIn(record: ReturnRecord, parcelId: string): string[] {
  return record.units.filter((unit) => unit.parcel_id === parcelId).map((unit) => unit.unit_id)
}

async function tell<T extends TemplateName>(
  work: Work,
  record: ReturnRecord,
  template: T,
  dedupeKey: string,
  unitIds: readonly string[],
  params: (things: Things) => TemplateParams[T],
): Promise<void> {
  const [order] = await loadOrders(work, orderIdsOf(record).slice(0, 1))
  if (!order) return
  await queueNotification(work, {
    template,
    params: params(thingsOf(order, unitIds)),
    to: { customerId: record.row.customer_id },
    dedupeKey,
    about: { kind: 'return', id: record.row.id },
    orderId: order.row.id,
    order: order.row.reference,
    reference: record.row.reference,
    path: `/returns/${record.row.id}`,
  })
}
