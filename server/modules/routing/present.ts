import { findCustomers } from '#modules/customers'
import { firstWordsOf, loadConversations, loadVisibleConversations } from '#modules/conversations'
import { findStaff, findTeams, visibleTeams } from '#modules/staff'
import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { inTeams, waitedSeconds, waitingByQueue } from './contacts.ts'
import type { Contact, Presence, Queue } from './contract.ts'
import { openStates } from './machine.ts'
import { peopleOf, type PersonHere } from './people.ts'
import { routingPolicy } from './policy.ts'
import { presenceOf } from './presence.ts'
import { queuesById } from './queues.ts'
import type { ContactRow, PresenceRow, QueueRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** One contact as it is now, whoever asks: for what was found already. */
export async function findContact(reader: Reader, id: string): Promise<ContactRow> {
  const row = await db(reader)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('contact')
}

/** Contacts of a person in a state, oldest first. */
export async function contactsOf(reader: Reader, staffId: string, state: 'offered' | 'held'): Promise<ContactRow[]> {
  return await db(reader)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .where('state', '=', state)
    .orderBy(state === 'offered' ? 'offer_ends_at' : 'accepted_at')
    .orderBy('id')
    .execute()
}

/** What somebody held and lost, and that is not over, since an instant; as far as the actor may see it. */
export async function contactsLostBy(reader: Reader, staffId: string, since: Date): Promise<ContactRow[]> {
  return await db(reader)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('returned_from', '=', staffId)
    .where('returned_at', '>=', since)
    .where('state', 'in', [...openStates])
    .where((contact) => contact.or([contact('staff_id', 'is', null), contact('staff_id', '!=', staffId)]))
    .where(inTeams(await visibleTeams(reader)))
    .orderBy('returned_at')
    .execute()
}

export async function presentContact(reader: Reader, row: ContactRow): Promise<Contact> {
  const [shown] = await presentContacts(reader, [row])
  assert(shown, 'a contact that was found can be shown')
  return shown
}

/** Contacts as the API shows them. Which of them somebody may see is the caller's question. */
export async function presentContacts(reader: Reader, rows: readonly ContactRow[]): Promise<Contact[]> {
  const conversations = await loadConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  const customers = await findCustomers(
    reader,
    [...conversations.values()].flatMap(({ customer_id: id }) => id ?? []),
  )
  const staff = await findStaff(
    reader,
    rows.flatMap((row) => row.staff_id ?? []),
  )
  const queues = await queuesById(
    reader,
    rows.map((row) => row.queue_id),
  )
  const firstWords = await firstWordsOf(reader, [...conversations.keys()])
  return rows.map((row) => {
    const conversation = conversations.get(row.conversation_id)
    return {
      id: row.id,
      channel: row.channel,
      via: conversation?.channel ?? row.channel,
      conversationId: row.conversation_id,
      reference: conversation?.reference ?? '',
      subject: conversation?.subject ?? '',
      snippet: firstWords.get(row.conversation_id) ?? null,
      customerName: customers.get(conversation?.customer_id ?? '')?.name ?? '',
      intent: conversation?.intent ?? null,
      incidentId: conversation?.incident_id ?? null,
      queue: { id: row.queue_id, name: queues.get(row.queue_id)?.name ?? '' },
      state: row.state,
      staff: row.staff_id ? { id: row.staff_id, name: staff.get(row.staff_id)?.name ?? '' } : null,
      waitingFrom: row.waiting_from.toISOString(),
      offerEndsAt: row.offer_ends_at?.toISOString() ?? null,
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      priority: row.priority,
      version: row.version,
    }
  })
}

/**
 * The same without those whose conversation was just moved where the actor does not look: a contact follows its conversation a
 * moment later.
 */
export async function presentSeenContacts(reader: Reader, rows: readonly ContactRow[]): Promise<Contact[]> {
  const seen = await loadVisibleConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  return await presentContacts(
    reader,
    rows.filter((row) => seen.has(row.conversation_id)),
  )
}

/** Queues as the API shows them, with what waits in them as far as the actor may see it. */
export async function presentQueues(reader: Reader, rows: readonly QueueRow[]): Promise<Queue[]> {
  const waiting = await waitingByQueue(reader, await visibleTeams(reader))
  const teams = await findTeams(
    reader,
    rows.flatMap((row) => row.team_id ?? []),
  )
  return rows.map((row) => {
    const team = row.team_id ? teams.get(row.team_id) : undefined
    const { waiting: count, longestFrom } = waiting.get(row.id) ?? { waiting: 0, longestFrom: null }
    return {
      id: row.id,
      name: row.name,
      place: row.place,
      team: team ? { id: team.id, name: team.name } : null,
      calendarId: row.calendar_id,
      skill: row.skill,
      matches: row.matches,
      priority: row.priority,
      waiting: count,
      longestWaitSeconds: longestFrom ? waitedSeconds({ waiting_from: longestFrom }, reader.now) : null,
      version: row.version,
    }
  })
}

/** How one person is there, and with what. */
export async function presentPresence(reader: Reader, staffId: string): Promise<Presence> {
  const row = await presenceOf(reader, staffId)
  const [person] = await peopleOf(reader, [row])
  if (!person) return notFound('person')
  const [shown] = await presentPeople(reader, [person])
  assert(shown, 'a person who was found can be shown')
  return shown
}

export async function presentPeople(reader: Reader, people: readonly PersonHere[]): Promise<Presence[]> {
  const { capacity, graceSeconds } = await routingPolicy(reader)
  return people.map(({ id, name, presence, load, holding, teams }) => ({
    staff: { id, name },
    status: presence.status,
    here: isHere(presence, graceSeconds),
    since: presence.status_since.toISOString(),
    load,
    capacity: capacity.places,
    holding,
    teams: [...teams],
  }))
}

// By the wall clock of this process, for showing only; whoever hands out asks the database.
function isHere({ status, gone_at, heartbeat_at }: PresenceRow, graceSeconds: number): boolean {
  return status !== 'offline' && gone_at === null && heartbeat_at.getTime() > Date.now() - graceSeconds * 1000
}
