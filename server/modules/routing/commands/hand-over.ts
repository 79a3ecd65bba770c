import {
  assignConversation,
  loadConversations,
  postMessage,
  postNotice,
  requireAssignable,
} from '#modules/conversations'
import { staffWhoHold } from '#modules/staff'
import { roleReaches } from '#platform/auth/actor'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { lockContact, moveContact } from '../contacts.ts'
import type { Contact } from '../contract.ts'
import { handOutWaiting, offerContact } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { peopleHere, type PersonHere } from '../people.ts'
import { routingPolicy } from '../policy.ts'
import { staffIdOf } from '../presence.ts'
import { findContact, presentContact } from '../present.ts'
import { queuesById } from '../queues.ts'
import { hasRoom } from '../rules.ts'
import type { ContactRow } from '../tables.ts'
import { tellWaiting } from './pass-contact.ts'
import { returnContact } from './return-contact.ts'

/** Where to: a queue, a person, or back to where it waited. */
export interface HandOverInput {
  id: string
  queue?: string | undefined
  staff?: string | undefined
  note?: string | undefined
}

/**
 * Gives what the actor holds to another queue, offers it to one person, or puts it back, each time with the shopper's waiting
 * time. A lead may move what others hold, and what waits. Refuses `not_yours`, `person_not_here`, `no_room`, `not_in_team`, and
 * `speaking_now` for a call that is going on.
 */
export async function handOver(work: Work, input: HandOverInput): Promise<Contact> {
  const staffId = staffIdOf(work)
  await lockRouting(work)
  const row = await lockContact(work, input.id)
  requireMine(work, row, staffId)
  const conversation = (await loadConversations(work, [row.conversation_id])).get(row.conversation_id)
  if (conversation && row.state === 'held')
    await requireAssignable(work, { conversation, staffId: input.staff ?? null })
  const queue = input.queue === undefined ? undefined : await openQueue(work, input.queue)
  const teamId = queue ? queue.team_id : row.team_id
  const person = input.staff === undefined ? undefined : await personFor(work, row, teamId, input.staff)
  if (input.note) await postMessage(work, { id: row.conversation_id, kind: 'note', text: input.note })
  const place = queue ? { queue_id: queue.id, team_id: queue.team_id, skill: queue.skill } : {}
  const passedBy = row.state === 'held' && row.staff_id ? [row.staff_id] : row.passed_by
  const waiting = await putBack(work, row, { ...place, passed_by: passedBy })
  if (queue) await assignConversation(work, row.conversation_id, { teamId: queue.team_id })
  if (person) await offerContact(work, waiting, { staffId: person.id, startAgain: false }, await routingPolicy(work))
  await handOutWaiting(work)
  return await presentContact(work, await findContact(work, row.id))
}

function requireMine({ actor }: Work, row: ContactRow, staffId: string): void {
  const isLead = actor.kind === 'staff' && roleReaches(actor.role, 'lead')
  const isOpen = row.state === 'waiting' || row.state === 'held'
  if (row.state === 'held' && row.staff_id === staffId) return
  if (!isLead || !isOpen) refuse('not_yours', undefined, 'You do not hold this one.')
}

async function openQueue(work: Work, id: string) {
  const queue = (await queuesById(work, [id])).get(id)
  if (!queue || queue.archived_at !== null)
    invalid('queue', 'There is no such queue, or it was closed.', 'unknown_queue')
  return queue
}

async function personFor(work: Work, row: ContactRow, teamId: string | null, staffId: string): Promise<PersonHere> {
  if (!(await staffWhoHold(work, teamId, [staffId])).has(staffId))
    refuse('not_in_team', undefined, 'They are not in the team that this conversation lies in.')
  const person = (await peopleHere(work)).find(({ id }) => id === staffId)
  if (!person) refuse('person_not_here', undefined, 'They are not here right now.')
  const { capacity } = await routingPolicy(work)
  if (!hasRoom(person, row, capacity)) refuse('no_room', undefined, `${person.name} has their hands full.`)
  return person
}

async function putBack(work: Work, row: ContactRow, changes: Partial<ContactRow>): Promise<ContactRow> {
  if (row.state !== 'held') {
    const moved = await moveContact(work, row, changes)
    await tellWaiting(work, moved)
    return moved
  }
  const waiting = await returnContact(work, row, 'handed_over', changes)
  await postNotice(work, row.conversation_id, 'handed_over')
  return waiting
}
