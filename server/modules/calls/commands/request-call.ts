import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { findCustomer } from '#modules/customers'
import {
  findConversation,
  findSubject,
  loadConversations,
  openConversation,
  postNotice,
  requireWelcome,
  waitByPhone,
  type ConversationRow,
} from '#modules/conversations'
import { callDesk, waitForCall } from '#modules/routing'
import { findStore } from '#modules/stores'
import { countTry, type TallyRule } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { ApiError, assert, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import { limits } from '../../../limits.ts'
import type { CallRequest, calls } from '../contract.ts'
import { isAffordable } from '../call-cost.ts'
import { callAsked } from '../events.ts'
import { openStates } from '../machine.ts'
import { callPolicy } from '../policy.ts'
import { presentRequest } from '../present.ts'
import { readNumber, type CheckedNumber } from '../read-number.ts'
import { requireFreeTime } from '../call-slots.ts'
import { isCallTime } from '../call-times.ts'
import { saveRequest } from '../requests.ts'
import type { CallRequestRow, CallSource, CallTables, CallWay } from '../tables.ts'
import { timesFor, zoneFor } from '../times.ts'
import { timeHasComeToken } from '../tokens.ts'
import { firstWords } from '../words.ts'

const db = tablesOf<CallTables>()

type Input = z.output<(typeof calls)['POST /call-requests']['input']>

/**
 * Somebody wants to be called, now or at a time. One open request for each shopper and topic: another one answers the first. What is
 * counted against fraud stays counted when it is refused.
 */
export async function requestCall(context: RawContext<Input>, request: FastifyRequest): Promise<CallRequest> {
  const asked = await context.transact((work) => askForCall(work, context.input, request.ip))
  if ('pauseUntil' in asked)
    throw new ApiError(
      'rate_limited',
      'too_many_calls',
      'That were many calls for one day. A message reaches us any time.',
    )
  return asked.request
}

/** The same in a transaction that is open. */
export async function askForCall(
  work: Work,
  input: Input,
  networkAddress: string,
): Promise<{ request: CallRequest } | { pauseUntil: Date }> {
  const matter = await matterOf(work, input)
  const whose = matter.customerId ?? matter.visitorId ?? ''
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calls ${work.storeId} ${whose}`}, 0))`.execute(work.db)
  const open = await openOf(work, whose)
  const same = open.find(({ topic }) => topic === matter.topic)
  if (same) return { request: await presentRequest(work, same) }
  if (open.length >= limits.calls.openPerShopper)
    refuse('too_many_open', undefined, 'You have several calls open already. One of them can be moved or canceled.')
  await requireWelcome(work, { customerId: matter.customerId, visitorId: matter.visitorId }, 'call')
  const way = await wayOf(work, input)
  const number = way === 'phone' ? await numberOf(work, input, matter.customerId) : { number: '' }
  const timeZone = await zoneFor(work, { ...input, customerId: matter.customerId, ...number })
  const at = input.at === undefined ? null : await chosenTime(work, input.at, timeZone, number.number)
  if (at === null) await requireSomebody(work, timeZone)
  const pauseUntil = await count(work, number.number, networkAddress)
  if (pauseUntil) return { pauseUntil }
  const conversation = matter.conversation ?? (await begin(work, input, matter.customerId))
  const row = await insert(work, { ...matter, conversation, source: 'asked', way, number: number.number, timeZone, at })
  return { request: await presentRequest(work, await startWaiting(work, row)) }
}

interface Matter {
  conversation: ConversationRow | undefined
  customerId: string | null
  visitorId: string | null
  topic: string
  about: { kind: string; id: string } | null
  orderId: string | null
}

async function matterOf(work: Work, input: Input): Promise<Matter> {
  if (input.conversation !== undefined) return await matterOfConversation(work, input.conversation)
  const { actor } = work
  if (actor.kind === 'visitor')
    return invalid('conversation', 'Please write first what it is about; then we call you about that.', 'missing_field')
  const named = actor.kind === 'shopper' || actor.kind === 'guest' ? actor.customerId : input.customer
  if (named === undefined)
    return invalid('customer', 'Say whom to call: customer should be a shopper’s id.', 'missing_field')
  const about = actor.kind === 'guest' ? { kind: 'order' as const, id: actor.orderId } : input.about
  const subject = about ? await findSubject(work, about) : undefined
  const { id: customerId } = await findCustomer(work, named)
  const topic = subject ? (subject.orderId ? `order:${subject.orderId}` : `${subject.kind}:${subject.id}`) : 'help'
  return {
    conversation: undefined,
    customerId,
    visitorId: null,
    topic,
    about: subject ? { kind: subject.kind, id: subject.id } : null,
    orderId: subject?.orderId ?? null,
  }
}

async function matterOfConversation(work: Work, anyId: string): Promise<Matter> {
  const found = await findConversation(work, anyId)
  const root = found.merged_into ? (await loadConversations(work, [found.merged_into])).get(found.merged_into) : found
  assert(root, 'what a conversation is merged into exists')
  return {
    conversation: root,
    customerId: root.customer_id,
    visitorId: root.visitor_id,
    topic: root.order_id ? `order:${root.order_id}` : `conversation:${root.id}`,
    about: root.about_kind && root.about_id ? { kind: root.about_kind, id: root.about_id } : null,
    orderId: root.order_id,
  }
}

async function openOf(work: Work, whose: string): Promise<CallRequestRow[]> {
  return await db(work)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where((row) => row.or([row('customer_id', '=', whose), row('visitor_id', '=', whose)]))
    .where('state', 'in', [...openStates])
    .execute()
}

async function wayOf(work: Work, { way = 'phone' }: Input): Promise<CallWay> {
  if (!(await callPolicy(work)).ways.includes(way))
    invalid('way', 'The store does not offer this way to speak. Another one works.', 'way_not_offered')
  return way
}

/** The number to call, in E.164: the one that was given, else the one on file. */
export async function numberOf(
  work: Work,
  input: { number?: string | undefined },
  customerId: string | null,
): Promise<CheckedNumber> {
  const { country } = await findStore(work)
  const rules = { ...(await callPolicy(work)), country }
  const onFile = customerId === null ? null : (await findCustomer(work, customerId)).phone
  const text = input.number ?? onFile
  return text ? readNumber(text, rules) : invalid('number', 'Which number may we call?', 'missing_field')
}

/** A time at which somebody works and that disturbs nobody; refuses with what would be right. */
export async function chosenTime(work: Work, text: string, timeZone: string, number: string): Promise<Date> {
  const at = new Date(text)
  if (at < work.now) return invalid('at', 'This time has passed. Any later one works.', 'time_passed')
  if (at > addDays(work.now, (await callPolicy(work)).daysAhead))
    return invalid('at', 'This is too far ahead to promise. A time in the next days works.', 'too_far_ahead')
  if (!isCallTime(await timesFor(work, timeZone, number), at))
    return invalid(
      'at',
      'Nobody would be there then, or it is late where you are. Please choose one of our times.',
      'no_call_time',
    )
  await requireFreeTime(work, at)
  return at
}

/** Nobody is told to wait by the phone where nobody is. */
export async function requireSomebody(work: Work, timeZone: string): Promise<void> {
  const { desk } = await callDesk(work, { intent: null, locale: null })
  if (!desk.openNow)
    refuse(
      'nobody_here_now',
      { opensAt: desk.opensAt?.toISOString() ?? null, timeZone },
      'Nobody is at the phone right now. Choose a time, and we call you then.',
    )
}

/**
 * Counts what could cost money by fraud; answers until when no more of it is done.
 * @param number empty where no telephone rings
 * @param networkAddress undefined where it was counted already
 */
export async function count(work: Work, number: string, networkAddress?: string): Promise<Date | undefined> {
  const { perNumber, perAddress, perDay } = await callPolicy(work)
  const tooMany = async (rule: TallyRule, who: string) => {
    const { allowed, endsAt } = await countTry(work, rule, who)
    return allowed ? undefined : endsAt
  }
  // A store's own system speaks for all of its shoppers.
  const isCounted = work.actor.kind !== 'key' && networkAddress !== undefined
  const pauseUntil =
    (isCounted ? await tooMany(perAddress, networkAddress) : undefined) ??
    (number ? await tooMany(perNumber, number) : undefined)
  if (pauseUntil || !number) return pauseUntil
  if (!(await isAffordable(work, number))) return addDays(work.now, 1)
  // What is refused to one shopper is not to end the day of all others.
  return await tooMany(perDay, work.storeId)
}

async function begin(work: Work, input: Input, customerId: string | null): Promise<ConversationRow> {
  const customer = customerId === null ? undefined : await findCustomer(work, customerId)
  const locale = input.locale ?? customer?.locale ?? undefined
  const byKey = work.actor.kind === 'key' && customer
  const { conversation } = await openConversation(work, {
    text: input.text || firstWords(locale),
    channel: 'call',
    about: input.about,
    ...(locale === undefined ? {} : { locale }),
    ...(byKey
      ? { customerId: customer.id, author: { kind: 'shopper' as const, id: customer.id, name: customer.name } }
      : {}),
  })
  await waitByPhone(work, conversation.id)
  return conversation
}

/** Writes a request, and tells of it. */
export async function insert(
  work: Work,
  given: Matter & {
    conversation: ConversationRow
    source: CallSource
    way: CallWay
    number: string
    timeZone: string
    at: Date | null
  },
): Promise<CallRequestRow> {
  const row = await db(work)
    .insertInto('call_request')
    .values({
      store_id: work.storeId,
      id: work.newId('cll'),
      conversation_id: given.conversation.id,
      customer_id: given.customerId,
      visitor_id: given.visitorId,
      topic: given.topic,
      about_kind: given.about?.kind ?? null,
      about_id: given.about?.id ?? null,
      order_id: given.orderId,
      source: given.source,
      way: given.way,
      number: given.number,
      time_zone: given.timeZone,
      state: given.at ? 'scheduled' : 'waiting',
      asked_at: work.now,
      wanted_at: given.at,
      next_at: given.at,
      waiting_from: given.at ?? work.now,
      tries: 0,
      agreed: '',
      version: 1,
    })
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a request that was inserted is there')
  const payload = { requestId: row.id, conversationId: row.conversation_id, at: given.at?.toISOString() ?? null }
  await work.emit(callAsked, { kind: 'call', id: row.id, orderId: row.order_id ?? undefined }, payload)
  return row
}

/** It waits in the queue from now on, or until its time has come. */
export async function startWaiting(work: Work, row: CallRequestRow): Promise<CallRequestRow> {
  if (row.next_at) {
    await work.setTimer(timeHasComeToken, row.next_at, { requestId: row.id }, { key: row.id })
    await postNotice(work, row.conversation_id, 'call_asked', { at: row.next_at.toISOString() })
    return row
  }
  const contact = await waitForCall(work, row.conversation_id, { waitingFrom: row.waiting_from })
  await postNotice(work, row.conversation_id, 'call_asked')
  return await saveRequest(work, row, { contact_id: contact.id, waiting_from: contact.waiting_from })
}
