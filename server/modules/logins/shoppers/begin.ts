import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { unseal } from '#platform/auth/seal'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { pathOfOurs } from '#platform/auth/path-of-ours'
import type { ProviderClient } from '../ports.ts'
import { beginAttempt } from '../provider/attempts.ts'
import { findShopperLogin, shopperReturn } from '../queries.ts'
import { sealedFor, type ShopperLoginRow } from '../tables.ts'

/** Where a shopper goes to sign in: the store's own page, which sends them back with a signed link, or its identity provider. */
export async function beginStoreSignIn(
  context: RawContext<{ then?: string }>,
  reply: FastifyReply,
): Promise<{ url: string }> {
  const { app, input } = context
  const login = await findShopperLogin(context.read())
  const then = pathOfOurs(input.then) ?? '/'
  if (login?.kind === 'signed_link' && login.sign_in_url) {
    const url = new URL(login.sign_in_url)
    url.searchParams.set('return_to', then)
    return { url: url.href }
  }
  const client = login && clientOf(app, login)
  if (!client) return refuse('own_login', undefined, 'You sign in to this store right here.')
  return {
    url: await beginAttempt(context, reply, {
      realm: 'shopper',
      client,
      returnTo: shopperReturn(app.config.publicUrl),
      then,
    }),
  }
}

/** As whom we are registered with the store's identity provider, where shoppers sign in there. */
export function clientOf(app: App, login: ShopperLoginRow): ProviderClient | undefined {
  const { kind, issuer, client_id: clientId, client_secret: secret } = login
  if (kind !== 'oidc' || !issuer || !clientId || !secret) return undefined
  return { issuer, clientId, clientSecret: unseal(app.config, sealedFor, secret).toString() }
}
