import { definePort } from '#platform/port'

/** A client that is registered with an identity provider. */
export interface ProviderClient {
  issuer: string
  clientId: string
  clientSecret: string
}

/** What goes along to the provider and is asked for again when somebody comes back. */
export interface ProviderChecks {
  returnTo: string
  state: string
  nonce: string
  verifier: string
}

/** Claims of an ID token whose signature, issuer, audience, times and nonce were found right. */
export interface ProvedClaims {
  claims: Record<string, unknown> & { iss: string; sub: string }
  idToken: string
}

/**
 * An identity provider that speaks OpenID Connect. Throws `OutsideError`: `refused` `sign_in_refused` when what came back proves
 * nothing, `refused` `provider_unfit` when it does not offer what is needed, otherwise as `GuardedFetch` does.
 */
export interface OpenIdPort {
  /** The address to open: authorization code with PKCE, state and nonce. */
  signInUrl(client: ProviderClient, checks: ProviderChecks, wishes?: { acr?: readonly string[] }): Promise<string>
  /** @param returned the address at which somebody came back, query and all */
  redeem(client: ProviderClient, returned: URL, checks: ProviderChecks): Promise<ProvedClaims>
  /** Where somebody signs out at the provider as well; undefined where it offers that not. */
  signOutUrl(client: ProviderClient, idToken: string, returnTo: string): Promise<string | undefined>
  /** The keys with which the provider signs, as a JWK Set. */
  keysOf(client: Pick<ProviderClient, 'issuer' | 'clientId'>): Promise<KeySet>
}

export interface KeySet {
  keys: Record<string, unknown>[]
}

export const openIdPort = definePort<OpenIdPort>('open-id')

/** Public keys at an address of the store's. Throws `OutsideError`. */
export interface KeySetPort {
  /** @param kid the key that is needed: where it is missing, the address is asked again */
  keysAt(url: string, kid: string | undefined): Promise<KeySet>
}

export const keySetPort = definePort<KeySetPort>('key-sets')
