import { OutsideError } from '#platform/outside-error'
import { limits } from '../../limits.ts'
import type { AccountProvider, MailSignInPort, ProviderTokens } from '../../modules/mail/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'

/** As whom this installation is registered with a provider. */
export interface RegisteredClient {
  id: string
  secret: string
  /** Microsoft: whose accounts; an id, a domain, or `common`. */
  tenant?: string
}

export interface ProviderSignInOptions {
  clients: Partial<Record<AccountProvider, RegisteredClient>>
  fetch: GuardedFetch
  /** Instead of the providers' own addresses, such as a server of the same kind on this machine. */
  endpoints?: Partial<Record<AccountProvider, Endpoints>>
}

interface Endpoints {
  authorize: string
  token: string
}

/** Signing in at Google and Microsoft by OAuth 2.0 (RFC 6749), with PKCE (RFC 7636). */
export function providerSignIn({ clients, fetch, endpoints = {} }: ProviderSignInOptions): MailSignInPort {
  const clientOf = (provider: AccountProvider): RegisteredClient => {
    const client = clients[provider]
    if (client) return client
    throw new OutsideError('refused', 'provider_not_set_up', `Nothing is registered with ${provider}.`)
  }
  const ask = async (provider: AccountProvider, fields: Record<string, string>): Promise<ProviderTokens> => {
    const { id, secret, tenant } = clientOf(provider)
    const { token } = endpoints[provider] ?? ownEndpoints(provider, tenant)
    const answer = await fetch(token, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ client_id: id, client_secret: secret, ...fields }).toString(),
      timeoutMs: limits.mail.tokenSeconds * 1000,
    })
    return tokensIn(provider, answer.status, answer.body)
  }
  return {
    isSetUp: (provider) => clients[provider] !== undefined,
    signInUrl(provider, { returnTo, state, challenge, account }) {
      const { id, tenant } = clientOf(provider)
      const { authorize } = endpoints[provider] ?? ownEndpoints(provider, tenant)
      const query = new URLSearchParams({
        client_id: id,
        response_type: 'code',
        redirect_uri: returnTo,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(account ? { login_hint: account } : {}),
        ...wishes[provider],
      })
      return `${authorize}?${query}`
    },
    async redeem(provider, { code, verifier, returnTo }) {
      const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: returnTo }
      const tokens = await ask(provider, fields)
      if (tokens.refreshToken) return tokens
      throw new OutsideError('refused', 'sign_in_needed', `${provider} gave nothing that lasts.`)
    },
    refresh: (provider, refreshToken) => ask(provider, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  }
}

// Google gives what lasts only when it asks anew.
const wishes: Record<AccountProvider, Record<string, string>> = {
  google: { scope: 'https://mail.google.com/', access_type: 'offline', prompt: 'consent' },
  microsoft: { scope: 'offline_access https://outlook.office.com/IMAP.AccessAsUser.All' },
}

function ownEndpoints(provider: AccountProvider, tenant = 'common'): Endpoints {
  if (provider === 'google')
    return { authorize: 'https://accounts.google.com/o/oauth2/v2/auth', token: 'https://oauth2.googleapis.com/token' }
  const base = `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0`
  return { authorize: `${base}/authorize`, token: `${base}/token` }
}

/** What somebody has to do at the provider (RFC 6749 5.2; OpenID Connect 3.1.2.6). */
const needSignIn = new Set(['invalid_grant', 'interaction_required', 'login_required', 'consent_required'])

function tokensIn(provider: AccountProvider, status: number, body: Buffer): ProviderTokens {
  const said = objectIn(body)
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: endsIn, error } = said
  if (status === 200 && typeof accessToken === 'string' && accessToken !== '')
    return {
      accessToken,
      endsInSeconds: Number(endsIn) || 0,
      ...(typeof refreshToken === 'string' && refreshToken !== '' ? { refreshToken } : {}),
    }
  // Never what it said in words: that may hold tokens.
  const what = `${provider} answered ${status}${typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? ` ${error}` : ''}.`
  if (typeof error === 'string' && needSignIn.has(error)) throw new OutsideError('refused', 'sign_in_needed', what)
  if (status >= 400 && status < 500 && status !== 429) throw new OutsideError('refused', 'client_refused', what)
  throw new OutsideError('not_done', 'provider_away', what)
}

function objectIn(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
