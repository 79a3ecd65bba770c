import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { listWaiting, stepContact } from './contacts.ts'
import { contactOffered } from './events.ts'
import { lockRouting } from './lock-routing.ts'
import { peopleHere, type PersonHere } from './people.ts'
import { routingPolicy, type RoutingPolicy } from './policy.ts'
import { allChannels, handOut, hasRoom, weightOf, type Channel, type Offer } from './rules.ts'
import type { ContactRow, RoutingTables } from './tables.ts'
import { tellQueue } from './tell.ts'

const db = tablesOf<RoutingTables>()

/**
 * Offers what waits to whoever has room for it, longest wait first. Answers how many offers were made. It looks at everything
 * that waits, whatever brought it there, so that it may run at any time and in several processes.
 */
export async function handOutWaiting(work: Work): Promise<number> {
  await lockRouting(work)
  const people = (await peopleHere(work)).filter(({ presence }) => presence.status === 'online')
  if (people.length === 0) return 0
  const policy = await routingPolicy(work)
  let offered = 0
  for (const channel of allChannels) offered += await handOutChannel(work, channel, people, policy)
  return offered
}

async function handOutChannel(
  work: Work,
  channel: Channel,
  people: PersonHere[],
  policy: RoutingPolicy,
): Promise<number> {
  const { capacity } = policy
  const wanted = { channel, weight: weightOf(channel, policy.weights, capacity) }
  const free = people.filter((person) => hasRoom(person, wanted, capacity))
  if (free.length === 0) return 0
  const teams = [...new Set(free.flatMap((person) => person.teams))]
  const rows = await listWaiting(work, { teams, channels: [channel], limit: limits.routing.handOutBatch })
  const offers = handOut(rows.map(waitingOf), people, {
    now: work.now,
    capacity,
    skillWaitSeconds: policy.skillWaitSeconds,
    offerSeconds: policy.offerSeconds,
  })
  for (const offer of offers) {
    const row = rows.find(({ id }) => id === offer.contactId)
    const person = people.find(({ id }) => id === offer.staffId)
    if (!row || !person) continue
    await offerContact(work, row, offer, policy)
    person.load += row.weight
    if (channel === 'mail') person.mails++
  }
  return offers.length
}

/** Offers a contact to a person, until the time for it is over. */
export async function offerContact(
  work: Work,
  row: ContactRow,
  { staffId, startAgain }: Pick<Offer, 'staffId' | 'startAgain'>,
  policy: RoutingPolicy,
): Promise<ContactRow> {
  const until = new Date(work.now.getTime() + policy.offerSeconds[row.channel] * 1000)
  const after = await stepContact(work, row, 'offer', {
    staff_id: staffId,
    offered_at: work.now,
    offer_ends_at: until,
    offers: row.offers + 1,
    ...(startAgain ? { passed_by: [] } : {}),
  })
  await noteBusyFrom(work, staffId)
  await work.emit(
    contactOffered,
    { kind: 'agent', id: staffId },
    { contactId: row.id, conversationId: row.conversation_id, staffId, until: until.toISOString() },
  )
  await tellQueue(work, row.queue_id)
  return after
}

/** Something came to them now: others are asked before, as far as both have as much room. */
export async function noteBusyFrom(work: Work, staffId: string): Promise<void> {
  await db(work)
    .updateTable('presence')
    .set({ idle_since: sql<Date>`clock_timestamp()` })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .execute()
}

function waitingOf(row: ContactRow) {
  return {
    id: row.id,
    channel: row.channel,
    weight: row.weight,
    teamId: row.team_id,
    skill: row.skill,
    waitingFrom: row.waiting_from,
    passedBy: row.passed_by,
    offeredAt: row.offered_at,
  }
}
