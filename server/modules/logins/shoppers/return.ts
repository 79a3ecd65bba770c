import type { FastifyReply, FastifyRequest } from 'fastify'
import { openByStoreLogin } from '#modules/customers'
import type { App } from '#platform/app'
import { setSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { isStorable } from '#platform/is-storable'
import type { Work } from '#platform/work'
import { openIdPort, type ProvedClaims } from '../ports.ts'
import { takeAttempt } from '../provider/attempts.ts'
import { redeemed, returnedTo } from '../provider/redeem.ts'
import { keepLoginSession } from '../provider/sessions.ts'
import { findShopperLogin, shopperReturn } from '../queries.ts'
import type { ShopperLoginRow } from '../tables.ts'
import { clientOf } from './begin.ts'
import { type NamedShopper, shopperOf } from './who-is-it.ts'

type Trouble = 'ended' | 'not_allowed' | 'failed' | 'no_reference' | 'address_unproved'

/** Signs in a shopper whom the store's identity provider sends back, and goes on to where they wanted. */
export async function returnToPortal(
  context: RawContext<{ state?: string | undefined }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const outcome = await outcomeOf(context, request, reply)
  const to = 'trouble' in outcome ? `/sign-in?trouble=${outcome.trouble}` : outcome.then
  return reply.header('cache-control', 'no-store').redirect(to, 303)
}

async function outcomeOf(
  context: RawContext<{ state?: string | undefined }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ then: string } | { trouble: Trouble }> {
  const { app, input } = context
  const login = await findShopperLogin(context.read())
  const client = login && clientOf(app, login)
  if (!client) return { trouble: 'ended' }
  const wanted = { realm: 'shopper', state: input.state, issuer: client.issuer } as const
  const attempt = await context.transact((work) => takeAttempt(app, work, request, wanted))
  if (!attempt) return { trouble: 'ended' }
  const proved = await redeemed(app, () =>
    app.ports.get(openIdPort).redeem(client, returnedTo(shopperReturn(app.config.publicUrl), request), attempt.checks),
  )
  if (typeof proved === 'string') return { trouble: proved }
  const named = namedBy(login, proved)
  if (!named) return { trouble: 'no_reference' }
  const session = await context.transact((work) => open(app, work, reply, named, proved))
  if (session === 'address_unproved') return { trouble: session }
  setSessionCookie(app, reply, 'shopper', session.token)
  return { then: attempt.then }
}

async function open(app: App, work: Work, reply: FastifyReply, named: NamedShopper, proved: ProvedClaims) {
  const customerId = await shopperOf(work, named)
  if (customerId === 'address_unproved') return customerId
  const session = await openByStoreLogin(app, work, reply, customerId)
  await keepLoginSession(work, app.config, 'shopper', session.id, proved)
  return session
}

function namedBy(login: ShopperLoginRow, { claims }: ProvedClaims): NamedShopper | undefined {
  const about = {
    email: claims.email_verified === true ? textOf(claims.email, 254) : undefined,
    name: textOf(claims.name, 200),
  }
  // The subject is the provider's own: another provider may give the same one to somebody else.
  if (login.reference_claim === null)
    return { source: 'login', reference: `${claims.iss} ${claims.sub}`.slice(0, 700), ...about }
  // What somebody may write of themselves at the provider (OpenID Connect Core, 5.1) names nobody before the provider has proved it.
  const isUnproved =
    ['email', 'phone_number'].includes(login.reference_claim) && claims[`${login.reference_claim}_verified`] !== true
  const reference = isUnproved ? undefined : textOf(claims[login.reference_claim], 200)
  return reference === undefined ? undefined : { source: login.source, reference, ...about }
}

function textOf(value: unknown, most: number): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' && text.length <= most && isStorable(text)
    ? text.trim()
    : undefined
}
