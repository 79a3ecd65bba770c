import type { FastifyReply } from 'fastify'
import type * as z from 'zod'
import { openCode, takeCode } from '#platform/auth/one-time-codes'
import { beginPasskeySignIn, listPasskeys, takePasskey } from '#platform/auth/passkeys'
import { findPassword, verifyPassword } from '#platform/auth/passwords'
import { signInTime } from '#platform/auth/realms'
import { takeRecoveryCode } from '#platform/auth/recovery-codes'
import { takeSecondFactor } from '#platform/auth/second-factor'
import { findSessionById, holdSession, noteProof, type SessionRecord } from '#platform/auth/sessions'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { assert, forbidden, invalid, refuse } from '#platform/errors'
import { addMinutes } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { PasskeyAssertion, WayToProve } from '../contract.ts'
import { findCustomer, identityIdsOf, type CustomerRecord } from '../queries.ts'
import { proofCodeRequested } from '../sign-in/events.ts'
import { codesOfTarget, tooManyCodes, triesOfTarget } from '../sign-in/rules.ts'
import { refuseUnderStoreLogin } from '../sign-in/store-login.ts'
import { troubleWords } from '../sign-in/trouble-words.ts'
import { secondFactorOf } from './second-factor-of.ts'

export type Way = z.infer<typeof WayToProve>
const proofPurpose = 'proof'

/**
 * The shopper who is signed in with a browser, and their session; 403 for everybody else, keys that act for one included. In a transaction the
 * session is held until its end, so that nothing is changed in one that was just ended elsewhere.
 */
export async function ownSession(
  reader: Reader | Work,
): Promise<{ customer: CustomerRecord; ids: string[]; session: SessionRecord }> {
  const { actor } = reader
  const find = (id: string) =>
    'emit' in reader ? holdSession(reader, 'shopper', id) : findSessionById(reader, 'shopper', id)
  const session = actor.kind === 'shopper' && actor.sessionId ? await find(actor.sessionId) : undefined
  if (actor.kind !== 'shopper' || !session) forbidden('Sign in as the shopper to look after the sign-in.')
  const ids = await identityIdsOf(reader, actor.customerId)
  return { customer: await findCustomer(reader, actor.customerId), ids, session }
}

/** Whether it was proved a moment ago that this session is its owner's: when it began, or since. */
export function isFresh(reader: Reader, session: SessionRecord): boolean {
  return addMinutes(session.provedAt ?? session.createdAt, limits.signIn.freshMinutes) >= reader.now
}

/** What opens changes: with an authenticator app only that or a passkey, so that a mailbox alone cannot remove it. */
export async function waysToProve(reader: Reader, ids: readonly string[]): Promise<Way[]> {
  const passkey: Way[] = (await listPasskeys(reader, 'shopper', ids)).length > 0 ? ['passkey'] : []
  if (await secondFactorOf(reader, ids)) return [...passkey, 'authenticator']
  const password: Way[] = (await findPassword(reader, 'shopper', ids)) ? ['password'] : []
  return [...passkey, ...password, 'code']
}

/** Refuses `proof_needed`, with the ways, where the sign-in is older than that; `store_login` where all of it is the store’s to do. */
export async function requireProof(reader: Reader | Work): Promise<{
  customer: CustomerRecord
  ids: string[]
  session: SessionRecord
}> {
  await refuseUnderStoreLogin(reader)
  const own = await ownSession(reader)
  if (!isFresh(reader, own.session))
    refuse('proof_needed', { ways: await waysToProve(reader, own.ids) }, 'Please show first that it is still you.')
  return own
}

/** Mails a code to the shopper's own address. */
export async function sendProofCode(work: Work): Promise<{ sent: true; expiresInMinutes: number }> {
  const { customer } = await ownSession(work)
  const count = await countTry(work, codesOfTarget, `${proofPurpose}:${customer.id}`)
  if (!count.allowed) tooManyCodes(work, count.endsAt)
  const codeId = await openCode(work, proofPurpose, customer.id)
  await work.emit(proofCodeRequested, { kind: 'sign_in_code', id: codeId }, { codeId, customerId: customer.id })
  return { sent: true, expiresInMinutes: limits.signIn.codeMinutes }
}

/** What a browser needs to prove it with a passkey; it counts in this session alone. */
export async function proofPasskeyOptions(
  context: RawContext<unknown>,
): Promise<{ challenge: string; [more: string]: unknown }> {
  const { session } = await ownSession(context.read())
  return { ...(await context.transact((work) => beginPasskeySignIn(work, context.app.config, session.id))) }
}

interface Proof {
  password?: string
  code?: string
  passkey?: PasskeyAssertion
}

/** Proves that it is still them: from now on, for a while, changes of the sign-in are open. The session gets another token. */
export async function giveProof(context: RawContext<Proof>, reply: FastifyReply): Promise<{ done: true }> {
  const { input } = context
  if (Object.values(input).filter((each) => each !== undefined).length !== 1)
    invalid('code', 'Send one of password, code and passkey.')
  const { ids, session } = await ownSession(context.read())
  const ways = await waysToProve(context.read(), ids)
  const tried = `proof:${session.id}`
  const within = await context.transact((work) => countTry(work, triesOfTarget, tried))
  if (!within.allowed) refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  const stored = await findPassword(context.read(), 'shopper', ids)
  const isPasswordRight =
    input.password !== undefined && ways.includes('password') && (await verifyPassword(input.password, stored?.hash))
  const token = await context.transact(async (work) => {
    const proved = isPasswordRight || (await isProvedBy(context, work, ids, session, ways))
    if (!proved) return undefined
    await forgetTries(work, triesOfTarget, tried)
    return await noteProof(work, session.id)
  })
  if (!token) refuse('proof_wrong', undefined, 'That does not fit. Please look again, or take another way.')
  setSessionCookie(context.app, reply, 'shopper', token)
  return { done: true }
}

async function isProvedBy(
  { app, input }: RawContext<Proof>,
  work: Work,
  ids: readonly string[],
  session: SessionRecord,
  ways: readonly Way[],
): Promise<boolean> {
  if (input.passkey && ways.includes('passkey')) {
    const passkey = await takePasskey(work, app.config, 'shopper', session.id, input.passkey)
    return passkey !== undefined && ids.includes(passkey.subjectId)
  }
  if (input.code === undefined) return false
  if (ways.includes('authenticator')) {
    const subject = await secondFactorOf(work, ids)
    assert(subject !== undefined, 'that way is there with an app only')
    return (
      (await takeSecondFactor(work, app.config, 'shopper', subject, input.code, signInTime(app))) ||
      (await takeRecoveryCode(work, app.config, 'shopper', subject, input.code))
    )
  }
  return typeof (await takeCode(work, app.config, proofPurpose, ids[0] ?? '', input.code)) !== 'string'
}
