import type { FastifyReply } from 'fastify'
import { deviceOf, isKnownDevice } from '#platform/auth/known-devices'
import { takeCode } from '#platform/auth/one-time-codes'
import { cookieOf, signInTime } from '#platform/auth/realms'
import { takeRecoveryCode } from '#platform/auth/recovery-codes'
import { takeSecondFactor } from '#platform/auth/second-factor'
import { findSession } from '#platform/auth/sessions'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { latinDigits } from '#platform/latin-digits'
import type { Work } from '#platform/work'
import type { Me } from '../contract.ts'
import { findCustomer, identityIdsOf, type CustomerRecord } from '../queries.ts'
import { fromOf, noteAccountEvent } from '../security/note-account-event.ts'
import { secondFactorOf } from '../security/second-factor-of.ts'
import { enter, setEntryCookies, type Entry } from './enter.ts'
import { stepUpPurpose } from './request-code.ts'
import { targetOf, triesKey, triesOfAddress, triesOfTarget } from './rules.ts'
import { meOf } from './sign-in.ts'
import { troubleWords } from './trouble-words.ts'

type Trouble = 'code_wrong' | 'code_expired' | 'too_many_tries' | 'app_code_wrong' | 'sign_in_over'

/**
 * Second step of a sign-in: a code of the authenticator app or a recovery code in its place, or the code that was mailed. The
 * half session ends, and a whole one with another token begins.
 */
export async function giveSecondStep(context: RawContext<{ code: string }>, reply: FastifyReply): Promise<Me> {
  const { app, input } = context
  const reader = context.read()
  const token = reply.request.cookies[cookieOf(app, 'shopper')]
  const half = token ? await findSession(reader, 'shopper', token) : undefined
  if (!half || (half.stage !== 'second_factor' && half.stage !== 'mailed_code')) return over()
  const customer = await findCustomer(reader, half.subjectId)
  const ids = await identityIdsOf(reader, customer.id)
  const device = deviceOf(app, reply.request)
  const { known } = await isKnownDevice(reader, 'shopper', ids, device)
  const tried = triesKey('second-step', customer.id, known ? device : undefined)
  const outcome = await context.transact(async (work): Promise<Entry | Trouble> => {
    const counts = [await countTry(work, triesOfTarget, tried), await countTry(work, triesOfAddress, reply.request.ip)]
    if (!counts.every((count) => count.allowed)) return 'too_many_tries'
    // Switched on or off in another browser meanwhile: then other steps are asked for than the one that this waits for.
    if (((await secondFactorOf(work, ids)) !== undefined) !== (half.stage === 'second_factor')) return 'sign_in_over'
    const trouble =
      half.stage === 'mailed_code'
        ? await takeMailed(context, work, customer)
        : await takeFromApp(context, work, reply, ids, input.code)
    if (trouble) return trouble
    await forgetTries(work, triesOfTarget, tried)
    return await enter(app, work, reply, customer, half.stage === 'mailed_code' ? 'password' : 'second_factor')
  })
  if (outcome === 'sign_in_over') return over()
  if (typeof outcome === 'string')
    refuse(outcome === 'app_code_wrong' ? 'code_wrong' : outcome, undefined, troubleWords[outcome])
  setEntryCookies(app, reply, outcome)
  return await meOf(context, outcome.customerId)
}

function over(): never {
  refuse('sign_in_over', undefined, 'That took a while. Please begin again with your e-mail address.')
}

async function takeMailed(
  { app, input }: RawContext<{ code: string }>,
  work: Work,
  customer: CustomerRecord,
): Promise<Trouble | undefined> {
  const taken = await takeCode(work, app.config, stepUpPurpose, targetOf(customer.email ?? ''), input.code)
  return typeof taken === 'string' ? taken : undefined
}

async function takeFromApp(
  { app }: RawContext<unknown>,
  work: Work,
  reply: FastifyReply,
  ids: readonly string[],
  code: string,
): Promise<Trouble | undefined> {
  const subject = await secondFactorOf(work, ids)
  if (!subject) return 'sign_in_over'
  if (/^[\d\s-]+$/.test(latinDigits(code)))
    return (await takeSecondFactor(work, app.config, 'shopper', subject, code, signInTime(app)))
      ? undefined
      : 'app_code_wrong'
  if (!(await takeRecoveryCode(work, app.config, 'shopper', subject, code))) return 'app_code_wrong'
  await noteAccountEvent(work, {
    customerId: ids[0] ?? subject,
    kind: 'recovery_code_used',
    from: fromOf(app, reply.request),
  })
  return undefined
}
