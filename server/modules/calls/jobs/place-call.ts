import { type JobContext, job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { endAttempt } from '../commands/end-attempt.ts'
import { lockAttempt, resultOfRefusal } from '../commands/hear-event.ts'
import { endpointsOf, lineOf } from '../endpoints.ts'
import { callPolicy } from '../policy.ts'
import { telephonyPort } from '../ports.ts'
import { readAttempt, readRequest, saveAttempt, tellChanged } from '../requests.ts'
import { orderPhoneToken, placeCallToken } from '../tokens.ts'

/** Asks the phone network for a call: the agent's phone first, then the shopper's. The same call is asked for once. */
export const placeCall = job(placeCallToken, { port: telephonyPort, retryLimit: 2, retryDelaySeconds: 2 }, place)

async function place(context: JobContext, { attemptId }: { attemptId: string }): Promise<void> {
  const before = context.read()
  const asked = await readAttempt(before, attemptId)
  const wish = asked && (await readRequest(before, asked.request_id))
  if (!wish) return
  const port = lineOf(context.app.ports, wish.way)
  const { byHand, simulated, hold, transfer, headsets, dtmf } = port.caps
  const endpoints = await endpointsOf(before, wish, asked, port)
  const headset = wish.way === 'phone' && endpoints.agents.some(({ kind }) => kind === 'browser')
  const isWanted = await context.transact(async (work) => {
    const locked = await lockAttempt(work, attemptId)
    if (!locked || locked.attempt.state === 'ended') return false
    // A colleague has just taken it over, and is rung elsewhere.
    if (locked.attempt.staff_id !== asked.staff_id) return 'moved'
    await saveAttempt(work, locked.attempt, {
      through: port.name,
      by_hand: byHand,
      simulated,
      can_hold: hold,
      can_transfer: transfer,
      can_dial: dtmf && (headset || !headsets),
      headset,
    })
    await tellChanged(work, locked.request)
    return true
  })
  if (isWanted === 'moved') return await place(context, { attemptId })
  if (!isWanted) return
  const reader = context.read()
  const attempt = await readAttempt(reader, attemptId)
  const request = attempt && (await readRequest(reader, attempt.request_id))
  if (!attempt || !request) return
  const { ringSeconds } = await callPolicy(reader)
  try {
    await port.place({
      callId: attempt.id,
      ...endpoints,
      ringAgentMs: ringSeconds * 1000,
      ringShopperMs: ringSeconds * 1000,
    })
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    if (error.outcome !== 'refused' && !context.isLastTry) throw error
    context.log.warn({ code: error.code, attemptId }, 'the phone network did not take a call')
    await context.transact(async (work) => {
      const locked = await lockAttempt(work, attemptId)
      if (!locked || locked.attempt.state === 'ended') return
      await endAttempt(work, locked.request, locked.attempt, resultOfRefusal(error))
      // It may ring all the same.
      if (error.outcome === 'unknown')
        await work.enqueue(orderPhoneToken, { attemptId, order: { do: 'hang_up', reason: 'taken_over' } })
    })
  }
}
