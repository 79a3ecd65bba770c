import { findStore } from '#modules/stores'
import type { FastifyRequest } from 'fastify'
import { qrSvgOf } from '#platform/auth/qr-svg'
import { signInTime } from '#platform/auth/realms'
import { dropRecoveryCodes, renewRecoveryCodes } from '#platform/auth/recovery-codes'
import { enrollSecondFactor, removeSecondFactor, takeSecondFactor } from '#platform/auth/second-factor'
import { countTry, forgetTries } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { triesOfTarget } from '../sign-in/rules.ts'
import { troubleWords } from '../sign-in/trouble-words.ts'
import { fromOf, noteAccountEvent } from './note-account-event.ts'
import { tellOfWay } from './passkeys.ts'
import { ownSession, requireProof } from './proof.ts'
import { secondFactorOf } from './second-factor-of.ts'

/** Begins to enroll an authenticator app; one that is proven stays until it is switched off. */
export async function beginMySecondFactor(
  context: RawContext<unknown>,
): Promise<{ secret: string; uri: string; qrSvg: string }> {
  const { customer, ids } = await requireProof(context.read())
  if (await secondFactorOf(context.read(), ids)) isOn()
  const { name } = await findStore(context.read())
  const enrolled = await context.transact((work) =>
    enrollSecondFactor(work, context.app.config, 'shopper', customer.id, {
      issuer: name || 'Makeright',
      account: customer.email ?? customer.name,
    }),
  )
  return enrolled ? { ...enrolled, qrSvg: await qrSvgOf(enrolled.uri) } : isOn()
}

/** The first right code of the app: from now on signing in asks for one. Answers the recovery codes. */
export async function confirmMySecondFactor(
  context: RawContext<{ code: string }>,
  request: FastifyRequest,
): Promise<{ recoveryCodes: string[] }> {
  const { app, input } = context
  const { customer, ids } = await requireProof(context.read())
  if (await secondFactorOf(context.read(), ids)) isOn()
  const tried = `enroll:${customer.id}`
  const outcome = await context.transact(async (work) => {
    await ownSession(work)
    if (!(await countTry(work, triesOfTarget, tried)).allowed) return 'too_many_tries'
    if (!(await takeSecondFactor(work, app.config, 'shopper', customer.id, input.code, signInTime(app))))
      return 'code_wrong'
    await forgetTries(work, triesOfTarget, tried)
    await tellOfWay(work, customer, 'second_factor_on')
    await noteAccountEvent(work, { customerId: customer.id, kind: 'second_factor_on', from: fromOf(app, request) })
    return await renewRecoveryCodes(work, app.config, 'shopper', customer.id)
  })
  if (outcome === 'too_many_tries') refuse(outcome, undefined, troubleWords.too_many_tries)
  if (outcome === 'code_wrong') refuse(outcome, undefined, troubleWords.app_code_wrong)
  return { recoveryCodes: outcome }
}

/** New recovery codes; none of the older ones opens anything any more. */
export async function renewMyRecoveryCodes(
  context: RawContext<unknown>,
  request: FastifyRequest,
): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = await context.transact(async (work) => {
    const { customer, ids } = await requireProof(work)
    const subject = await secondFactorOf(work, ids)
    if (!subject) refuse('second_factor_off', undefined, 'Switch the authenticator app on first.')
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'recovery_codes_renewed',
      from: fromOf(context.app, request),
    })
    return await renewRecoveryCodes(work, context.app.config, 'shopper', subject)
  })
  return { recoveryCodes }
}

/** Switches the app off, recovery codes included. */
export async function removeMySecondFactor(
  context: RawContext<unknown>,
  request: FastifyRequest,
): Promise<{ done: true }> {
  await context.transact(async (work) => {
    const { customer, ids } = await requireProof(work)
    const subject = await secondFactorOf(work, ids)
    if (!subject) return
    await removeSecondFactor(work, 'shopper', subject)
    await dropRecoveryCodes(work, 'shopper', subject)
    await tellOfWay(work, customer, 'second_factor_off')
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'second_factor_off',
      from: fromOf(context.app, request),
    })
  })
  return { done: true }
}

function isOn(): never {
  refuse('second_factor_on', undefined, 'An authenticator app is on already. Switch it off to take another one.')
}
