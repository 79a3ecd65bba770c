import { firstName, loadConversations } from '#modules/conversations'
import { placeOf } from '#modules/routing'
import { findStaff } from '#modules/staff'
import { versionOf } from '#platform/events/list-events'
import { maskPhoneNumber } from '#platform/phone-number'
import type { Reader } from '#platform/work'
import type { Call, CallRequest } from './contract.ts'
import { secondsOf } from './commands/end-attempt.ts'
import { callMachine } from './machine.ts'
import { findPass, presentPass } from './passes.ts'
import { attemptsOf } from './requests.ts'
import type { CallAttemptRow, CallRequestRow } from './tables.ts'

/** A request as whoever asked for it sees it. That they may is the caller's question. */
export async function presentRequest(reader: Reader, row: CallRequestRow): Promise<CallRequest> {
  // Read before what it stands for, so that nothing is missed between the two.
  const version = await versionOf(reader, `call:${row.id}`)
  const conversation = (await loadConversations(reader, [row.conversation_id])).get(row.conversation_id)
  const last = (await attemptsOf(reader, [row.id])).at(-1)
  const isWith = last && (row.state === 'calling' || row.state === 'talking' || row.state === 'done')
  const person = isWith ? (await findStaff(reader, [last.staff_id])).get(last.staff_id) : undefined
  return {
    id: row.id,
    conversationId: row.conversation_id,
    reference: conversation?.reference ?? '',
    orderId: row.order_id,
    source: row.source,
    numberOnly: row.source === 'inbound',
    state: row.state,
    way: row.way,
    number: row.number && maskPhoneNumber(row.number),
    askedAt: row.asked_at.toISOString(),
    at: row.state === 'scheduled' ? (row.next_at?.toISOString() ?? null) : null,
    tries: row.tries,
    outcome: row.outcome,
    rings: row.state === 'calling' && last?.state === 'shopper',
    simulated: last?.simulated ?? false,
    talk: row.way === 'browser' && last ? talkOf(last) : null,
    place: row.state === 'waiting' ? await placeIn(reader, row) : null,
    person: person ? { name: firstName(person.name) } : null,
    seconds: row.state === 'done' && last ? secondsOf(last) : null,
    agreed: row.agreed,
    allowed: allowedOf(row),
    version,
  }
}

async function placeIn(reader: Reader, row: CallRequestRow): Promise<CallRequest['place']> {
  const { ahead, waitSeconds, openNow, opensAt } = await placeOf(reader, { id: row.conversation_id })
  return { ahead, waitSeconds, openNow, opensAt }
}

function talkOf({ id, state }: CallAttemptRow): CallRequest['talk'] {
  return state === 'ended' ? null : { callId: id, state }
}

function allowedOf({ state, way }: CallRequestRow): CallRequest['allowed'] {
  return [
    ...(callMachine.can(state, 'cancel') ? (['cancel'] as const) : []),
    ...(callMachine.can(state, 'move') ? (['move'] as const) : []),
    ...(callMachine.can(state, 'cancel') ? (['chat'] as const) : []),
    ...(way === 'browser' && callMachine.can(state, 'move') ? (['phone'] as const) : []),
  ]
}

/** One try as colleagues see it, with what the asker can do with it. */
export async function presentAttempt(reader: Reader, request: CallRequestRow, row: CallAttemptRow): Promise<Call> {
  const person = (await findStaff(reader, [row.staff_id])).get(row.staff_id)
  const pass = row.state === 'ended' ? undefined : await findPass(reader, row.id)
  const isMine = reader.actor.kind === 'staff' && reader.actor.staffId === row.staff_id
  return {
    id: row.id,
    requestId: request.id,
    staff: { id: row.staff_id, name: person?.name ?? '' },
    state: row.state,
    inBrowser: request.way === 'browser' || row.headset,
    byHand: row.by_hand,
    simulated: row.simulated,
    machineHint: row.machine_hint,
    result: row.result,
    placedAt: row.placed_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    seconds: secondsOf(row),
    passing: pass && pass.state !== 'taken' ? await presentPass(reader, pass) : null,
    wrappedUp: row.wrapped_up_at !== null,
    allowed: isMine ? commandsOf(row, pass?.state === 'ringing') : [],
  }
}

function commandsOf(row: CallAttemptRow, isPassing: boolean): Call['allowed'] {
  if (row.state === 'ended') return row.result === 'talked' && row.wrapped_up_at === null ? ['wrap_up'] : []
  const isSpeaking = row.state === 'talking'
  return [
    ...(row.by_hand ? (['report'] as const) : []),
    ...(isSpeaking && row.can_hold ? (['hold'] as const) : []),
    ...(row.state === 'held' ? (['resume'] as const) : []),
    ...(isSpeaking && row.can_dial ? (['keys'] as const) : []),
    ...((isSpeaking || row.state === 'held') && row.can_transfer && !isPassing ? (['transfer'] as const) : []),
    'hang_up',
  ]
}
