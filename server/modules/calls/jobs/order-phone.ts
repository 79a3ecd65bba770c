import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import type { JobContext } from '#platform/jobs/job'
import type { Reader } from '#platform/work'
import { missPass } from '../commands/follow-pass.ts'
import { hasCall } from '../commands/guide-call.ts'
import { lockAttempt } from '../commands/hear-event.ts'
import { agentEndpoint, deskPhoneOf, lineOf, linesOf } from '../endpoints.ts'
import { findPass } from '../passes.ts'
import { callPolicy } from '../policy.ts'
import { type AgentEndpoint, telephonyPort, type TelephonyPort } from '../ports.ts'
import { readAttempt, readRequest, saveAttempt, tellChanged } from '../requests.ts'
import type { CallAttemptRow, CallRequestRow } from '../tables.ts'
import { orderPhoneToken, type PhoneOrder } from '../tokens.ts'

/** Passes on what somebody wants of a call. What the network cannot do any more, because the call is over, is over. */
export const orderPhone = job(
  orderPhoneToken,
  { port: telephonyPort, retryLimit: 3, retryDelaySeconds: 1 },
  async (context, data) => {
    const reader = context.read()
    const { ringSeconds } = await callPolicy(reader)
    const attempt = await readAttempt(reader, data.attemptId)
    const request = attempt && (await readRequest(reader, attempt.request_id))
    if (!request) return
    const { ports } = context.app
    // Whoever asked may have chosen another way since.
    const line = linesOf(ports).find(({ name }) => name === attempt.through) ?? lineOf(ports, request.way)
    try {
      const asked = await otherAsked(reader, data)
      if (!(await isStillTheirs(reader, line, { request, attempt }, { by: data.by, asked })))
        return context.log.info({ attemptId: data.attemptId, order: data.order.do }, 'a colleague has the call by now')
      await carryOut(context, line, data, { ringMs: ringSeconds * 1000, asked })
    } catch (error) {
      if (!(error instanceof OutsideError) || error.outcome !== 'refused') throw error
      context.log.info(
        { code: error.code, attemptId: data.attemptId, order: data.order.do },
        'a call could not do that',
      )
      const { order } = data
      if (order.do === 'transfer')
        await context.transact(async (work) => {
          const locked = await lockAttempt(work, data.attemptId)
          if (locked) await missPass(work, locked.request, locked.attempt, order.staffId)
        })
    }
  },
)

/** The colleague who is asked to take the call from whoever gave an order. */
async function otherAsked(
  reader: Reader,
  { attemptId, by }: { attemptId: string; by?: string },
): Promise<string | undefined> {
  const pass = by === undefined ? undefined : await findPass(reader, attemptId)
  return pass?.state === 'ringing' && pass.staff_id !== by ? pass.staff_id : undefined
}

// They may have taken it since, of which the line knows before it is heard.
async function isStillTheirs(
  reader: Reader,
  line: TelephonyPort,
  call: { request: CallRequestRow; attempt: CallAttemptRow },
  { by, asked }: { by: string | undefined; asked: string | undefined },
): Promise<boolean> {
  if (by !== undefined && !(await hasCall(reader, call, by))) return false
  return asked === undefined || (await line.lookUp(call.attempt.id))?.agentId !== asked
}

async function carryOut(
  context: JobContext,
  port: TelephonyPort,
  { attemptId: callId, order }: { attemptId: string; order: PhoneOrder },
  { ringMs, asked }: { ringMs: number; asked: string | undefined },
): Promise<void> {
  switch (order.do) {
    case 'hold':
      return await port.hold(callId)
    case 'resume':
      return await port.resume(callId)
    case 'hang_up':
      return await port.hangup(callId, order.reason, asked)
    case 'report':
      return await port.report?.(callId, order.result)
    case 'keys':
      return await port.dtmf(callId, order.digits)
    case 'transfer':
      return await port.transfer(callId, await nextAgent(context, port, { callId, staffId: order.staffId }), { ringMs })
  }
}

/** Whoever took a call over may put a headset on; whoever is asked first sees nothing of the call yet, and is rung. */
async function nextAgent(
  context: JobContext,
  line: TelephonyPort,
  { callId, staffId }: { callId: string; staffId: string },
): Promise<AgentEndpoint> {
  const endpoint = await agentEndpoint(context.read(), staffId, { line, callId })
  const isTheirs = await context.transact(async (work) => {
    const locked = await lockAttempt(work, callId)
    if (locked?.attempt.staff_id !== staffId) return false
    const headset = endpoint.kind === 'browser'
    const canDial = line.caps.dtmf && (headset || !line.caps.headsets)
    await saveAttempt(work, locked.attempt, { headset, can_dial: canDial })
    await tellChanged(work, locked.request)
    return true
  })
  return isTheirs || endpoint.kind !== 'browser' ? endpoint : deskPhoneOf(staffId)
}
