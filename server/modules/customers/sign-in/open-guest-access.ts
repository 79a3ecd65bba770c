import type { FastifyReply } from 'fastify'
import { takeCode } from '#platform/auth/one-time-codes'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import type { Me } from '../contract.ts'
import { presentMe } from '../present-me.ts'
import { openGuestSession } from './open-guest-session.ts'
import { guestPurpose } from './request-code.ts'
import { triesOfAddress, triesOfTarget, targetOf } from './rules.ts'
import { troubleWords } from './trouble-words.ts'

/**
 * Opens one order with its number and the mailed code. The guest sees that order and nothing else; which one it is was
 * settled when the code was mailed to the order's own address.
 */
export async function openGuestAccess(
  context: RawContext<{ order: string; code: string }>,
  reply: FastifyReply,
): Promise<Me> {
  const { app, input } = context
  const target = targetOf(input.order)
  const outcome = await context.transact(async (work) => {
    const counts = [
      await countTry(work, triesOfTarget, `${guestPurpose}:${target}`),
      await countTry(work, triesOfAddress, reply.request.ip),
    ]
    if (!counts.every((count) => count.allowed)) return 'too_many_tries'
    const code = await takeCode(work, app.config, guestPurpose, target, input.code)
    if (typeof code === 'string') return code
    if (!code.subject_id || !code.order_id) return 'code_wrong'
    await forgetTries(work, triesOfTarget, `${guestPurpose}:${target}`)
    const { subject_id: customerId, order_id: orderId } = code
    return { customerId, orderId, token: await openGuestSession(app, work, reply, { customerId, orderId }) }
  })
  if (typeof outcome === 'string') refuse(outcome, undefined, troubleWords[outcome])
  setSessionCookie(app, reply, 'shopper', outcome.token)
  const { customerId, orderId } = outcome
  return presentMe(context.read({ kind: 'guest', customerId, orderId }), { customerId, orderId, hasPassword: false })
}
