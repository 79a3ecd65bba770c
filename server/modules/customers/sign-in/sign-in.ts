import type { FastifyReply } from 'fastify'
import { takeCode, type CodeTrouble } from '#platform/auth/one-time-codes'
import { findPassword, hasPassword, verifyPassword } from '#platform/auth/passwords'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { claimEmail } from '../commands/claim-email.ts'
import type { Me } from '../contract.ts'
import { presentMe } from '../present-me.ts'
import { identityIdsOf, findCustomersByEmail, type CustomerRecord } from '../queries.ts'
import { customerSignedIn } from './events.ts'
import { signInPurpose } from './request-code.ts'
import { triesOfAddress, triesOfTarget, targetOf } from './rules.ts'
import { refuseUnderStoreLogin } from './store-login.ts'
import { troubleWords } from './trouble-words.ts'

type Input = { email: string; code?: string; password?: string }
type Trouble = CodeTrouble | 'sign_in_failed'

/**
 * Signs a shopper in by code or password. A right code proves the e-mail address: all records that hold it become one
 * person. Nobody is created; whoever is unknown gets the answers of a wrong code or password, after the same time.
 */
export async function signIn(context: RawContext<Input>, reply: FastifyReply): Promise<Me> {
  const { app, input } = context
  if ((input.code === undefined) === (input.password === undefined))
    invalid('code', 'Send either the code or the password.')
  await refuseUnderStoreLogin(context.read())
  const target = targetOf(input.email)
  const method = input.code === undefined ? 'password' : 'code'
  // Counted apart, so that somebody who tries passwords cannot keep the owner from signing in by code.
  const tried = `${method}:${target}`
  const within = await context.transact(async (work) => {
    const counts = [await countTry(work, triesOfTarget, tried), await countTry(work, triesOfAddress, reply.request.ip)]
    return counts.every((count) => count.allowed)
  })
  if (!within) refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  const knownByPassword =
    input.password === undefined ? undefined : await whoHasPassword(context, target, input.password)
  const outcome = await context.transact(async (work) => {
    const who =
      input.code === undefined
        ? (knownByPassword ?? 'sign_in_failed')
        : await whoHasCode(context, work, target, input.code)
    if (typeof who === 'string') return who
    await forgetTries(work, triesOfTarget, tried)
    const session = await openSession(app, work, reply, { realm: 'shopper', subjectId: who.id, method })
    await work.emit(
      customerSignedIn,
      { kind: 'customer', id: who.id, customerId: who.id },
      { customerId: who.id, sessionId: session.id, method, device: session.device },
    )
    return { customerId: who.id, token: session.token }
  })
  if (typeof outcome === 'string') refuse(outcome, undefined, troubleWords[outcome])
  setSessionCookie(app, reply, 'shopper', outcome.token)
  const reader = context.read({ kind: 'shopper', customerId: outcome.customerId })
  const ids = await identityIdsOf(reader, outcome.customerId)
  return presentMe(reader, { customerId: outcome.customerId, hasPassword: await hasPassword(reader, 'shopper', ids) })
}

// Outside of a transaction: checking a password takes a while.
async function whoHasPassword(
  context: RawContext<unknown>,
  email: string,
  password: string,
): Promise<CustomerRecord | undefined> {
  const reader = context.read()
  const [person] = (await findCustomersByEmail(reader, email)).filter((customer) => customer.emailVerified)
  const stored = await findPassword(reader, 'shopper', await identityIdsOf(reader, person?.id ?? 'nobody'))
  return (await verifyPassword(password, stored?.hash)) ? person : undefined
}

async function whoHasCode(
  context: RawContext<unknown>,
  work: Work,
  email: string,
  code: string,
): Promise<CustomerRecord | Trouble> {
  const taken = await takeCode(work, context.app.config, signInPurpose, email, code)
  if (typeof taken === 'string') return taken
  return (await claimEmail(work, email)) ?? 'code_wrong'
}
