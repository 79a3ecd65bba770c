import Stripe from 'stripe'
import { OutsideError } from '#platform/outside-error'
import type { GuardedFetch } from '../../guarded-fetch.ts'

export interface StripeConnection {
  /** `sk_…` or a restricted key `rk_…` with: refunds write, payment intents write, payment methods and charges read, transfers write. */
  secretKey: string
  /** The only way out; must allow the origin of `baseUrl` where that lies inside our own network. */
  fetch: GuardedFetch
  /** Another address than the provider's own, such as the shipped stand-in's. */
  baseUrl?: string | undefined
  timeoutMs?: number | undefined
}

/** The provider's own client, which goes out through the guarded fetch and never tries again by itself: jobs do. */
export function stripeClient({ secretKey, fetch, baseUrl, timeoutMs = 15_000 }: StripeConnection): Stripe {
  const base = baseUrl ? new URL(baseUrl) : undefined
  return new Stripe(secretKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    // The guarded fetch has the real limit, and says what kind of failure it was.
    timeout: timeoutMs + 5_000,
    httpClient: Stripe.createFetchHttpClient(guarded(fetch, timeoutMs)),
    ...(base
      ? {
          host: base.hostname,
          port: base.port || (base.protocol === 'https:' ? 443 : 80),
          protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
        }
      : {}),
  })
}

function guarded(fetch: GuardedFetch, timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(String(input), {
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers as HeadersInit)),
      timeoutMs,
      maxBytes: 5_000_000,
      maxRedirects: 0,
      ...(init?.body ? { body: init.body as string } : {}),
    })
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers })
  }
}

/** What a failed call of the client means for whoever asked: every error that leaves this adapter is made here. */
export function outsideErrorOf(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new OutsideError('unknown', 'client_failed', error instanceof Error ? error.message : String(error))
  }
  if (error.detail instanceof OutsideError) return error.detail
  const status = error.statusCode ?? 0
  if (status === 401 || status === 403) {
    return new OutsideError('not_done', 'unauthorized', 'The provider does not accept our credentials', {
      retryAfterSeconds: 300,
    })
  }
  if (status === 429) {
    const seconds = Number(error.headers?.['retry-after'])
    return new OutsideError('not_done', 'rate_limited', 'The provider asks to slow down', {
      retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 1,
    })
  }
  // The same key is under way in another request: what came of it is looked up.
  if (status === 409) return new OutsideError('unknown', error.code ?? 'conflict', said(error))
  if (error.rawType === 'idempotency_error') return new OutsideError('refused', 'idempotency_key_reused', said(error))
  if (status >= 400 && status < 500) return new OutsideError('refused', error.code ?? `http_${status}`, said(error))
  return new OutsideError('unknown', status ? `http_${status}` : 'connection_lost', said(error))
}

/** The provider's error of a request that it understood and did not carry out; undefined for everything else. */
export function definiteNo(error: unknown): InstanceType<typeof Stripe.errors.StripeError> | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined
  const isDefinite = error.statusCode === 400 || error.statusCode === 402 || error.statusCode === 404
  return isDefinite && error.rawType !== 'idempotency_error' ? error : undefined
}

function said(error: InstanceType<typeof Stripe.errors.StripeError>): string {
  return `The provider answered ${error.statusCode ?? 'nothing'}: ${error.message}`.slice(0, 300)
}
