import type { FastifyReply } from 'fastify'
import { openCode, takeCode, type CodeTrouble } from '#platform/auth/one-time-codes'
import { findPassword, hasPassword, verifyPassword } from '#platform/auth/passwords'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { claimEmail } from '../commands/claim-email.ts'
import type { Me } from '../contract.ts'
import { presentMe } from '../present-me.ts'
import { identityIdsOf, type CustomerRecord } from '../queries.ts'
import { secondFactorOf } from '../security/second-factor-of.ts'
import { browserFor } from './browser-for.ts'
import { enter, setEntryCookies, type Entry } from './enter.ts'
import { signInCodeRequested } from './events.ts'
import { signInPurpose, stepUpPurpose } from './request-code.ts'
import { codesOfTarget, targetOf, tooManyCodes, triesKey, triesOfAddress, triesOfTarget } from './rules.ts'
import { refuseUnderStoreLogin } from './store-login.ts'
import { troubleWords } from './trouble-words.ts'

type Input = { email: string; code?: string; password?: string }
type Trouble = CodeTrouble | 'sign_in_failed'
/** The step that is still missing; the browser holds a session that opens nothing but that step. */
export type Step = 'authenticator' | 'mailed_code'

/**
 * Signs a shopper in by code or password. A right code proves the e-mail address: all records that hold it become one
 * person. Nobody is created; whoever is unknown gets the answers of a wrong code or password, after the same time. An
 * authenticator app is asked after either; without one, a password in a new browser, or after many wrong ones, takes a mailed
 * code beside it: refuses `second_step_needed` with the `step`.
 */
export async function signIn(context: RawContext<Input>, reply: FastifyReply): Promise<Me> {
  const { app, input } = context
  if ((input.code === undefined) === (input.password === undefined))
    invalid('code', 'Send either the code or the password.')
  await refuseUnderStoreLogin(context.read())
  const target = targetOf(input.email)
  const method = input.code === undefined ? 'password' : 'code'
  const { person, device } = await browserFor(context, reply.request, target)
  const known = device !== undefined
  // Counted apart, so that somebody who tries passwords cannot keep the owner from signing in by code.
  const tried = triesKey(method, target, device)
  const within = await context.transact(async (work) => {
    const counts = [await countTry(work, triesOfTarget, tried), await countTry(work, triesOfAddress, reply.request.ip)]
    return { allowed: counts.every((count) => count.allowed), tries: counts[0]?.count ?? 0 }
  })
  if (!within.allowed) refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  const knownByPassword =
    input.password === undefined ? undefined : await whoHasPassword(context, person, input.password)
  const outcome = await context.transact(async (work): Promise<Entry | Half | Trouble | Date> => {
    const who =
      input.code === undefined
        ? (knownByPassword ?? 'sign_in_failed')
        : await whoHasCode(context, work, target, input.code, known)
    if (typeof who === 'string') return who
    await forgetTries(work, triesOfTarget, tried)
    if (await secondFactorOf(work, await identityIdsOf(work, who.id)))
      return await enterHalf(context, work, reply, who, method, 'authenticator')
    // Mail of a demonstration store reaches nobody.
    if (method === 'password' && !app.demo && (!known || within.tries > limits.signIn.stepUpTries)) {
      // Whoever has the password alone cannot have the owner mailed without end.
      const mails = await countTry(work, codesOfTarget, triesKey(stepUpPurpose, target, device))
      if (!mails.allowed) return mails.endsAt
      return await enterHalf(context, work, reply, who, method, 'mailed_code')
    }
    return await enter(app, work, reply, who, method)
  })
  if (outcome instanceof Date) tooManyCodes(context.read(), outcome)
  if (typeof outcome === 'string') refuse(outcome, undefined, troubleWords[outcome])
  if ('step' in outcome) return needsStep(context, reply, outcome)
  setEntryCookies(app, reply, outcome)
  return await meOf(context, outcome.customerId)
}

interface Half {
  step: Step
  token: string
}

/** The first step is done. Of a mailed code the mail is on its way. */
export async function enterHalf(
  { app }: RawContext<unknown>,
  work: Work,
  reply: FastifyReply,
  who: CustomerRecord,
  method: 'password' | 'code' | 'reset',
  step: Step,
): Promise<Half> {
  const stage = step === 'authenticator' ? 'second_factor' : 'mailed_code'
  const { token } = await openSession(app, work, reply, { realm: 'shopper', subjectId: who.id, stage, method })
  if (step === 'mailed_code' && who.email) {
    const codeId = await openCode(work, stepUpPurpose, targetOf(who.email))
    await work.emit(signInCodeRequested, { kind: 'sign_in_code', id: codeId }, { codeId })
  }
  return { step, token }
}

function needsStep({ app }: RawContext<unknown>, reply: FastifyReply, { step, token }: Half): never {
  setSessionCookie(app, reply, 'shopper', token)
  refuse(
    'second_step_needed',
    { step },
    step === 'authenticator'
      ? 'Now the code that your authenticator app shows.'
      : 'This browser is new to your account. We just mailed you a code.',
  )
}

/** Who is signed in now, as the account page shows them. */
export async function meOf(context: RawContext<unknown>, customerId: string): Promise<Me> {
  const reader = context.read({ kind: 'shopper', customerId })
  const ids = await identityIdsOf(reader, customerId)
  return await presentMe(reader, { customerId, hasPassword: await hasPassword(reader, 'shopper', ids) })
}

// Outside of a transaction: checking a password takes a while.
async function whoHasPassword(
  context: RawContext<unknown>,
  person: CustomerRecord | undefined,
  password: string,
): Promise<CustomerRecord | undefined> {
  const reader = context.read()
  const stored = await findPassword(reader, 'shopper', await identityIdsOf(reader, person?.id ?? 'nobody'))
  return (await verifyPassword(password, stored?.hash)) ? person : undefined
}

async function whoHasCode(
  context: RawContext<unknown>,
  work: Work,
  email: string,
  code: string,
  isCounted: boolean,
): Promise<CustomerRecord | Trouble> {
  const taken = await takeCode(work, context.app.config, signInPurpose, email, code, isCounted)
  if (typeof taken === 'string') return taken
  return (await claimEmail(work, email)) ?? 'code_wrong'
}
