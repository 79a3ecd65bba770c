import type { FastifyReply } from 'fastify'
import { findStore } from '#modules/stores'
import { endLinks, useUpLink } from '#platform/auth/mailed-links'
import { checkNewPassword, findPassword, hashPassword, storePassword } from '#platform/auth/passwords'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { claimEmail } from '../commands/claim-email.ts'
import { recordContactChange } from '../commands/record-contact-change.ts'
import { findCustomersByEmail, identityIdsOf } from '../queries.ts'
import { fromOf, noteAccountEvent } from '../security/note-account-event.ts'
import { secondFactorOf } from '../security/second-factor-of.ts'
import { openUndoLink } from '../security/undo-link.ts'
import { enter, setEntryCookies } from './enter.ts'
import { passwordChanged } from './events.ts'
import { resetPurpose } from './forgot-password.ts'
import { dropMailedLink, openMailedLink } from './mailed-link-cookie.ts'
import { triesOfAddress } from './rules.ts'
import { enterHalf } from './sign-in.ts'
import { refuseUnderStoreLogin } from './store-login.ts'
import { troubleWords } from './trouble-words.ts'
import { endShopperSessions } from './end-sessions.ts'

/**
 * Sets a new password with the mailed link, once: it proves the mailbox as a mailed code does. All sessions end, the account is
 * told, and this browser is signed in; with an authenticator app, once its code is given, too.
 */
export async function resetPassword(
  context: RawContext<{ token?: string; password: string }>,
  reply: FastifyReply,
): Promise<{ next: 'done' | 'authenticator' }> {
  const { app, input } = context
  const { request } = reply
  await refuseUnderStoreLogin(context.read())
  const { allowed } = await context.transact((work) => countTry(work, triesOfAddress, request.ip))
  if (!allowed) refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  const link = await openMailedLink(context, request, resetPurpose, input.token)
  const [known] = link ? await findCustomersByEmail(context.read(), link.target) : []
  if (!link || !known) over()
  checkNewPassword(input.password, [known.name, link.target, (await findStore(context.read())).name])
  const hash = await hashPassword(input.password)
  const outcome = await context.transact(async (work) => {
    if (!(await useUpLink(work, link.id))) return undefined
    const customer = await claimEmail(work, link.target)
    if (!customer) return undefined
    await endLinks(work, resetPurpose, link.target)
    const ids = await identityIdsOf(work, customer.id)
    const first = !(await findPassword(work, 'shopper', ids))
    await storePassword(work, 'shopper', customer.id, hash)
    await endShopperSessions(work, ids, {})
    await recordContactChange(work, customer.id, ['password'])
    await noteAccountEvent(work, { customerId: customer.id, kind: 'password_reset', from: fromOf(app, request) })
    const undo = await openUndoLink(work, customer.id, link.target)
    await work.emit(
      passwordChanged,
      { kind: 'customer', id: customer.id, customerId: customer.id },
      { customerId: customer.id, first, undo },
    )
    return (await secondFactorOf(work, ids))
      ? await enterHalf(context, work, reply, customer, 'reset', 'authenticator')
      : await enter(app, work, reply, customer, 'reset')
  })
  if (!outcome) over()
  dropMailedLink(app, reply)
  if ('step' in outcome) {
    setSessionCookie(app, reply, 'shopper', outcome.token)
    return { next: 'authenticator' }
  }
  setEntryCookies(app, reply, outcome)
  return { next: 'done' }
}

function over(): never {
  refuse('link_over', undefined, troubleWords.link_over)
}
