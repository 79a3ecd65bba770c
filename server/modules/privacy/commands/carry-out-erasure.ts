import { closeConversations } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { queueNotification } from '#modules/notifications'
import { lockOrders } from '#modules/orders'
import { actorKey, system } from '#platform/auth/actor'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { unfinishedOf } from '../erasures.ts'
import { erasureDone } from '../events.ts'
import { forgetPerson } from '../forget-person.ts'
import { personOf } from '../person.ts'
import type { ErasureRow, PrivacyTables } from '../tables.ts'
import { dueTimer, farewellTimer } from './ask-erasure.ts'

const db = tablesOf<PrivacyTables>()
const actor = system('privacy.erasure')

/** A day before: the last mail, while there is still an address. */
export const farewell = timer(farewellTimer, async (work, { erasureId }) => {
  const row = await waiting(work, erasureId)
  if (!row) return
  await queueNotification(work, {
    template: 'erasure_near',
    params: { at: { moment: row.due_at } },
    to: { customerId: row.customer_id },
    dedupeKey: `erasure-near:${row.id}`,
    about: { kind: 'erasure', id: row.id },
    path: '/account/data',
  })
})

/** The day has come: what is under way is waited for, a week at a time; otherwise the person is forgotten, all at once. */
export const erasureDue = timer(dueTimer, async (asked, { erasureId }) => {
  const work = withActor(asked, actor)
  const row = await waiting(work, erasureId)
  if (!row) return
  // Whoever begins something with an order holds its lock: it is there before what is under way is looked at, or is refused after.
  await lockOrders(work, (await personOf(work, row.customer_id)).orderIds)
  if ((await unfinishedOf(work, row.customer_id)).length > 0) return await putOff(work, row)
  await db(work)
    .updateTable('erasure')
    .set({ state: 'done', closed_by: actorKey(actor), closed_at: work.now, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  const { email, locale } = await findCustomer(work, row.customer_id)
  const person = await personOf(work, row.customer_id)
  await closeConversations(work, person.conversationIds)
  await forgetPerson(work, person)
  // After everything is gone: this mail alone still has the address, until it has left.
  if (email !== null)
    await queueNotification(work, {
      template: 'erasure_done',
      params: {},
      to: { address: email, locale },
      dedupeKey: `erasure-done:${row.id}`,
      about: { kind: 'erasure', id: row.id },
    })
  await work.emit(erasureDone, { kind: 'erasure', id: row.id, customerId: row.customer_id }, { erasureId: row.id })
})

async function putOff(work: Work, row: ErasureRow): Promise<void> {
  const dueAt = addDays(work.now, limits.privacy.waitDays)
  await db(work)
    .updateTable('erasure')
    .set({ due_at: dueAt, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  await work.setTimer(dueTimer, dueAt, { erasureId: row.id }, { key: row.id })
}

async function waiting(work: Work, id: string): Promise<ErasureRow | undefined> {
  return await db(work)
    .selectFrom('erasure')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .forUpdate()
    .executeTakeFirst()
}
