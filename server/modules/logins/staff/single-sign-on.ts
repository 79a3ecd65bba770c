import type { FastifyReply, FastifyRequest } from 'fastify'
import { enterPerson, nextStep } from '#modules/staff'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { unseal } from '#platform/auth/seal'
import { setSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { pathOfOurs } from '#platform/auth/path-of-ours'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { openIdPort, type ProvedClaims, type ProviderClient } from '../ports.ts'
import { beginAttempt, takeAttempt } from '../provider/attempts.ts'
import { redeemed, returnedTo } from '../provider/redeem.ts'
import { keepLoginSession } from '../provider/sessions.ts'
import { findStaffLogin, staffReturn } from '../queries.ts'
import { sealedFor, type StaffLoginRow } from '../tables.ts'
import { personOf, type PersonTrouble } from './person-of.ts'

type Login = Selectable<StaffLoginRow>
type Trouble = PersonTrouble | 'ended' | 'not_allowed' | 'failed'

/** Where a person who works here goes to sign in with the company's account. */
export async function beginSingleSignOn(
  context: RawContext<{ then?: string }>,
  reply: FastifyReply,
): Promise<{ url: string }> {
  const { app, input } = context
  const login = await findStaffLogin(context.read())
  if (!login?.active)
    return refuse('no_single_sign_on', undefined, 'Nobody has connected the company’s sign-in here yet.')
  const then = pathOfOurs(input.then) ?? '/'
  const beginning = {
    realm: 'staff',
    client: clientOf(app, login),
    returnTo: staffReturn(app.config.publicUrl),
    then,
  } as const
  return { url: await beginAttempt(context, reply, { ...beginning, acr: login.acr }) }
}

/** Signs in a person whom the company's provider sends back; our own second factor follows where the provider proved none. */
export async function returnToConsole(
  context: RawContext<{ state?: string | undefined }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const outcome = await outcomeOf(context, request, reply)
  const to =
    'trouble' in outcome
      ? `/console/sign-in?trouble=${outcome.trouble}`
      : outcome.next === 'done'
        ? inConsole(outcome.then)
        : `/console/sign-in?step=${outcome.next}&then=${encodeURIComponent(outcome.then)}`
  return reply.header('cache-control', 'no-store').redirect(to, 303)
}

/** As whom we are registered with the company's provider. */
function clientOf(app: App, { issuer, client_id, client_secret }: Login): ProviderClient {
  return { issuer, clientId: client_id, clientSecret: unseal(app.config, sealedFor, client_secret).toString() }
}

async function outcomeOf(
  context: RawContext<{ state?: string | undefined }>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { app, input } = context
  const login = await findStaffLogin(context.read())
  if (!login?.active) return { trouble: 'ended' as Trouble }
  const wanted = { realm: 'staff', state: input.state, issuer: login.issuer } as const
  const attempt = await context.transact((work) => takeAttempt(app, work, request, wanted))
  if (!attempt) return { trouble: 'ended' as Trouble }
  const returned = returnedTo(staffReturn(app.config.publicUrl), request)
  const proved = await redeemed(app, () =>
    app.ports.get(openIdPort).redeem(clientOf(app, login), returned, attempt.checks),
  )
  if (typeof proved === 'string') return { trouble: proved as Trouble }
  const entered = await context.transact((work) => enter(app, work, reply, login, proved), system('single sign-on'))
  if (typeof entered === 'string') {
    app.log.warn({ reason: entered }, 'somebody whom the company’s provider knows was not let in')
    return { trouble: entered as Trouble }
  }
  setSessionCookie(app, reply, 'staff', entered.token)
  return { next: entered.next, then: attempt.then }
}

async function enter(app: App, work: Work, reply: FastifyReply, login: Login, proved: ProvedClaims) {
  const person = await personOf(work, login, proved.claims)
  if (typeof person === 'string') return person
  const next = isSecondFactorProved(login, proved) ? 'done' : await nextStep(app, work, person.id)
  const method = 'single_sign_on'
  const session = await enterPerson(app, work, reply, { staffId: person.id, next, method })
  await keepLoginSession(work, app.config, 'staff', session.id, proved)
  return { next, token: session.token }
}

function isSecondFactorProved({ acr, amr }: Login, { claims }: ProvedClaims): boolean {
  const methods = Array.isArray(claims.amr) ? claims.amr : []
  return (
    (typeof claims.acr === 'string' && acr.includes(claims.acr)) || methods.some((one) => amr.includes(String(one)))
  )
}

function inConsole(then: string): string {
  if (then === '/') return '/console'
  return /^\/console(\/|$|\?)/.test(then) ? then : `/console${then}`
}
