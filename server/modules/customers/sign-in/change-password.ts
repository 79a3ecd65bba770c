import type { FastifyRequest } from 'fastify'
import { findStore } from '#modules/stores'
import { checkNewPassword, findPassword, hashPassword, storePassword, verifyPassword } from '#platform/auth/passwords'
import { findSessionById } from '#platform/auth/sessions'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { assert, forbidden, refuse } from '#platform/errors'
import { addMinutes } from '#platform/time'
import { limits } from '../../../limits.ts'
import { recordContactChange } from '../commands/record-contact-change.ts'
import { identityIdsOf, findCustomer } from '../queries.ts'
import { fromOf, noteAccountEvent } from '../security/note-account-event.ts'
import { ownSession, requireProof } from '../security/proof.ts'
import { openUndoLink } from '../security/undo-link.ts'
import { passwordChanged } from './events.ts'
import { triesOfTarget } from './rules.ts'
import { refuseUnderStoreLogin } from './store-login.ts'
import { endShopperSessions } from './end-sessions.ts'

/**
 * Sets or changes the password. Changing asks for the old one, unless it was proved a moment ago in another way: by a
 * mailed code, a passkey or an authenticator app. A first one takes a fresh sign-in. All other sessions end, and the shopper is told by mail.
 */
export async function changePassword(
  context: RawContext<{ current?: string; password: string }>,
  request: FastifyRequest,
): Promise<{ done: true }> {
  const { actor, input } = context
  assert(actor.kind === 'shopper', 'only shoppers have a password here')
  const reader = context.read()
  await refuseUnderStoreLogin(reader)
  const ids = await identityIdsOf(reader, actor.customerId)
  const [stored, session] = [
    await findPassword(reader, 'shopper', ids),
    actor.sessionId ? await findSessionById(reader, 'shopper', actor.sessionId) : undefined,
  ]
  if (!session) forbidden('Sign in as the shopper to set a password.')
  const provedAt = session.provedAt ?? (session.method === 'password' ? undefined : session.createdAt)
  const isFresh = provedAt !== undefined && addMinutes(provedAt, limits.signIn.freshMinutes) >= reader.now
  if (!stored) await requireProof(reader)
  if (stored && !isFresh) await requireCurrent(context, stored, input.current)
  const customer = await findCustomer(reader, actor.customerId)
  checkNewPassword(input.password, [customer.name, customer.email ?? '', (await findStore(reader)).name])
  const hash = await hashPassword(input.password)
  await context.transact(async (work) => {
    await ownSession(work)
    await storePassword(work, 'shopper', customer.id, hash)
    await endShopperSessions(work, ids, { except: session.id })
    await recordContactChange(work, customer.id, ['password'])
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'password_changed',
      from: fromOf(context.app, request),
    })
    const undo = customer.email ? await openUndoLink(work, customer.id, customer.email) : null
    await work.emit(
      passwordChanged,
      { kind: 'customer', id: customer.id, customerId: customer.id },
      { customerId: customer.id, first: !stored, undo },
    )
  })
  return { done: true }
}

async function requireCurrent(
  context: RawContext<unknown>,
  stored: { subjectId: string; hash: string },
  given: string | undefined,
): Promise<void> {
  const { allowed } = await context.transact((work) => countTry(work, triesOfTarget, `password:${stored.subjectId}`))
  if (!allowed || !(await verifyPassword(given ?? '', stored.hash))) {
    refuse(
      'password_wrong',
      undefined,
      'That is not your password now. Forgotten? Sign out and in again with a code by mail, then set a new one.',
    )
  }
  await context.transact((work) => forgetTries(work, triesOfTarget, `password:${stored.subjectId}`))
}
