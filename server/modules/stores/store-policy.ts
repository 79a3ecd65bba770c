import { loadPolicyNow, resolvePolicy, type Resolved } from '#modules/policy'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import { findStore } from './queries.ts'

/** The rules as they are now where they hold for everybody alike: of the store's own country, for no seller, category or tier. */
export async function storePolicy(reader: Reader): Promise<Resolved> {
  return await remembered(reader, 'store policy', async () => {
    const [{ ruleset }, { country }] = await Promise.all([loadPolicyNow(reader), findStore(reader)])
    return resolvePolicy(ruleset, { country })
  })
}
