import { assignConversation, lockConversation } from '#modules/conversations'
import type { Work } from '#platform/work'
import { lockOpenContact } from '../contacts.ts'
import { handOutWaiting, offerContact } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { peopleHere } from '../people.ts'
import { routingPolicy } from '../policy.ts'
import { presenceOf, writePresence } from '../presence.ts'
import { findContact } from '../present.ts'
import { hasRoom, weightOf } from '../rules.ts'
import type { ContactRow } from '../tables.ts'
import { endContact } from './end-contact.ts'
import { ensureContact, insertContact, placeFor } from './ensure-contact.ts'
import { tellWaiting } from './pass-contact.ts'
import { returnContact } from './return-contact.ts'
import { passTo } from './take-over.ts'

/**
 * Somebody waits to be called about a conversation. A chat that waited keeps its waiting time; a chat that a colleague has ends, and
 * the call is offered to them first. Doing it again answers the one that waits.
 * @param options.firstAcceptedAt when somebody first took it, where it is tried again
 */
export async function waitForCall(
  work: Work,
  conversationId: string,
  { waitingFrom, firstAcceptedAt = null }: { waitingFrom: Date; firstAcceptedAt?: Date | null },
): Promise<ContactRow> {
  await lockRouting(work)
  const { root } = await lockConversation(work, conversationId)
  const open = await lockOpenContact(work, root.id)
  if (open?.channel === 'call') return open
  if (open) await endContact(work, open, { gaveUp: false })
  const { queue, priority, teamId } = await placeFor(work, root, { channel: 'call', intent: root.intent })
  await assignConversation(work, root.id, { staffId: null, teamId })
  const { capacity, weights } = await routingPolicy(work)
  const hasWaited = open?.channel === 'chat' && open.first_accepted_at === null && open.waiting_from < waitingFrom
  const row = await insertContact(work, {
    channel: 'call',
    conversation_id: root.id,
    queue_id: queue.id,
    team_id: teamId,
    skill: queue.skill,
    priority,
    weight: weightOf('call', weights, capacity),
    waiting_from: hasWaited ? open.waiting_from : waitingFrom,
    state: 'waiting',
    first_accepted_at: firstAcceptedAt,
  })
  if (!row) return await waitForCall(work, conversationId, { waitingFrom, firstAcceptedAt })
  await tellWaiting(work, row)
  await offerTo(work, row, open?.state === 'held' ? open.staff_id : null)
  await handOutWaiting(work)
  return await findContact(work, row.id)
}

async function offerTo(work: Work, row: ContactRow, staffId: string | null): Promise<void> {
  const policy = await routingPolicy(work)
  const person = (await peopleHere(work)).find(({ id }) => id === staffId)
  if (person && hasRoom(person, row, policy.capacity))
    await offerContact(work, row, { staffId: person.id, startAgain: false }, policy)
}

/** The call is over, or will not be: its place is free, and what is still unanswered in writing waits as that. */
export async function endCall(work: Work, contactId: string, { gaveUp }: { gaveUp: boolean }): Promise<void> {
  await lockRouting(work)
  const found = await findContact(work, contactId)
  const row = await lockOpenContact(work, found.conversation_id)
  if (row?.id !== contactId) return
  await endContact(work, row, { gaveUp })
  await ensureContact(work, row.conversation_id)
  await handOutWaiting(work)
}

/** Somebody who was to be called writes instead: it waits as what it is now. */
export async function waitForAnswer(work: Work, conversationId: string): Promise<void> {
  await lockRouting(work)
  await ensureContact(work, conversationId)
  await handOutWaiting(work)
}

/**
 * Whoever had taken the call cannot make it: others are asked first from now on.
 * @param options.isPhoneSilent their own phone was not there or not picked up: they are shown as busy, so that no call comes back to it
 */
export async function passCall(
  work: Work,
  contactId: string,
  { isPhoneSilent = false }: { isPhoneSilent?: boolean } = {},
): Promise<void> {
  await lockRouting(work)
  const found = await findContact(work, contactId)
  const row = await lockOpenContact(work, found.conversation_id)
  if (row?.id !== contactId || row.state !== 'held' || row.staff_id === null) return
  await returnContact(work, row, 'put_back', { passed_by: [row.staff_id] })
  const { status } = await presenceOf(work, row.staff_id)
  if (isPhoneSilent && status === 'online') await writePresence(work, row.staff_id, 'busy', 'phone_silent')
  await handOutWaiting(work)
}

/**
 * A colleague speaks on in a call: they have it, and its conversation, from now on.
 * @param options.teamId whose matter it becomes, where that changes
 */
export async function handCall(
  work: Work,
  contactId: string,
  staffId: string,
  { teamId }: { teamId?: string | undefined } = {},
): Promise<void> {
  await lockRouting(work)
  const found = await findContact(work, contactId)
  const row = await lockOpenContact(work, found.conversation_id)
  if (row?.id !== contactId || row.state !== 'held' || row.staff_id === staffId) return
  if (teamId !== undefined) await assignConversation(work, row.conversation_id, { staffId, teamId })
  await passTo(work, row, staffId)
  await handOutWaiting(work)
}
