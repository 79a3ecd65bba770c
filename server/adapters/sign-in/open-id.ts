import { createHash } from 'node:crypto'
import * as openid from 'openid-client'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../limits.ts'
import type { KeySet, OpenIdPort, ProviderClient } from '../../modules/logins/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'

export interface OpenIdOptions {
  fetch: GuardedFetch
  /** Providers (`http://127.0.0.1:4020`) that need no TLS, because nothing between them and us is somebody else's. */
  allowPlain?: readonly string[]
}

/**
 * Identity providers by OpenID Connect (openid-client). ID tokens must be signed with a key of the provider's, although TLS alone would
 * do by the standard: nothing unsigned names anybody here. What a provider publishes of itself is kept for some minutes.
 */
export function openIdProviders(options: OpenIdOptions): OpenIdPort {
  const known = new Map<string, { at: number; config: Promise<openid.Configuration> }>()

  const configOf = async (client: ProviderClient): Promise<openid.Configuration> => {
    const { issuer, clientId, clientSecret } = client
    const key = createHash('sha256')
      .update(JSON.stringify([issuer, clientId, clientSecret]))
      .digest('hex')
    const kept = known.get(key)
    if (kept && Date.now() - kept.at < limits.logins.providerMinutes * 60_000) return await kept.config
    const config = outside(() => discover(client, options))
    known.set(key, { at: Date.now(), config })
    if (known.size > limits.logins.providersKept) known.delete(known.keys().next().value ?? '')
    try {
      return await config
    } catch (error) {
      known.delete(key)
      throw error
    }
  }

  return {
    async signInUrl(client, checks, wishes = {}) {
      const config = await configOf(client)
      return openid.buildAuthorizationUrl(config, {
        redirect_uri: checks.returnTo,
        scope: 'openid email profile',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
        ...(wishes.acr?.length ? { acr_values: wishes.acr.join(' ') } : {}),
      }).href
    },
    async redeem(client, returned, checks) {
      const config = await configOf(client)
      const tokens = await outside(() =>
        openid.authorizationCodeGrant(config, returned, {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.verifier,
          idTokenExpected: true,
        }),
      )
      const claims = tokens.claims()
      if (!claims || !tokens.id_token) throw new OutsideError('refused', 'sign_in_refused', 'There was no ID token.')
      // By the standard an address need not be part of the token; then the provider is asked for it.
      const more =
        claims.email === undefined && config.serverMetadata().userinfo_endpoint
          ? await outside(() => openid.fetchUserInfo(config, tokens.access_token, claims.sub))
          : {}
      return { claims: { ...more, ...claims }, idToken: tokens.id_token }
    },
    async signOutUrl(client, idToken, returnTo) {
      const config = await configOf(client)
      if (!config.serverMetadata().end_session_endpoint) return undefined
      return openid.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: returnTo }).href
    },
    async keysOf({ issuer, clientId }) {
      const config = await configOf({ issuer, clientId, clientSecret: '' })
      const at = config.serverMetadata().jwks_uri
      if (!at) throw new OutsideError('refused', 'provider_unfit', `${issuer} publishes no keys.`)
      return await fetchKeys(options.fetch, at)
    },
  }
}

/** Asks for a JWK Set. */
export async function fetchKeys(fetch: GuardedFetch, url: string): Promise<KeySet> {
  const answer = await fetch(url, {
    headers: { accept: 'application/json, application/jwk-set+json' },
    timeoutMs: limits.logins.providerSeconds * 1000,
    maxBytes: limits.logins.keySetBytes,
    maxRedirects: 0,
  })
  const said = answer.status === 200 ? jsonIn(answer.body) : undefined
  const keys = said && typeof said === 'object' && 'keys' in said ? said.keys : undefined
  if (Array.isArray(keys)) return { keys: keys as KeySet['keys'] }
  throw new OutsideError('not_done', 'no_keys', `${new URL(url).origin} answered ${answer.status} without keys.`)
}

async function discover(client: ProviderClient, { fetch, allowPlain = [] }: OpenIdOptions) {
  const issuer = new URL(client.issuer)
  const isPlain = allowPlain.includes(issuer.origin)
  const config = await openid.discovery(
    issuer,
    client.clientId,
    {},
    client.clientSecret ? openid.ClientSecretBasic(client.clientSecret) : openid.None(),
    {
      [openid.customFetch]: fetchOf(fetch),
      timeout: limits.logins.providerSeconds,
      execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
    },
  )
  const { authorization_endpoint, token_endpoint, jwks_uri } = config.serverMetadata()
  if (authorization_endpoint && token_endpoint && jwks_uri) return config
  throw new OutsideError('refused', 'provider_unfit', `${client.issuer} does not offer sign-in by code.`)
}

function fetchOf(fetch: GuardedFetch): openid.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: body instanceof Uint8Array ? body : String(body) }),
      ...(signal ? { signal } : {}),
      timeoutMs: limits.logins.providerSeconds * 1000,
      maxRedirects: 0,
    })
    return new Response([204, 304].includes(answer.status) ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

// Never what the other side said in words: that may hold tokens.
async function outside<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof OutsideError) throw cause
    const { code = '', name } = error as Error & { code?: string }
    const said = error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError
    const why = said && /^[a-z_]{1,60}$/.test(error.error) ? error.error : code || name
    if (why === 'access_denied') throw new OutsideError('refused', 'not_allowed', 'The provider let nobody in.')
    if (why === 'invalid_client') throw new OutsideError('refused', 'client_refused', 'The provider does not know us.')
    throw new OutsideError('refused', 'sign_in_refused', `What came back proves nothing (${why}).`, { cause: error })
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
