import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import type { Reader } from '#platform/work'
import { agentEndpoint, lineOf, linesOf } from '../endpoints.ts'
import { callPolicy } from '../policy.ts'
import { telephonyPort, type TelephonyPort } from '../ports.ts'
import { readAttempt, readRequest } from '../requests.ts'
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
      await carryOut(reader, line, data, ringSeconds * 1000)
    } catch (error) {
      if (!(error instanceof OutsideError) || error.outcome !== 'refused') throw error
      context.log.info(
        { code: error.code, attemptId: data.attemptId, order: data.order.do },
        'a call could not do that',
      )
    }
  },
)

async function carryOut(
  reader: Reader,
  port: TelephonyPort,
  { attemptId: callId, order }: { attemptId: string; order: PhoneOrder },
  ringMs: number,
): Promise<void> {
  switch (order.do) {
    case 'hold':
      return await port.hold(callId)
    case 'resume':
      return await port.resume(callId)
    case 'hang_up':
      return await port.hangup(callId, order.reason)
    case 'report':
      return await port.report?.(callId, order.result)
    case 'keys':
      return await port.dtmf(callId, order.digits)
    case 'transfer':
      return await port.transfer(callId, await agentEndpoint(reader, order.staffId), { ringMs })
  }
}
