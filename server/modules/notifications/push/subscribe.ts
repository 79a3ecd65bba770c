import { findCustomer, identityIdsOf } from '#modules/customers'
import { deviceName } from '#platform/auth/device-name'
import { listSessions } from '#platform/auth/sessions'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { RawContext } from '#platform/contract/routes'
import { limits } from '../../../limits.ts'
import { pushPort } from '../ports.ts'
import { selfOf } from '../self.ts'
import type { NotificationTables } from '../tables.ts'

const db = tablesOf<NotificationTables>()

interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** A browser may be pushed to from now on. The same browser again, of somebody else maybe, is theirs who signed in last. */
export async function subscribe(
  { app, transact }: RawContext<Subscription>,
  { endpoint, p256dh, auth }: Subscription,
  userAgent: string | undefined,
): Promise<void> {
  if (!app.ports.has(pushPort)) refuse('push_not_connected', {}, 'This store does not push.')
  if (Buffer.from(p256dh, 'base64url').length !== 65) invalid('p256dh', 'should be the key of the subscription')
  if (Buffer.from(auth, 'base64url').length !== 16) invalid('auth', 'should be the secret of the subscription')
  await transact(async (work) => {
    const { id: customerId } = await findCustomer(work, selfOf(work))
    const own = (await subscriptionsOf(work, customerId)).filter((row) => row.endpoint !== endpoint)
    // Whoever comes with one more has forgotten the oldest.
    const tooMany = own.slice(0, Math.max(0, own.length + 1 - limits.notifications.browsers)).map(({ id }) => id)
    if (tooMany.length > 0)
      await db(work)
        .deleteFrom('push_subscription')
        .where('store_id', '=', work.storeId)
        .where('id', 'in', tooMany)
        .execute()
    // Under a new id then: what waits to be pushed there was told to whoever had it before.
    await db(work)
      .deleteFrom('push_subscription')
      .where('store_id', '=', work.storeId)
      .where('endpoint', '=', endpoint)
      .where('customer_id', '!=', customerId)
      .execute()
    const row = {
      customer_id: customerId,
      p256dh,
      auth,
      name: deviceName(userAgent),
      session_id: work.actor.kind === 'shopper' ? (work.actor.sessionId ?? null) : null,
      created_at: work.now,
    }
    await db(work)
      .insertInto('push_subscription')
      .values({ store_id: work.storeId, id: work.newId('psh'), endpoint, ...row })
      .onConflict((conflict) => conflict.columns(['store_id', 'endpoint']).doUpdateSet(row))
      .execute()
  })
}

/** The browsers of a shopper, oldest first; those, too, that were subscribed before records with the same address became one. */
export async function subscriptionsOf(reader: Reader, customerId: string) {
  return await db(reader)
    .selectFrom('push_subscription')
    .select(['id', 'name', 'endpoint', 'created_at'])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', await identityIdsOf(reader, customerId))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** After sessions of a shopper were ended from elsewhere: browsers that are signed in no more are pushed to no more. */
export async function dropSignedOut(work: Work, customerId: string): Promise<void> {
  const { id } = await findCustomer(work, customerId)
  const ids = await identityIdsOf(work, id)
  const open = (await listSessions(work, 'shopper', ids)).map((session) => session.id)
  await db(work)
    .deleteFrom('push_subscription')
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', ids)
    .where(({ or, eb }) => or([eb('session_id', 'is', null), eb('session_id', 'not in', [...open, ''])]))
    .execute()
}

/** A browser is not pushed to any more. */
export async function unsubscribeBrowser(work: Work, { id }: { id: string }): Promise<void> {
  const { id: customerId } = await findCustomer(work, selfOf(work))
  const { numDeletedRows } = await db(work)
    .deleteFrom('push_subscription')
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', await identityIdsOf(work, customerId))
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) notFound('browser')
}
