import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { beginPasskeySignIn, takePasskey } from '#platform/auth/passkeys'
import { isSecure } from '#platform/auth/realms'
import { countTry } from '#platform/auth/tally'
import type { App } from '#platform/app'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { limits } from '../../../limits.ts'
import type { Me, PasskeyAssertion } from '../contract.ts'
import { findCustomer } from '../queries.ts'
import { enter, setEntryCookies } from './enter.ts'
import { triesOfAddress } from './rules.ts'
import { meOf } from './sign-in.ts'
import { refuseUnderStoreLogin } from './store-login.ts'
import { troubleWords } from './trouble-words.ts'

/** What a browser needs to sign in with a passkey. The challenge counts in this browser alone, known by a cookie of its own. */
export async function passkeySignInOptions(
  context: RawContext<unknown>,
  reply: FastifyReply,
): Promise<{ challenge: string; [more: string]: unknown }> {
  const { app } = context
  await refuseUnderStoreLogin(context.read())
  const mark = markOf(app, reply) ?? randomBytes(32).toString('base64url')
  const options = await context.transact((work) => beginPasskeySignIn(work, app.config, mark))
  void reply.setCookie(cookieName(app), mark, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(app),
    maxAge: limits.signIn.challengeMinutes * 60,
  })
  return { ...options }
}

/** Signs in with a passkey. It is had and unlocked, so it counts as both steps, in a new browser, too. */
export async function signInWithPasskey(
  context: RawContext<{ passkey: PasskeyAssertion }>,
  reply: FastifyReply,
): Promise<Me> {
  const { app, input } = context
  await refuseUnderStoreLogin(context.read())
  const mark = markOf(app, reply)
  const outcome = await context.transact(async (work) => {
    if (!(await countTry(work, triesOfAddress, reply.request.ip)).allowed) return 'too_many_tries'
    const taken = mark ? await takePasskey(work, app.config, 'shopper', mark, input.passkey) : undefined
    if (!taken) return 'passkey_failed'
    return await enter(app, work, reply, await findCustomer(work, taken.subjectId), 'passkey')
  })
  if (outcome === 'too_many_tries') refuse(outcome, undefined, troubleWords.too_many_tries)
  if (outcome === 'passkey_failed')
    refuse(outcome, undefined, 'We do not know this passkey. A code by mail works, too.')
  setEntryCookies(app, reply, outcome)
  return await meOf(context, outcome.customerId)
}

function markOf(app: App, reply: FastifyReply): string | undefined {
  const mark = reply.request.cookies[cookieName(app)]
  return mark && /^[\w-]{43}$/.test(mark) ? mark : undefined
}

function cookieName(app: App): string {
  return isSecure(app) ? '__Host-mr_passkey' : 'mr_passkey'
}
