import type { FastifyReply } from 'fastify'
import { findPassword, verifyPassword } from '#platform/auth/passwords'
import { hasSecondFactor } from '#platform/auth/second-factor'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { findStaffByEmail } from '../queries.ts'
import { staffSignedIn } from '../events.ts'
import { triesOfAddress, triesOfPerson } from './rules.ts'

type Next = 'second_factor' | 'enroll' | 'done'

/**
 * First step: the password. A second factor always follows in a real store; only people of a demonstration store who have
 * not enrolled one are let in at once. Whoever is unknown, switched off or wrong gets the same answer after the same time.
 */
export async function signIn(
  context: RawContext<{ email: string; password: string }>,
  reply: FastifyReply,
): Promise<{ next: Next }> {
  const { app, input } = context
  const { request } = reply
  const within = await context.transact(async (work) => {
    const [person, address] = [
      await countTry(work, triesOfPerson, input.email),
      await countTry(work, triesOfAddress, request.ip),
    ]
    return person.allowed && address.allowed
  })
  if (!within) refuse('too_many_tries', undefined, 'That was a lot of tries. Please wait a quarter of an hour.')
  const reader = context.read()
  const found = await findStaffByEmail(reader, input.email)
  const person = found?.active ? found : undefined
  const password = await findPassword(reader, 'staff', person ? [person.id] : [])
  if (!(await verifyPassword(input.password, password?.hash)) || !person) {
    refuse('sign_in_failed', undefined, 'E-mail address and password do not fit together.')
  }
  const enrolled = (await hasSecondFactor(reader, 'staff', [person.id])).has(person.id)
  const next: Next = enrolled ? 'second_factor' : app.demo ? 'done' : 'enroll'
  const session = await context.transact(async (work) => {
    const opened = await openSession(app, work, reply, {
      realm: 'staff',
      subjectId: person.id,
      stage: next === 'done' ? 'full' : next,
      method: 'password',
    })
    if (next === 'done')
      await work.emit(staffSignedIn, { kind: 'staff', id: person.id }, { staffId: person.id, sessionId: opened.id })
    return opened
  })
  setSessionCookie(app, reply, 'staff', session.token)
  return { next }
}
