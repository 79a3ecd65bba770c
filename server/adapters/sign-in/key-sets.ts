import { limits } from '../../limits.ts'
import type { KeySet, KeySetPort } from '../../modules/logins/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'
import { fetchKeys } from './open-id.ts'

/**
 * JWK Sets at addresses that people entered, kept for some minutes. A key that is missing is looked for again, but not each time:
 * whoever makes keys up must not make us ask somebody all day.
 */
export function keySets(fetch: GuardedFetch): KeySetPort {
  const kept = new Map<string, { at: number; set: KeySet }>()
  return {
    async keysAt(url, kid) {
      const before = kept.get(url)
      const age = before ? Date.now() - before.at : Number.POSITIVE_INFINITY
      const has = before && (kid === undefined || before.set.keys.some((key) => key.kid === kid))
      if (before && age < (has ? limits.logins.providerMinutes * 60_000 : limits.logins.keySetPauseSeconds * 1000))
        return before.set
      const set = await fetchKeys(fetch, url)
      kept.set(url, { at: Date.now(), set })
      if (kept.size > limits.logins.providersKept) kept.delete(kept.keys().next().value ?? '')
      return set
    },
  }
}
