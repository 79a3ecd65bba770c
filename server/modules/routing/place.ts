import { type RawBuilder, sql } from 'kysely'
import { loadCalendar, type OpeningHours } from '#modules/calendars'
import { findConversation, firstName, loadConversations } from '#modules/conversations'
import { findStaff } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { findOpenContact, urgency, waitedSeconds } from './contacts.ts'
import type { Place } from './contract.ts'
import { deskAt, type DeskNow } from './desk-now.ts'
import { channelOf, factsOf } from './matter.ts'
import { routingPolicy, type RoutingPolicy } from './policy.ts'
import { findQueue, loadQueues, queueFor } from './queues.ts'
import { type Channel, chooseQueue, estimateWait } from './rules.ts'
import type { ContactRow, QueueRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** Where a conversation that the actor may see stands, and what works meanwhile. */
export async function placeOf(reader: Reader, { id: anyId }: { id: string }): Promise<Place> {
  const found = await findConversation(reader, anyId)
  const rootId = found.merged_into ?? found.id
  const root = (await loadConversations(reader, [rootId])).get(rootId) ?? found
  const contact = await findOpenContact(reader, root.id)
  const policy = await routingPolicy(reader)
  if (contact?.state === 'held') return await withPerson(reader, contact)
  if (contact) {
    const desk = await deskAt(reader, await findQueue(reader, contact.queue_id), contact.team_id)
    return waitingPlace(reader, contact, await countAhead(reader, contact), desk, policy)
  }
  const channel = channelOf(root.channel) ?? 'chat'
  const queues = await openQueues(reader)
  const facts = await factsOf(reader, root, { channel, intent: root.intent, queues })
  const { queue } = await queueFor(reader, facts, { among: queues, conversationPriority: 0 })
  return notWaiting(await deskAt(reader, queue, root.team_id ?? queue.team_id), policy)
}

interface ContactQuestion {
  /** `kind:id` of what it will be about. */
  about?: string | undefined
  intent?: string | null | undefined
}

/** Before anybody wrote: is a person there, how long would it take, what works now. */
export async function contactOptions(
  reader: Reader,
  { about, intent = about?.startsWith('return:') ? 'return' : null }: ContactQuestion,
): Promise<Place> {
  const facts = { channel: 'chat' as const, intent, locale: null, orderMinor: null }
  const queue = chooseQueue(await openQueues(reader), facts)
  const policy = await routingPolicy(reader)
  return notWaiting(queue ? await deskAt(reader, queue, queue.team_id) : nobody, policy)
}

const nobody: DeskNow = {
  openNow: false,
  opensAt: null,
  waiting: 0,
  isSomebodyFree: false,
  isSomebodyIdle: false,
  accepted: [],
  at: new Date(0),
}

// Before the first contact there may be none; they are made with it.
async function openQueues(reader: Reader): Promise<QueueRow[]> {
  const queues = await loadQueues(reader)
  return queues.length > 0 ? queues : [noQueue(reader)]
}

function noQueue({ storeId }: Reader): QueueRow {
  const nothing = { team_id: null, calendar_id: null, skill: null, archived_at: null }
  return {
    store_id: storeId,
    id: 'que_everything',
    name: '',
    place: 0,
    priority: 0,
    version: 0,
    matches: {},
    ...nothing,
  }
}

async function withPerson(reader: Reader, contact: ContactRow): Promise<Place> {
  const person = (await findStaff(reader, [contact.staff_id ?? ''])).get(contact.staff_id ?? '')
  return {
    state: 'with_person',
    ahead: null,
    waitSeconds: null,
    person: { name: firstName(person?.name ?? '') },
    openNow: true,
    opensAt: null,
    offers: ['message'],
  }
}

function waitingPlace(reader: Reader, contact: ContactRow, ahead: number, desk: DeskNow, policy: RoutingPolicy): Place {
  const waitSeconds = contact.channel === 'mail' ? null : estimateOf(desk, ahead, contact.channel, policy)
  const waited = waitedSeconds(contact, reader.now)
  const isSoon = desk.openNow && waitSeconds !== null && Math.max(waitSeconds.to, waited) <= policy.overflowSeconds
  return {
    state: desk.openNow || contact.channel === 'mail' ? 'waiting' : 'closed',
    ahead: desk.openNow && contact.channel !== 'mail' ? ahead : null,
    waitSeconds: desk.openNow ? waitSeconds : null,
    person: null,
    openNow: desk.openNow,
    opensAt: desk.openNow ? null : (desk.opensAt?.toISOString() ?? null),
    offers: isSoon ? ['message', 'call_me', 'self_service'] : ['message', 'call_me', 'mail', 'self_service'],
  }
}

function notWaiting(desk: DeskNow, policy: RoutingPolicy, channel: Channel = 'chat'): Place {
  const waitSeconds = desk.openNow ? estimateOf(desk, desk.waiting, channel, policy) : null
  const isSoon = waitSeconds !== null && waitSeconds.to <= policy.overflowSeconds
  return {
    state: desk.openNow ? 'none' : 'closed',
    ahead: desk.openNow ? desk.waiting : null,
    waitSeconds,
    person: null,
    openNow: desk.openNow,
    opensAt: desk.openNow ? null : (desk.opensAt?.toISOString() ?? null),
    offers: isSoon ? ['message', 'call_me', 'self_service'] : ['message', 'call_me', 'mail', 'self_service'],
  }
}

function estimateOf(desk: DeskNow, ahead: number, channel: Channel, policy: RoutingPolicy) {
  return estimateWait({
    now: desk.at,
    ahead,
    isSomebodyFree: channel === 'call' ? desk.isSomebodyIdle : desk.isSomebodyFree,
    offerSeconds: policy.offerSeconds[channel],
    accepted: desk.accepted,
  })
}

/** How many stand before it, with whoever the same people serve. An offered one is next. */
async function countAhead(reader: Reader, contact: ContactRow): Promise<number> {
  if (contact.state !== 'waiting' || contact.channel === 'mail') return 0
  const rank = sql<number>`row_number() over (order by ${await urgency(reader)} desc, waiting_from, id)`
  const ranked = db(reader)
    .selectFrom('contact')
    .select(['id', rank.as('rank')])
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .where('channel', '=', contact.channel)
    .where(sameTeam(contact.team_id))
    .as('ranked')
  const row = await db(reader).selectFrom(ranked).select('rank').where('id', '=', contact.id).executeTakeFirst()
  return Math.max(0, Number(row?.rank ?? 1) - 1)
}

function sameTeam(teamId: string | null): RawBuilder<boolean> {
  return sql<boolean>`team_id is not distinct from ${teamId}`
}

/** When people answer calls about a matter: the hours of the queue that takes it, and whether somebody is there now. */
export async function callDesk(
  reader: Reader,
  { intent, locale }: { intent: string | null; locale: string | null },
): Promise<{ hours: OpeningHours; desk: DeskNow; place: Place }> {
  const queue = chooseQueue(await openQueues(reader), { channel: 'call', intent, locale, orderMinor: null })
  const hours = await loadCalendar(reader, queue?.calendar_id ?? null)
  const desk = queue ? await deskAt(reader, queue, queue.team_id) : nobody
  return { hours, desk, place: notWaiting(desk, await routingPolicy(reader), 'call') }
}
