import type { FastifyReply } from 'fastify'
import { deviceOf, isKnownDevice, rememberDevice, setDeviceCookie } from '#platform/auth/known-devices'
import { findPassword, verifyPassword } from '#platform/auth/passwords'
import { hasSecondFactor } from '#platform/auth/second-factor'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { sellerMemberSignedIn } from '../events.ts'
import { findMemberByEmail } from '../members/queries.ts'
import { tooManyWords, triesKey, triesOfAddress, triesOfMember } from './rules.ts'

type Next = 'second_factor' | 'enroll' | 'done'

/**
 * First step: the password. Whoever has an authenticator app gives its code next; an owner, who decides about keys and people,
 * enrolls one before anything else. Whoever is unknown, has left or is wrong gets the same answer after the same time.
 */
export async function signIn(
  context: RawContext<{ email: string; password: string }>,
  reply: FastifyReply,
): Promise<{ next: Next }> {
  const { app, input } = context
  const reader = context.read()
  const member = await findMemberByEmail(reader, input.email)
  const device = deviceOf(app, reply.request)
  const { known } = await isKnownDevice(reader, 'seller', [member?.id ?? 'nobody'], device)
  const within = await context.transact(async (work) => {
    const [person, address] = [
      await countTry(work, triesOfMember, triesKey(input.email, known ? device : undefined)),
      await countTry(work, triesOfAddress, reply.request.ip),
    ]
    return person.allowed && address.allowed
  })
  if (!within) refuse('too_many_tries', undefined, tooManyWords)
  const password = await findPassword(reader, 'seller', member ? [member.id] : [])
  if (!(await verifyPassword(input.password, password?.hash)) || !member)
    refuse('sign_in_failed', undefined, 'E-mail address and password do not fit together.')
  const enrolled = (await hasSecondFactor(reader, 'seller', [member.id])).has(member.id)
  const isBound = member.role === 'owner' && !app.demo
  const next: Next = enrolled ? 'second_factor' : isBound ? 'enroll' : 'done'
  const session = await context.transact(async (work) => {
    const opened = await openSession(app, work, reply, {
      realm: 'seller',
      subjectId: member.id,
      stage: next === 'done' ? 'full' : next,
      method: 'password',
    })
    if (next === 'done')
      await work.emit(
        sellerMemberSignedIn,
        { kind: 'seller', id: member.sellerId },
        { sellerId: member.sellerId, memberId: member.id, sessionId: opened.id },
      )
    if (next !== 'done') return opened
    return { ...opened, deviceToken: await rememberDevice(app, work, reply.request, 'seller', member.id) }
  })
  setSessionCookie(app, reply, 'seller', session.token)
  if ('deviceToken' in session) setDeviceCookie(app, reply, session.deviceToken)
  return { next }
}
