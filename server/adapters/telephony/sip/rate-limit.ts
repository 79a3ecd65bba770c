import { networkOf } from '#platform/auth/network-of'
import { limits } from '../../../limits.ts'
import type { Timers } from '../timers.ts'

/** So many a minute for each network; the minute begins with the first. */
export function createRateLimit(timers: Timers, perMinute: number): { allows(address: string): boolean } {
  const counts = new Map<string, { since: number; times: number }>()
  return {
    allows(from) {
      const address = networkOf(from)
      const now = timers.now()
      const found = counts.get(address)
      const current = found && now - found.since < 60_000 ? found : { since: now, times: 0 }
      current.times++
      counts.delete(address)
      counts.set(address, current)
      const [oldest] = counts.keys()
      if (counts.size > limits.telephony.watchedAddresses && oldest !== undefined) counts.delete(oldest)
      return current.times <= perMinute
    },
  }
}
