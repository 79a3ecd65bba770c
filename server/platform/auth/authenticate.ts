import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { forbidden, unauthenticated } from '../errors.ts'
import { anonymous, type Actor } from './actor.ts'
import type { Credentials } from './authenticator.ts'

/** The part of an HTTP request, or of a socket's opening request, that says who sent it. */
export type Sender = Pick<FastifyRequest, 'headers' | 'ip' | 'method' | 'host'> & {
  cookies: Record<string, string | undefined>
  /** See `Credentials`. */
  passive?: boolean
}

/**
 * Finds out who sends a request by asking the registered authenticators in order. Nobody recognized: anonymous. A credential
 * that a browser sends by itself, or none at all, counts for a write only from our own pages.
 */
export async function authenticate(app: App, sender: Sender): Promise<Actor> {
  const credentials = credentialsOf(sender)
  for (const authenticator of app.registry.authenticators) {
    // Whoever names themselves is not also whom the browser's cookies name.
    if (authenticator.ambient && credentials.bearer !== undefined) continue
    const actor = await authenticator.authenticate(app, credentials)
    if (!actor) continue
    if (authenticator.ambient) requireSameOrigin(app, sender)
    return actingFor(actor, credentials.actFor)
  }
  if (credentials.bearer !== undefined) unauthenticated('This API key is not valid, or has expired.', 'invalid_api_key')
  if (credentials.actFor !== undefined)
    unauthenticated('Makeright-Shopper needs an API key with the scope act:shopper.')
  // Signing in and out count too: another site must not choose as whom somebody is here.
  requireSameOrigin(app, sender)
  return anonymous
}

/** Refuses a write that a foreign page may have started. Programs send neither header and carry no browser's cookies. */
export function requireSameOrigin(app: App, sender: Sender): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(sender.method) && sender.headers.upgrade === undefined) return
  const { origin } = sender.headers
  const site = sender.headers['sec-fetch-site']
  const isForeign =
    origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !isOwn(app, sender, origin)
  if (isForeign) forbidden('This request came from another site.', 'cross_site_request')
}

// Behind a proxy the host that we see may be an inner one; then the public address decides.
function isOwn(app: App, sender: Sender, origin: string): boolean {
  return (
    origin === new URL(app.config.publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === sender.host)
  )
}

function credentialsOf(sender: Sender): Credentials {
  const { authorization } = sender.headers
  const actFor = sender.headers['makeright-shopper']
  return {
    headers: sender.headers,
    cookies: sender.cookies,
    bearer: authorization === undefined ? undefined : bearerOf(authorization),
    actFor: typeof actFor === 'string' ? actFor : undefined,
    ip: sender.ip,
    passive: sender.passive === true,
  }
}

// A name and a password are no credential of ours: a route that knows its caller by them looks for itself.
function bearerOf(authorization: string): string | undefined {
  if (/^Basic /i.test(authorization)) return undefined
  const match = /^Bearer ([\w.~+/=-]{8,512})$/i.exec(authorization)
  if (!match?.[1]) unauthenticated('Authorization should be "Bearer mr_…" with a valid API key.', 'invalid_api_key')
  return match[1]
}

// An authenticator may have turned the key into the shopper itself, after looking them up.
function actingFor(actor: Actor, customerId: string | undefined): Actor {
  if (customerId === undefined || actor.kind !== 'key') return actor
  if (!actor.scopes.includes('act:shopper'))
    forbidden('This API key may not act for a shopper: it lacks the scope act:shopper.', 'missing_scope')
  return { kind: 'shopper', customerId, keyId: actor.keyId }
}
