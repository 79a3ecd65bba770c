import { limits } from '../../limits.ts'
import { actorKey, type Actor } from '../auth/actor.ts'
import { networkOf } from '../auth/network-of.ts'
import { ApiError } from '../errors.ts'
import type { PreparedRoute } from './answer-route.ts'

/** Counts requests per identity and per minute, in this process. */
export interface RateLimits {
  /** Ends with 429 when an identity asks too often. */
  check(actor: Actor, ip: string, prepared: { key: string; route: Pick<PreparedRoute['route'], 'limit'> }): void
  /** Runs the check of a credential; an address that keeps sending wrong ones has to pause. */
  guardSignIn<T>(request: { ip: string }, run: () => Promise<T>): Promise<T>
}

const wrongCredentialsPerMinute = 60

export function createRateLimits(now: () => number = Date.now): RateLimits {
  const windows = new Map<string, { minute: number; count: number }>()

  const count = (key: string, maximum: number) => {
    const minute = Math.floor(now() / 60_000)
    let window = windows.get(key)
    if (window?.minute !== minute) {
      window = { minute, count: 0 }
      windows.delete(key)
      windows.set(key, window)
      forgetOldest(windows)
    }
    if (++window.count > maximum) throw tooMany(60 - (Math.floor(now() / 1000) % 60))
  }

  return {
    check(actor, ip, { key, route }) {
      const [identity, maximum] = identityOf(actor, ip)
      count(identity, maximum)
      if (route.limit) count(`${key} ${route.limit.by === 'ip' ? networkOf(ip) : identity}`, route.limit.perMinute)
    },
    async guardSignIn({ ip }, run) {
      try {
        return await run()
      } catch (error) {
        if (error instanceof ApiError && error.status === 401)
          count(`wrong ${networkOf(ip)}`, wrongCredentialsPerMinute)
        throw error
      }
    },
  }
}

function identityOf(actor: Actor, ip: string): [key: string, perMinute: number] {
  const { anonymous, key, seller, shopper, staff } = limits.http.requestsPerMinute
  switch (actor.kind) {
    case 'anonymous':
      return [`ip ${networkOf(ip)}`, anonymous]
    case 'key':
      return [actorKey(actor), key]
    case 'staff':
      return actor.keyId ? [`key:${actor.keyId}`, key] : [actorKey(actor), staff]
    case 'seller':
      return actor.keyId ? [`key:${actor.keyId}`, key] : [actorKey(actor), seller]
    case 'shopper':
      return actor.keyId ? [`key:${actor.keyId}`, key] : [actorKey(actor), shopper]
    default:
      return [actorKey(actor), shopper]
  }
}

function forgetOldest(windows: Map<string, unknown>): void {
  if (windows.size <= limits.http.rateLimitIdentities) return
  const [oldest] = windows.keys()
  if (oldest !== undefined) windows.delete(oldest)
}

function tooMany(seconds: number): ApiError {
  return new ApiError(
    'rate_limited',
    'too_many_requests',
    `That was a lot of requests. Please wait ${seconds} seconds.`,
    { details: { retryAfterSeconds: seconds } },
  )
}
