import { sql } from 'kysely'
import { findCustomer, isFresh, ownSession, provedIdsOf, waysToProve, type CustomerRecord } from '#modules/customers'
import { queueNotification } from '#modules/notifications'
import { isOwnAccount } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { notFound, refuse } from '#platform/errors'
import { timerToken } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import { addDays, addHours } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { Deletion } from '../contract.ts'
import { openErasure, presentErasure, showDeletion } from '../erasures.ts'
import { erasureAsked, erasureCanceled } from '../events.ts'
import type { ErasureRow, PrivacyTables } from '../tables.ts'

const db = tablesOf<PrivacyTables>()

/** The last mail, a day before. */
export const farewellTimer = timerToken<{ erasureId: string }>('privacy.farewell')
export const dueTimer = timerToken<{ erasureId: string }>('privacy.erasure-due')

/** The signed-in shopper wants their account deleted. Asked twice it stays as it was asked first. */
export async function askDeletion(work: Work): Promise<Deletion> {
  const customer = await requireFreshShopper(work)
  await ask(work, customer)
  return await showDeletion(work)
}

/** The signed-in shopper keeps the account after all. */
export async function keepAccount(work: Work): Promise<Deletion> {
  const { customer } = await ownSession(work)
  await cancel(work, customer)
  return await showDeletion(work)
}

/** Somebody of the store does it for a shopper who asked by mail. Refuses `own_account`. */
export async function askErasureFor(work: Work, { id }: { id: string }): Promise<ReturnType<typeof presentErasure>> {
  const customer = await findCustomer(work, id)
  if (await isOwnAccount(work, customer.id))
    refuse('own_account', {}, 'This is your own account, so somebody else has to do it.')
  return presentErasure(await ask(work, customer), customer.name)
}

/** Stops a deletion for a shopper; 404 when none waits. */
export async function stopErasureFor(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  if (!(await cancel(work, await findCustomer(work, id)))) notFound('deletion')
  return { done: true }
}

/**
 * The shopper's own browser, in which it was proved a moment ago that it is theirs: also where they sign in at the store, because
 * what goes here cannot be brought back there. Refuses `proof_needed`.
 */
export async function requireFreshShopper(reader: Reader): Promise<CustomerRecord> {
  const own = await ownSession(reader)
  if (!isFresh(reader, own.session)) {
    const ways = await waysToProve(reader, own.ids)
    refuse('proof_needed', { ways }, 'Please show first that it is still you.')
  }
  return own.customer
}

async function ask(work: Work, customer: CustomerRecord): Promise<ErasureRow> {
  const open = await openErasure(work, await provedIdsOf(work, customer.id))
  if (open) return open
  const dueAt = addDays(work.now, limits.privacy.graceDays)
  const row = await db(work)
    .insertInto('erasure')
    .values({
      store_id: work.storeId,
      id: work.newId('ers'),
      customer_id: customer.id,
      state: 'asked',
      asked_by: actorKey(work.actor),
      asked_at: work.now,
      due_at: dueAt,
      closed_by: null,
      closed_at: null,
      version: 1,
    })
    // Asked twice at once, the other one is the one that stands.
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'customer_id']).where('state', '=', sql.lit('asked')).doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  if (!row) return (await openErasure(work, [customer.id])) ?? (await ask(work, customer))
  const about = { kind: 'erasure', id: row.id, customerId: customer.id }
  await work.emit(erasureAsked, about, { erasureId: row.id, dueAt: dueAt.toISOString() })
  const near = addHours(dueAt, -limits.privacy.farewellHours)
  await work.setTimer(farewellTimer, near, { erasureId: row.id }, { key: row.id })
  await work.setTimer(dueTimer, dueAt, { erasureId: row.id }, { key: row.id })
  await queueNotification(work, {
    template: 'erasure_asked',
    params: { at: { moment: dueAt } },
    to: { customerId: customer.id },
    dedupeKey: `erasure-asked:${row.id}`,
    about: { kind: 'erasure', id: row.id },
    path: '/account/data',
  })
  return row
}

/** What was asked for by somebody who was not the owner is taken back with all else that they did. */
export async function stopErasureSince(work: Work, customerId: string, since: Date): Promise<void> {
  await cancel(work, await findCustomer(work, customerId), since)
}

async function cancel(work: Work, customer: CustomerRecord, since = new Date(0)): Promise<boolean> {
  const open = await openErasure(work, await provedIdsOf(work, customer.id))
  if (!open || open.asked_at < since) return false
  const { numUpdatedRows } = await db(work)
    .updateTable('erasure')
    .set({ state: 'canceled', closed_by: actorKey(work.actor), closed_at: work.now, version: open.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', open.id)
    .where('version', '=', open.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await work.clearTimer(farewellTimer, open.id)
  await work.clearTimer(dueTimer, open.id)
  await work.emit(erasureCanceled, { kind: 'erasure', id: open.id, customerId: customer.id }, { erasureId: open.id })
  await queueNotification(work, {
    template: 'erasure_canceled',
    params: {},
    to: { customerId: customer.id },
    dedupeKey: `erasure-canceled:${open.id}`,
    about: { kind: 'erasure', id: open.id },
    path: '/account',
  })
  return true
}
