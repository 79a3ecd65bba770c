import type { FastifyReply, FastifyRequest } from 'fastify'
import { openLink } from '#platform/auth/mailed-links'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import { limits } from '../../../limits.ts'
import { maskEmail } from '../security/mask-email.ts'
import { undoPurpose } from '../security/undo-link.ts'
import { browserFor } from './browser-for.ts'
import { passwordResetRequested } from './events.ts'
import { openMailedLink } from './mailed-link-cookie.ts'
import { resetsOfAddress, resetsOfTarget, targetOf, tooManyCodes, triesKey } from './rules.ts'
import { refuseUnderStoreLogin } from './store-login.ts'

export const resetPurpose = 'password_reset'

/**
 * Opens a link to set a new password for an e-mail address. What is done here is the same for every address: whether it is
 * known is looked up later, when the mail is written.
 */
export async function forgotPassword(
  context: RawContext<{ email: string }>,
  request: FastifyRequest,
): Promise<{ sent: true; expiresInMinutes: number }> {
  await refuseUnderStoreLogin(context.read())
  const target = targetOf(context.input.email)
  const { device } = await browserFor(context, request, target)
  const over = await context.transact(async (work) => {
    const counts = [
      await countTry(work, resetsOfTarget, triesKey('reset', target, device)),
      await countTry(work, resetsOfAddress(context.app.demo), request.ip),
    ]
    const full = counts.filter((count) => !count.allowed).map((count) => count.endsAt)
    if (full.length > 0) return full
    const linkId = await openLink(work, { purpose: resetPurpose, target, minutes: limits.signIn.resetMinutes })
    await work.emit(passwordResetRequested, { kind: 'mailed_link', id: linkId }, { linkId })
    return []
  })
  if (over.length > 0) tooManyCodes(context.read(), new Date(Math.max(...over.map((endsAt) => endsAt.getTime()))))
  return { sent: true, expiresInMinutes: limits.signIn.resetMinutes }
}

/** What the link is for that this browser opened from a mail; 404 once it is over. */
export async function findMailedLink(
  context: RawContext<unknown>,
  reply: FastifyReply,
): Promise<{ purpose: 'password_reset' | 'undo'; email: string }> {
  for (const purpose of [resetPurpose, undoPurpose] as const) {
    const link = await openMailedLink(context, reply.request, purpose)
    if (link) return { purpose, email: maskEmail(link.target) }
  }
  return notFound('link')
}
