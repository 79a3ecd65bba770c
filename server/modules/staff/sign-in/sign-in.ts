import type { FastifyReply } from 'fastify'
import { deviceOf, isKnownDevice } from '#platform/auth/known-devices'
import { findPassword, verifyPassword } from '#platform/auth/passwords'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { findStaffByEmail } from '../queries.ts'
import { enterPerson, nextStep, type NextStep } from './enter-person.ts'
import { mayUsePassword } from './password-rule.ts'
import { triesKey, triesOfAddress, triesOfPerson } from './rules.ts'

/**
 * First step: the password. Whoever is unknown, switched off, wrong, or signs in elsewhere gets the same answer after the same
 * time.
 */
export async function signIn(
  context: RawContext<{ email: string; password: string }>,
  reply: FastifyReply,
): Promise<{ next: NextStep }> {
  const { app, input } = context
  const { request } = reply
  const reader = context.read()
  const found = await findStaffByEmail(reader, input.email)
  const device = deviceOf(app, request)
  const { known } = await isKnownDevice(reader, 'staff', [found?.id ?? 'nobody'], device)
  const within = await context.transact(async (work) => {
    const [person, address] = [
      await countTry(work, triesOfPerson, triesKey(input.email, known ? device : undefined)),
      await countTry(work, triesOfAddress, request.ip),
    ]
    return person.allowed && address.allowed
  })
  if (!within) refuse('too_many_tries', undefined, 'That was a lot of tries. Please wait a quarter of an hour.')
  const person = found?.active && (await mayUsePassword(reader, found)) ? found : undefined
  const password = await findPassword(reader, 'staff', person ? [person.id] : [])
  if (!(await verifyPassword(input.password, password?.hash)) || !person) {
    refuse('sign_in_failed', undefined, 'E-mail address and password do not fit together.')
  }
  const next = await nextStep(app, reader, person.id)
  const entering = { staffId: person.id, next, method: 'password' } as const
  const session = await context.transact((work) => enterPerson(app, work, reply, entering))
  setSessionCookie(app, reply, 'staff', session.token)
  return { next }
}
