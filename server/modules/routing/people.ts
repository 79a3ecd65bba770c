import type { StaffRole } from '#platform/auth/actor'
import { sql } from 'kysely'
import { findStaff, skillsOf, teamsOf } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { openStates } from './machine.ts'
import { routingPolicy } from './policy.ts'
import type { Person } from './rules.ts'
import type { PresenceRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** A person with what they hold. */
export interface PersonHere extends Person {
  name: string
  role: StaffRole
  presence: PresenceRow
  holding: { contactId: string; channel: 'chat' | 'mail' | 'call'; conversationId: string }[]
}

/**
 * Active people who are there: they chose not to be offline, and were heard from within the grace time. Those who take what
 * comes are `online`; `busy` ones go on with what they hold.
 */
export async function peopleHere(reader: Reader): Promise<PersonHere[]> {
  const { graceSeconds } = await routingPolicy(reader)
  const rows = await db(reader)
    .selectFrom('presence')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('status', '!=', 'offline')
    .where('gone_at', 'is', null)
    .where(heardWithin(graceSeconds))
    .orderBy('staff_id')
    .execute()
  // Who only reads is here for nobody.
  return (await peopleOf(reader, rows)).filter(({ role }) => role !== 'observer')
}

/** Heartbeats are of the wall clock, and so is the grace time. */
export function heardWithin(seconds: number) {
  return sql<boolean>`heartbeat_at > clock_timestamp() - ${seconds} * interval '1 second'`
}

/** Not heard from within the grace time. */
export function silentFor(seconds: number) {
  return sql<boolean>`not ${heardWithin(seconds)}`
}

/** People as their presence rows say, with teams, skills and what they hold; inactive ones are left out. */
export async function peopleOf(reader: Reader, rows: readonly PresenceRow[]): Promise<PersonHere[]> {
  const ids = rows.map((row) => row.staff_id)
  if (ids.length === 0) return []
  const staff = await findStaff(reader, ids)
  const teams = await teamsOf(reader, ids)
  const skills = await skillsOf(reader, ids)
  const holding = await heldBy(reader, ids)
  return rows.flatMap((presence) => {
    const person = staff.get(presence.staff_id)
    if (!person?.active) return []
    const held = holding.get(person.id) ?? []
    return [
      {
        id: person.id,
        name: person.name,
        role: person.role,
        presence,
        teams: teams.get(person.id) ?? [],
        skills: skills.get(person.id) ?? [],
        load: held.reduce((sum, { weight }) => sum + weight, 0),
        mails: held.filter(({ channel }) => channel === 'mail').length,
        idleSince: presence.idle_since,
        holding: held
          .filter(({ state }) => state === 'held')
          .map(({ id: contactId, channel, conversation_id: conversationId }) => ({
            contactId,
            channel,
            conversationId,
          })),
      },
    ]
  })
}

/** What each of these people holds or is offered. Both take their places. */
async function heldBy(reader: Reader, staffIds: readonly string[]) {
  const rows = await db(reader)
    .selectFrom('contact')
    .select(['id', 'staff_id', 'channel', 'conversation_id', 'weight', 'state'])
    .where('store_id', '=', reader.storeId)
    .where('staff_id', 'in', [...staffIds])
    .where(
      'state',
      'in',
      openStates.filter((state) => state !== 'waiting'),
    )
    .orderBy('accepted_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, (row) => row.staff_id ?? '')
}
