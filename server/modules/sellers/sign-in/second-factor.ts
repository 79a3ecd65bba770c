import type { FastifyReply, FastifyRequest } from 'fastify'
import { qrSvgOf } from '#platform/auth/qr-svg'
import { findStore } from '#modules/stores'
import { findPassword, verifyPassword } from '#platform/auth/passwords'
import { deviceOf, rememberDevice, setDeviceCookie } from '#platform/auth/known-devices'
import { cookieOf, signInTime } from '#platform/auth/realms'
import { enrollSecondFactor, hasSecondFactor, takeSecondFactor } from '#platform/auth/second-factor'
import { findSession } from '#platform/auth/sessions'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { forbidden, refuse, unauthenticated } from '#platform/errors'
import type { Work } from '#platform/work'
import type { SellerMe } from '../contract.ts'
import { sellerMemberSignedIn } from '../events.ts'
import { findMember, findSellerMe, type MemberRecord } from '../members/queries.ts'
import { tooManyWords, triesKey, triesOfMember } from './rules.ts'

/**
 * Begins to enroll an authenticator app: in the middle of signing in, or later with the password once more. Nobody swaps one that is
 * proven: a browser left open must not lock its owner out.
 */
export async function beginEnrollment(
  context: RawContext<{ password?: string }>,
  request: FastifyRequest,
): Promise<{ secret: string; uri: string; qrSvg: string }> {
  const member =
    context.actor.kind === 'seller' ? await withPassword(context) : await halfSignedIn(context, request, 'enroll')
  const { name } = await findStore(context.read())
  const enrolled = await context.transact((work) =>
    enrollSecondFactor(work, context.app.config, 'seller', member.id, {
      issuer: name || 'Makeright',
      account: member.email,
    }),
  )
  if (!enrolled) forbidden('An authenticator app is enrolled. Lost your phone? An owner can send you a fresh link.')
  return { ...enrolled, qrSvg: await qrSvgOf(enrolled.uri) }
}

async function withPassword(context: RawContext<{ password?: string }>): Promise<MemberRecord> {
  const member = await selfOf(context)
  const { allowed } = await context.transact((work) => countTry(work, triesOfMember, member.id))
  if (!allowed) refuse('too_many_tries', undefined, tooManyWords)
  const password = await findPassword(context.read(), 'seller', [member.id])
  if (!(await verifyPassword(context.input.password ?? '', password?.hash)))
    refuse('password_wrong', undefined, 'That is not your password.')
  return member
}

/** The first right code of an app that is being enrolled: from now on signing in asks for it. */
export async function confirmEnrollment(context: RawContext<{ code: string }>): Promise<SellerMe> {
  const member = await selfOf(context)
  if ((await hasSecondFactor(context.read(), 'seller', [member.id])).has(member.id))
    forbidden('An authenticator app is enrolled already.')
  const outcome = await context.transact((work) => take(context, work, member))
  if (outcome !== 'right') wrong(outcome)
  return await findSellerMe(context.read())
}

/** Second step of signing in: the half session ends and a whole one with another token begins. */
export async function giveSecondFactor(context: RawContext<{ code: string }>, reply: FastifyReply): Promise<SellerMe> {
  const { app } = context
  const member = await halfSignedIn(context, reply.request)
  const outcome = await context.transact(async (work) => {
    const taken = await take(context, work, member)
    if (taken !== 'right') return taken
    const device = deviceOf(app, reply.request)
    for (const key of [member.email, triesKey(member.email, device)]) await forgetTries(work, triesOfMember, key)
    const session = await openSession(app, work, reply, {
      realm: 'seller',
      subjectId: member.id,
      method: 'second_factor',
    })
    await work.emit(
      sellerMemberSignedIn,
      { kind: 'seller', id: member.sellerId },
      { sellerId: member.sellerId, memberId: member.id, sessionId: session.id },
    )
    return { ...session, deviceToken: await rememberDevice(app, work, reply.request, 'seller', member.id) }
  })
  if (typeof outcome === 'string') return wrong(outcome)
  setSessionCookie(app, reply, 'seller', outcome.token)
  setDeviceCookie(app, reply, outcome.deviceToken)
  return await findSellerMe(
    context.read({
      kind: 'seller',
      sellerId: member.sellerId,
      memberId: member.id,
      role: member.role,
      sessionId: outcome.id,
    }),
  )
}

type Trouble = 'too_many_tries' | 'code_wrong'

async function take(
  { app, input }: RawContext<{ code: string }>,
  work: Work,
  member: MemberRecord,
): Promise<'right' | Trouble> {
  if (!(await countTry(work, triesOfMember, member.id)).allowed) return 'too_many_tries'
  if (!(await takeSecondFactor(work, app.config, 'seller', member.id, input.code, signInTime(app)))) return 'code_wrong'
  await forgetTries(work, triesOfMember, member.id)
  return 'right'
}

function wrong(trouble: Trouble): never {
  if (trouble === 'too_many_tries') refuse(trouble, undefined, tooManyWords)
  refuse(trouble, undefined, 'That code is not right. Take the one your app shows now; each one works once.')
}

async function selfOf(context: RawContext<unknown>): Promise<MemberRecord> {
  const { actor } = context
  const member = actor.kind === 'seller' ? await findMember(context.read(), actor.memberId) : undefined
  return member ?? unauthenticated()
}

async function halfSignedIn(
  context: RawContext<unknown>,
  request: FastifyRequest,
  stage?: 'enroll',
): Promise<MemberRecord> {
  const reader = context.read()
  const token = request.cookies[cookieOf(context.app, 'seller')]
  const session = token ? await findSession(reader, 'seller', token) : undefined
  const isHalf = session !== undefined && session.stage !== 'full' && (stage ?? session.stage) === session.stage
  const member = isHalf ? await findMember(reader, session.subjectId) : undefined
  return member ?? unauthenticated('Start with your e-mail address and password.')
}
