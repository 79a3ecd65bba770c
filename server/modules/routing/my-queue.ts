import { teamsOf } from '#modules/staff'
import { versionOf } from '#platform/events/list-events'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { inTeams, listWaiting } from './contacts.ts'
import type { Contact, Presence } from './contract.ts'
import { staffIdOf } from './presence.ts'
import { contactsLostBy, contactsOf, presentSeenContacts, presentPresence } from './present.ts'
import { allChannels } from './rules.ts'
import type { RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

export interface MyQueue {
  presence: Presence
  offered: Contact[]
  held: Contact[]
  lost: Contact[]
  waiting: Contact[]
  waitingTotal: number
  version: number
}

/** The actor's work: what is offered to them, what they hold, what was taken over, and what waits where they serve. */
export async function findMyQueue(reader: Reader): Promise<MyQueue> {
  const staffId = staffIdOf(reader)
  const teams = (await teamsOf(reader, [staffId])).get(staffId) ?? []
  // Read before what it stands for, so that nothing is missed between the two.
  const version = await versionOf(reader, `agent:${staffId}`)
  const waiting = await listWaiting(reader, { teams, channels: allChannels, limit: limits.routing.waitingShown })
  return {
    presence: await presentPresence(reader, staffId),
    offered: await presentSeenContacts(reader, await contactsOf(reader, staffId, 'offered')),
    held: await presentSeenContacts(reader, await contactsOf(reader, staffId, 'held')),
    lost: await presentSeenContacts(
      reader,
      await contactsLostBy(reader, staffId, addHours(reader.now, -limits.routing.lostShownHours)),
    ),
    waiting: await presentSeenContacts(reader, waiting),
    waitingTotal: await countWaiting(reader, teams),
    version,
  }
}

// Beyond the limit it does not matter how many they are, and counting them would cost more each time.
async function countWaiting(reader: Reader, teams: readonly string[]): Promise<number> {
  const some = db(reader)
    .selectFrom('contact')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .where(inTeams(teams))
    .limit(limits.routing.waitingCounted)
    .as('some')
  const row = await db(reader)
    .selectFrom(some)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
