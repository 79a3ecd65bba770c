import type { OutsideError } from '#platform/outside-error'
import type { Work } from '#platform/work'
import type { CallEvent } from '../ports.ts'
import { lockRequest, readAttempt, saveAttempt, stepRequest, tellChanged } from '../requests.ts'
import { resultOf, type AttemptResult } from '../rules.ts'
import type { AttemptState, CallAttemptRow, CallRequestRow } from '../tables.ts'
import { endAttempt } from './end-attempt.ts'
import { missPass, takePass } from './follow-pass.ts'

/** News of the phone network, applied once and only forward: what was heard before, or comes after the end, changes nothing. */
export async function hearEvent(work: Work, event: CallEvent): Promise<void> {
  const locked = await lockAttempt(work, event.callId)
  if (!locked || locked.attempt.state === 'ended' || event.seq <= locked.attempt.last_seq) return
  const attempt = await saveAttempt(work, locked.attempt, { last_seq: event.seq })
  await apply(work, locked.request, attempt, event)
}

/** A try with its request, which is locked; undefined for what is not ours. */
export async function lockAttempt(
  work: Work,
  id: string,
): Promise<{ request: CallRequestRow; attempt: CallAttemptRow } | undefined> {
  const found = await readAttempt(work, id)
  if (!found) return undefined
  const request = await lockRequest(work, found.request_id)
  const attempt = await readAttempt(work, id)
  return attempt && { request, attempt }
}

async function apply(work: Work, request: CallRequestRow, attempt: CallAttemptRow, event: CallEvent): Promise<void> {
  if (event.leg === 'agent') return event.type === 'ringing' ? await move(work, request, attempt, 'agent') : undefined
  if (event.leg === 'shopper') return await applyShopper(work, request, attempt, event.type)
  switch (event.type) {
    case 'dial_by_hand':
      return await move(work, request, attempt, 'shopper')
    case 'bridged':
      return await bridge(work, request, attempt)
    case 'held':
      return await move(work, request, attempt, 'held')
    case 'resumed':
      return await move(work, request, attempt, 'talking')
    case 'transferred':
      return await takePass(work, request, attempt, event.agentId)
    case 'transfer_failed':
      return await missPass(work, request, attempt, event.agentId)
    case 'ended': {
      const wasTalking = attempt.answered_at !== null
      // Events may be missing: that they spoke is said by the end as well.
      const spoke = wasTalking || event.outcome !== 'completed' ? attempt : await answered(work, attempt)
      await endAttempt(work, request, spoke, resultOf(event.outcome, event.endedBy, wasTalking))
      return
    }
  }
}

async function applyShopper(work: Work, request: CallRequestRow, attempt: CallAttemptRow, type: string): Promise<void> {
  if (type === 'ringing' || type === 'early') await move(work, request, attempt, 'shopper')
  if (type === 'machine_hint') {
    await saveAttempt(work, attempt, { machine_hint: true })
    await tellChanged(work, request)
  }
}

const order: readonly AttemptState[] = ['placing', 'agent', 'shopper', 'talking']

// Ringing that is told late does not take back that they speak.
async function move(work: Work, request: CallRequestRow, attempt: CallAttemptRow, to: AttemptState): Promise<void> {
  const isSpeaking = attempt.state === 'talking' || attempt.state === 'held'
  if (isSpeaking && to !== 'held' && to !== 'talking') return
  if (!isSpeaking && order.indexOf(to) <= order.indexOf(attempt.state)) return
  await saveAttempt(work, attempt, {
    state: to,
    ...(to === 'shopper' ? { shopper_rung_at: attempt.shopper_rung_at ?? work.now } : {}),
  })
  await tellChanged(work, request)
}

/** They speak: from the event, or from what the phone network answers when it is asked. */
export async function bridge(work: Work, request: CallRequestRow, attempt: CallAttemptRow): Promise<void> {
  await answered(work, attempt)
  if (request.state === 'calling') await stepRequest(work, request, 'answer')
}

async function answered(work: Work, attempt: CallAttemptRow): Promise<CallAttemptRow> {
  return await saveAttempt(work, attempt, { state: 'talking', answered_at: attempt.answered_at ?? work.now })
}

/** What a refusal of the phone network means for the try. */
export function resultOfRefusal(error: OutsideError): AttemptResult {
  return error.code === 'invalid_number' ? 'wrong_number' : 'failed'
}
