import { customerIdsOf, findCustomer } from '#modules/customers'
import { familiesOf, findConversation, loadVisibleConversations } from '#modules/conversations'
import { findOrder } from '#modules/orders'
import { callDesk } from '#modules/routing'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import { maskPhoneNumber, showPhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Call, CallRequest } from './contract.ts'
import { presentAttempt, presentRequest } from './present.ts'
import { findPhoneLine } from './phone-line.ts'
import { callPolicy } from './policy.ts'
import { attemptsOf, findRequest, isOpenRequest } from './requests.ts'
import { freeTimes } from './call-slots.ts'
import { callTimes } from './call-times.ts'
import type { CallRequestRow, CallTables } from './tables.ts'
import { timesFor, zoneFor } from './times.ts'

const db = tablesOf<CallTables>()

/** One request as the actor may see it. */
export async function showRequest(reader: Reader, { id }: { id: string }): Promise<CallRequest> {
  return await presentRequest(reader, await findRequest(reader, id))
}

/** How the telephone line is, for whoever looks after it. */
export async function showPhoneLine(reader: Reader) {
  const line = await findPhoneLine(reader)
  if (!line) return { line: null }
  const people = await findStaff(reader, line.signedIn)
  const signedIn = line.signedIn.map((id) => ({ id, name: people.get(id)?.name ?? '' }))
  return { line: { ...line, since: line.since.toISOString(), signedIn } }
}

/** The actor's own, newest first. */
export async function listRequests(
  reader: Reader,
  { order }: { order?: string | undefined },
): Promise<{ data: CallRequest[] }> {
  const orderId = order === undefined ? undefined : (await findOrder(reader, order)).row.id
  const rows = await ownRequests(reader, orderId)
  return { data: await Promise.all(rows.map((row) => presentRequest(reader, row))) }
}

async function ownRequests(reader: Reader, orderId?: string): Promise<CallRequestRow[]> {
  const { actor } = reader
  const whose = actor.kind === 'shopper' || actor.kind === 'guest' ? await customerIdsOf(reader, actor.customerId) : []
  const visitorId = actor.kind === 'visitor' ? actor.visitorId : ''
  const rows = await db(reader)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where((row) => row.or([row('customer_id', 'in', [...whose, '']), row('visitor_id', '=', visitorId)]))
    .$if(orderId !== undefined, (query) => query.where('order_id', '=', orderId ?? ''))
    .orderBy('asked_at', 'desc')
    .limit(limits.calls.shown)
    .execute()
  const seen = await loadVisibleConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  return rows.filter((row) => seen.has(row.conversation_id))
}

/** Calls of a conversation with every try; the number only for whoever dials it by hand now. */
export async function callsOfConversation(
  reader: Reader,
  { id: anyId }: { id: string },
): Promise<{ data: { request: CallRequest; dial: { number: string; shown: string } | null; calls: Call[] }[] }> {
  const { id } = await findConversation(reader, anyId)
  const rows = await db(reader)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', (await familiesOf(reader, [id])).get(id) ?? [id])
    .orderBy('asked_at', 'desc')
    .limit(limits.calls.shown)
    .execute()
  const { country } = await findStore(reader)
  const tries = Map.groupBy(
    await attemptsOf(
      reader,
      rows.map((row) => row.id),
    ),
    (row) => row.request_id,
  )
  return {
    data: await Promise.all(
      rows.map(async (row) => {
        const attempts = tries.get(row.id) ?? []
        const isDialing = attempts.some(
          (each) =>
            each.by_hand &&
            each.state !== 'ended' &&
            reader.actor.kind === 'staff' &&
            each.staff_id === reader.actor.staffId,
        )
        return {
          request: await presentRequest(reader, row),
          dial: isDialing ? { number: row.number, shown: showPhoneNumber(row.number, country) } : null,
          calls: await Promise.all(attempts.map((each) => presentAttempt(reader, row, each))),
        }
      }),
    ),
  }
}

interface Question {
  conversation?: string | undefined
  about?: string | undefined
  timeZone?: string | undefined
}

/** Before asking: the number on file, how long it would take now, and times that can be promised. */
export async function callOptions(reader: Reader, { conversation, about, timeZone: browser }: Question) {
  const { actor } = reader
  const customerId =
    conversation === undefined
      ? actor.kind === 'shopper' || actor.kind === 'guest'
        ? (await findCustomer(reader, actor.customerId)).id
        : null
      : (await findConversation(reader, conversation)).customer_id
  const phone = customerId === null ? null : (await findCustomer(reader, customerId)).phone
  const timeZone = await zoneFor(reader, { timeZone: browser, customerId })
  const { desk, place } = await callDesk(reader, { intent: null, locale: null })
  const { daysAhead, ways } = await callPolicy(reader)
  const times = callTimes(
    await timesFor(reader, timeZone, phone ?? ''),
    addMinutes(reader.now, limits.calls.leadMinutes),
    {
      stepMinutes: limits.calls.timeStepMinutes,
      days: daysAhead,
      // Those that are full are left out.
      count: 3 * limits.calls.timesOffered,
    },
  )
  const free = await freeTimes(reader, times)
  const open = (await ownRequests(reader)).find((row) => isOpenRequest(row) && isAbout(row, { conversation, about }))
  return {
    number: phone ? maskPhoneNumber(phone) : null,
    ways,
    now: desk.openNow,
    waitSeconds: place.waitSeconds,
    opensAt: place.opensAt,
    timeZone,
    times: free.slice(0, limits.calls.timesOffered).map((at) => at.toISOString()),
    open: open ? await presentRequest(reader, open) : null,
  }
}

function isAbout(row: CallRequestRow, { conversation, about }: Question): boolean {
  if (conversation !== undefined) return row.conversation_id === conversation
  if (about !== undefined) return row.topic === about || `${row.about_kind}:${row.about_id}` === about
  return row.topic === 'help'
}
