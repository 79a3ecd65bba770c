import { sql } from 'kysely'
import { openConversation, type Party, waitByPhone } from '#modules/conversations'
import { findCustomersByPhone } from '#modules/customers'
import { listOrders } from '#modules/orders'
import { maskPhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { callerWords } from '../caller-words.ts'
import { openStates } from '../machine.ts'
import type { CallRequestRow, CallTables } from '../tables.ts'
import { count, insert, startWaiting } from './request-call.ts'

const db = tablesOf<CallTables>()

/** Whom a number may belong to. That it rings proves nothing. */
export interface Caller {
  customerId: string | null
  /** Of somebody known by the number alone. */
  visitorId: string | null
  name: string
  locale: string | null
}

/** The one shopper who has this number on file, or somebody known by the number alone. */
export async function callerOf(work: Work, number: string): Promise<Caller> {
  const [customer, another] = await findCustomersByPhone(work, number)
  if (customer && !another)
    return { customerId: customer.id, visitorId: null, name: customer.name, locale: customer.locale }
  await db(work)
    .insertInto('phone_caller')
    .values({ store_id: work.storeId, number, visitor_id: work.newId('vis') })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { visitor_id } = await db(work)
    .selectFrom('phone_caller')
    .select('visitor_id')
    .where('store_id', '=', work.storeId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return { customerId: null, visitorId: visitor_id, name: maskPhoneNumber(number), locale: null }
}

/** What is promised to a number already, however it was asked for. */
export async function openRequestOf(reader: Reader, number: string): Promise<CallRequestRow | undefined> {
  return await db(reader)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('number', '=', number)
    .where('state', 'in', [...openStates])
    .orderBy('asked_at')
    .executeTakeFirst()
}

export interface PhoneWish {
  caller: Caller
  number: string
  timeZone: string
  locale: string
  /** Null is as soon as possible. */
  at: Date | null
}

/**
 * Somebody who rang wants to be rung back: the same request as from a page, with the same limits, once for a number. Undefined where
 * it is enough for a day; what was counted stays counted.
 */
export async function askFromPhone(
  work: Work,
  { caller, number, timeZone, locale, at }: PhoneWish,
): Promise<CallRequestRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calls ${work.storeId} ${number}`}, 0))`.execute(work.db)
  const open = await openRequestOf(work, number)
  if (open) return open
  if (await count(work, number)) return undefined
  const { customerId, visitorId, name } = caller
  const orderId = customerId === null ? null : await onlyOrderOf(work, customerId)
  const about = orderId === null ? undefined : { kind: 'order' as const, id: orderId }
  const author: Party = customerId
    ? { kind: 'shopper', id: customerId, name }
    : { kind: 'visitor', id: visitorId, name }
  const { conversation } = await openConversation(work, {
    text: callerWords(locale, 'asked'),
    channel: 'call',
    author,
    verified: false,
    name,
    locale,
    about,
    ...(visitorId ? { visitorId } : {}),
  })
  await waitByPhone(work, conversation.id)
  const row = await insert(work, {
    conversation,
    customerId,
    visitorId,
    topic: `phone:${number}`,
    about: about ?? null,
    orderId,
    source: 'inbound',
    way: 'phone',
    number,
    timeZone,
    at,
  })
  return await startWaiting(work, row)
}

// Of several nobody knows which one it is about.
async function onlyOrderOf(reader: Reader, customerId: string): Promise<string | null> {
  const from = addDays(reader.now, -limits.calls.recentOrderDays)
  const { ids } = await listOrders(reader, { customerIds: [customerId], from, limit: 2 })
  return ids.length === 1 ? (ids[0] ?? null) : null
}
