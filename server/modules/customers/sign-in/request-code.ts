import type { FastifyRequest } from 'fastify'
import { openCode } from '#platform/auth/one-time-codes'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import type { EventType } from '#platform/events/event'
import { limits } from '../../../limits.ts'
import { browserFor } from './browser-for.ts'
import { guestCodeRequested, signInCodeRequested } from './events.ts'
import { codesOfAddress, codesOfTarget, targetOf, tooManyCodes, triesKey } from './rules.ts'
import { refuseUnderStoreLogin } from './store-login.ts'

interface Sent {
  sent: true
  expiresInMinutes: number
}

export const signInPurpose = 'sign_in'
export const guestPurpose = 'guest_access'
export const stepUpPurpose = 'step_up'

/** Opens a code for an e-mail address. What is done here is the same for every address: whether it is known is looked up later, when the mail is written. */
export async function requestSignInCode(
  context: RawContext<{ email: string }>,
  request: FastifyRequest,
): Promise<Sent> {
  await refuseUnderStoreLogin(context.read())
  return await requestCode(context, request, signInPurpose, context.input.email, signInCodeRequested)
}

/** Opens a code for an order number; it is mailed to the order's own address, if there is such an order. */
export function requestGuestCode(context: RawContext<{ order: string }>, request: FastifyRequest): Promise<Sent> {
  return requestCode(context, request, guestPurpose, context.input.order, guestCodeRequested)
}

async function requestCode(
  context: RawContext<unknown>,
  request: FastifyRequest,
  purpose: string,
  typed: string,
  asked: EventType<{ codeId: string }>,
): Promise<Sent> {
  const target = targetOf(typed)
  const { device } = await browserFor(context, request, target)
  const over = await context.transact(async (work) => {
    const counts = [
      await countTry(work, codesOfTarget, triesKey(purpose, target, device)),
      await countTry(work, codesOfAddress(context.app.demo), request.ip),
    ]
    const full = counts.filter((count) => !count.allowed).map((count) => count.endsAt.getTime())
    if (full.length > 0) return full
    const codeId = await openCode(work, purpose, target)
    await work.emit(asked, { kind: 'sign_in_code', id: codeId }, { codeId })
    return []
  })
  if (over.length > 0) tooManyCodes(context.read(), new Date(Math.max(...over)))
  return { sent: true, expiresInMinutes: limits.signIn.codeMinutes }
}
