import { assignConversation, firstName, loadConversations, postNotice } from '#modules/conversations'
import { findStaff } from '#modules/staff'
import { notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { lockContact, stepContact, waitedSeconds } from '../contacts.ts'
import type { Contact } from '../contract.ts'
import { contactAccepted, contactPassed } from '../events.ts'
import { noteBusyFrom } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { peopleOf } from '../people.ts'
import { routingPolicy } from '../policy.ts'
import { noteMissed, noteSignOfLife, presenceOf, staffIdOf } from '../presence.ts'
import { presentContact } from '../present.ts'
import { hasRoom } from '../rules.ts'
import { seesTeam } from '../topics.ts'
import type { ContactRow } from '../tables.ts'
import { tellQueue } from '../tell.ts'

/**
 * Takes what was offered to the actor, or what waits in a queue that they serve. It counts as answered now. Refuses
 * `taken_by_another`, `offer_over` (it ended, or nobody waits there any more) and `no_room`. The same again answers the same.
 */
export async function acceptContact(work: Work, { id }: { id: string }): Promise<Contact> {
  const staffId = staffIdOf(work)
  await lockRouting(work)
  const row = await lockContact(work, id)
  if (row.state === 'held' && row.staff_id === staffId) return await presentContact(work, row)
  await requireFree(work, row, staffId)
  const { graceSeconds } = await routingPolicy(work)
  await noteSignOfLife(work, staffId, graceSeconds)
  if (row.state === 'waiting') await requireRoom(work, row, staffId)
  return await presentContact(work, await giveTo(work, row, staffId))
}

async function requireFree(work: Work, row: ContactRow, staffId: string): Promise<void> {
  if (row.state === 'done' || row.state === 'abandoned')
    refuse('offer_over', undefined, 'This one is over: nobody waits there any more.')
  const conversation = (await loadConversations(work, [row.conversation_id])).get(row.conversation_id)
  // It was moved to a team, or answered without asking the queue; what follows from that is on its way.
  if (conversation && !(await seesTeam(work, conversation.team_id))) notFound('contact')
  const holder = conversation?.assignee_id ?? null
  const other = row.state === 'waiting' ? holder : (holder ?? row.staff_id)
  if (other !== null && other !== staffId) refuse('taken_by_another', undefined, 'A colleague has just taken this one.')
}

async function requireRoom(work: Work, row: ContactRow, staffId: string): Promise<void> {
  const { capacity } = await routingPolicy(work)
  const [person] = await peopleOf(work, [await presenceOf(work, staffId)])
  if (!person) notFound('contact')
  if (!hasRoom(person, row, capacity))
    refuse('no_room', { load: person.load, capacity: capacity.places }, 'You have your hands full. Close one first.')
}

/**
 * A person has it from now on: the conversation is theirs, and the shopper is told who is there. Under the lock of routing.
 * @param tell whether the shopper is told; not when they know already
 */
export async function giveTo(
  work: Work,
  row: ContactRow,
  staffId: string,
  { verb = 'accept', tell = true }: { verb?: 'accept' | 'takeOver'; tell?: boolean } = {},
): Promise<ContactRow> {
  const offeredTo = row.state === 'offered' && row.staff_id !== staffId ? row.staff_id : null
  const after = await stepContact(work, row, verb, {
    staff_id: staffId,
    accepted_at: work.now,
    first_accepted_at: row.first_accepted_at ?? work.now,
    offer_ends_at: null,
    passed_by: [],
  })
  await assignConversation(work, row.conversation_id, { staffId })
  if (tell) await postNotice(work, row.conversation_id, 'joined', { name: await firstNameOf(work, staffId) })
  await noteBusyFrom(work, staffId)
  await noteMissed(work, staffId, 0)
  if (offeredTo !== null) {
    const payload = { contactId: row.id, staffId: offeredTo, because: 'taken' as const }
    await work.emit(contactPassed, { kind: 'agent', id: offeredTo }, payload)
  }
  await work.emit(
    contactAccepted,
    { kind: 'agent', id: staffId },
    {
      contactId: row.id,
      conversationId: row.conversation_id,
      staffId,
      waitedSeconds: waitedSeconds(row, work.now),
      first: row.first_accepted_at === null,
    },
  )
  await tellQueue(work, row.queue_id)
  return after
}

/** By which colleagues sign toward shoppers. */
export async function firstNameOf(work: Work, staffId: string): Promise<string> {
  const person = (await findStaff(work, [staffId])).get(staffId)
  return firstName(person?.name ?? '')
}
