import { findConversation, loadConversations } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { peopleHere, type PersonHere } from '#modules/routing'
import { findStaff, findTeams, staffWhoHold } from '#modules/staff'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { passesTo } from './passes.ts'
import { readAttempt, readRequest } from './requests.ts'

/** People who are here and could speak on in a call, whoever is free first, then whoever has waited longest. */
export async function colleaguesHere(reader: Reader, exceptStaffId: string): Promise<PersonHere[]> {
  const others = (await peopleHere(reader)).filter(({ id }) => id !== exceptStaffId)
  return others.toSorted(
    (one, other) => Number(isFree(other)) - Number(isFree(one)) || one.idleSince.getTime() - other.idleSince.getTime(),
  )
}

/** Whether somebody takes what comes, and is not on the phone. */
export function isFree(person: PersonHere): boolean {
  return person.presence.status === 'online' && !isOnThePhone(person)
}

export function isOnThePhone({ holding }: PersonHere): boolean {
  return holding.some(({ channel }) => channel === 'call')
}

/** Whom the actor can ask to speak on: people who may hold the conversation, and teams with how many of them are free. */
export async function colleaguesForCall(reader: Reader, { id }: { id: string }) {
  const attempt = await readAttempt(reader, id)
  const request = attempt && (await readRequest(reader, attempt.request_id))
  if (!request) return notFound('call')
  const conversation = await findConversation(reader, request.conversation_id, 'call')
  const here = await colleaguesHere(reader, attempt.staff_id)
  const holders = await staffWhoHold(
    reader,
    conversation.team_id,
    here.map((person) => person.id),
  )
  const free = here.filter(isFree)
  return {
    people: here
      .filter((person) => holders.has(person.id) && !isOnThePhone(person))
      .map((person) => ({ id: person.id, name: person.name, isFree: isFree(person) })),
    teams: await teamsWith(reader, free),
  }
}

async function teamsWith(reader: Reader, free: readonly PersonHere[]) {
  const teams = await findTeams(
    reader,
    free.flatMap((person) => person.teams),
  )
  return [...teams.values()]
    .filter((team) => team.archived_at === null)
    .map(({ id, name }) => ({ id, name, free: free.filter((person) => person.teams.includes(id)).length }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

/** What colleagues want the actor to take over now. It is shown before they may see the conversation: that comes with the call. */
export async function passedToMe(reader: Reader) {
  const { actor } = reader
  const passes = actor.kind === 'staff' ? await passesTo(reader, actor.staffId) : []
  const people = await findStaff(
    reader,
    passes.map((pass) => pass.from_staff_id),
  )
  const shown = passes.map(async (pass) => {
    const attempt = await readAttempt(reader, pass.attempt_id)
    const request = attempt && (await readRequest(reader, attempt.request_id))
    if (!request || attempt.state === 'ended') return []
    const conversation = (await loadConversations(reader, [request.conversation_id])).get(request.conversation_id)
    const customer = request.customer_id === null ? undefined : await findCustomer(reader, request.customer_id)
    return [
      {
        callId: attempt.id,
        conversationId: request.conversation_id,
        reference: conversation?.reference ?? '',
        customerName: customer?.name ?? '',
        from: { name: people.get(pass.from_staff_id)?.name ?? '' },
        inBrowser: request.way === 'browser',
      },
    ]
  })
  return { data: (await Promise.all(shown)).flat() }
}
