import type { FastifyReply } from 'fastify'
import { findStore } from '#modules/stores'
import { deviceOf, isKnownDevice, rememberDevice, setDeviceCookie } from '#platform/auth/known-devices'
import { qrSvgOf } from '#platform/auth/qr-svg'
import { signInTime } from '#platform/auth/realms'
import { enrollSecondFactor, takeSecondFactor } from '#platform/auth/second-factor'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { forbidden, refuse } from '#platform/errors'
import type { StaffMe } from '../contract.ts'
import { staffSignedIn } from '../events.ts'
import { findStaffMe } from '../queries.ts'
import { halfSession } from './half-session.ts'
import { triesKey, triesOfPerson } from './rules.ts'

/** Begins enrolling an authenticator app. Only somebody without a proven one may: a stolen session cannot swap the factor. */
export async function beginEnrollment(
  context: RawContext<unknown>,
  reply: FastifyReply,
): Promise<{ secret: string; uri: string; qrSvg: string }> {
  const { session, person } = await halfSession(context, reply.request)
  if (session.stage !== 'enroll') enrolledAlready()
  const { name } = await findStore(context.read())
  const enrolled = await context.transact((work) =>
    enrollSecondFactor(work, context.app.config, 'staff', person.id, {
      issuer: name || 'Makeright',
      account: person.email,
    }),
  )
  return enrolled ? { ...enrolled, qrSvg: await qrSvgOf(enrolled.uri) } : enrolledAlready()
}

function enrolledAlready(): never {
  forbidden('An authenticator app is enrolled. Lost your phone? An administrator can send you a fresh link.')
}

/** Second step: the app's code. The half session ends and a whole one with another token begins. */
export async function giveSecondFactor(context: RawContext<{ code: string }>, reply: FastifyReply): Promise<StaffMe> {
  const { app, input } = context
  const { person } = await halfSession(context, reply.request)
  const device = deviceOf(app, reply.request)
  const { known } = await isKnownDevice(context.read(), 'staff', [person.id], device)
  const here = known ? device : undefined
  const [tried, triedPassword] = [triesKey(person.id, here), triesKey(person.email, here)]
  const outcome = await context.transact(async (work) => {
    if (!(await countTry(work, triesOfPerson, tried)).allowed) return 'too_many_tries'
    if (!(await takeSecondFactor(work, app.config, 'staff', person.id, input.code, signInTime(app))))
      return 'code_wrong'
    await forgetTries(work, triesOfPerson, tried)
    await forgetTries(work, triesOfPerson, triedPassword)
    const session = await openSession(app, work, reply, {
      realm: 'staff',
      subjectId: person.id,
      method: 'second_factor',
    })
    await work.emit(staffSignedIn, { kind: 'staff', id: person.id }, { staffId: person.id, sessionId: session.id })
    return { ...session, deviceToken: await rememberDevice(app, work, reply.request, 'staff', person.id) }
  })
  if (outcome === 'too_many_tries')
    refuse(outcome, undefined, 'That was a lot of tries. Please wait a quarter of an hour.')
  if (outcome === 'code_wrong')
    refuse(outcome, undefined, 'That code is not right. Take the one your app shows now; each one works once.')
  setSessionCookie(app, reply, 'staff', outcome.token)
  setDeviceCookie(app, reply, outcome.deviceToken)
  return findStaffMe(context.read({ kind: 'staff', staffId: person.id, role: person.role, sessionId: outcome.id }))
}
