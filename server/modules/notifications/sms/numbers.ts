import { identityIdsOf } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { NotificationTables, SmsNumberRow } from '../tables.ts'

const db = tablesOf<NotificationTables>()

/** The number that a shopper gave for texts, proved or not. */
export async function numberOf(reader: Reader, customerId: string): Promise<SmsNumberRow | undefined> {
  return await db(reader)
    .selectFrom('sms_number')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [customerId, ...(await identityIdsOf(reader, customerId))])
    .orderBy('confirmed_at', (order) => order.desc().nullsLast())
    .executeTakeFirst()
}

/** The proved number of a shopper, unless it said STOP. */
export async function confirmedNumber(reader: Reader, customerId: string): Promise<string | undefined> {
  const row = await numberOf(reader, customerId)
  return row?.confirmed_at && !(await isStopped(reader, row.number)) ? row.number : undefined
}

/** Whether a number said STOP. */
export async function isStopped(reader: Reader, number: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('sms_stop')
    .select('number')
    .where('store_id', '=', reader.storeId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row !== undefined
}

/** Nothing goes to this number any more, whichever account names it. */
export async function stopNumber(work: Work, number: string): Promise<void> {
  await db(work)
    .insertInto('sms_stop')
    .values({ store_id: work.storeId, number, stopped_at: work.now })
    .onConflict((conflict) => conflict.columns(['store_id', 'number']).doNothing())
    .execute()
}

/** Whoever has this number wants texts again. */
export async function startNumber(work: Work, number: string): Promise<void> {
  await db(work).deleteFrom('sms_stop').where('store_id', '=', work.storeId).where('number', '=', number).execute()
}

/** The shopper who proved this number, the last one of several; null where nobody did. */
export async function ownerOfNumber(reader: Reader, number: string): Promise<string | null> {
  const row = await db(reader)
    .selectFrom('sms_number')
    .select('customer_id')
    .where('store_id', '=', reader.storeId)
    .where('number', '=', number)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at', 'desc')
    .executeTakeFirst()
  return row?.customer_id ?? null
}
