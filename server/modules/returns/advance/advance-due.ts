import { findCustomer } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { findStore } from '#modules/stores'
import { timer } from '#platform/jobs/timer'
import { endOfLocalDayAfter } from '#platform/time'
import type { Work } from '#platform/work'
import { zoneOf } from '#platform/zone-of'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnOverdue, returnReminded } from '../events.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { resolvedOf } from '../resolved-of.ts'
import { handOverOver } from '../timers/tokens.ts'
import { hasBegunBack, nextMoment } from './advance-rules.ts'
import { chargeOrAsk } from './charge-advance.ts'
import { returnOfReplacement, saveAdvance } from './save-advance.ts'
import { advanceDue } from './timers.ts'

/** The new one arrived: from now on there is time for the old one, with reminders (policy `advance.*`). */
export async function startAdvance(work: Work, replacementId: string): Promise<void> {
  const returnId = await returnOfReplacement(work, replacementId)
  if (!returnId) return
  const { record, orders } = await lockReturn(work, returnId)
  const [order] = orders
  const { advance, row } = record
  if (!advance || !order || advance.due_at || advance.closed_at || row.canceled_at || row.closed_at) return
  const resolved = await resolvedOf(work, order)
  const zone = await zoneFor(work, order)
  const dueAt = endOfLocalDayAfter(work.now, resolved.get('advance.return_due'), zone)
  const graceUntil = endOfLocalDayAfter(dueAt, resolved.get('advance.grace'), zone)
  await saveAdvance(work, advance, { due_at: dueAt, grace_until: graceUntil })
  // A code or slot that was given out while the new one was still on its way lives as long as there is time.
  const short = record.parcels.filter(
    (parcel) => parcel.state === 'open' && parcel.expires_at && parcel.expires_at < graceUntil,
  )
  await saveReturn(work, record, {
    row: { hand_over_by: dueAt },
    parcels: short.map((parcel) => ({ id: parcel.id, set: { expires_at: graceUntil } })),
  })
  // Its own deadlines take over: nobody is reminded of the same thing twice.
  await work.clearTimer(handOverOver, returnId)
  const first = nextMoment(resolved, work.now, graceUntil, 0)
  await work.setTimer(
    advanceDue,
    first.at,
    { returnId, deliveredAt: work.now.toISOString(), reminder: first.reminder },
    { key: returnId },
  )
}

/** A reminder, or the end of the grace. What is on its way, or back, is left alone. */
export const advanceDueTimer = timer(advanceDue, async (work, { returnId, deliveredAt, reminder }) => {
  const { record, orders } = await lockReturn(work, returnId)
  const [order] = orders
  const { advance, row } = record
  if (!advance?.due_at || !advance.grace_until || advance.closed_at || row.canceled_at || row.closed_at) return
  if (!order || hasBegunBack(record)) return
  if (reminder === null) return await endGrace(work, record, order)
  await work.emit(returnReminded, aboutReturn(record), {
    returnId,
    orderIds: orderIdsOf(record),
    reminder,
    dueAt: advance.due_at.toISOString(),
  })
  const resolved = await resolvedOf(work, order)
  const next = nextMoment(resolved, new Date(deliveredAt), advance.grace_until, reminder + 1)
  await work.setTimer(advanceDue, next.at, { returnId, deliveredAt, reminder: next.reminder }, { key: returnId })
})

async function endGrace(work: Work, record: ReturnRecord, order: OrderRecord): Promise<void> {
  const asked = await chargeOrAsk(work, record, order)
  await work.emit(returnOverdue, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    charge: asked,
  })
}

async function zoneFor(work: Work, order: OrderRecord): Promise<string> {
  const [customer, store] = [await findCustomer(work, order.row.customer_id), await findStore(work)]
  return zoneOf(
    { country: order.row.ship_to_country, region: order.row.ship_to.region },
    customer.timeZone ?? store.timeZone,
  )
}
