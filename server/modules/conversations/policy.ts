import { loadPolicyNow, resolvePolicy, type Resolved } from '#modules/policy'
import { findStore } from '#modules/stores'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'

/** The rules of the contact center as they are now; they hold for everybody alike. */
export async function contactPolicy(reader: Reader): Promise<Resolved> {
  return await remembered(reader, 'conversations policy', async () => {
    const [{ ruleset }, { country }] = await Promise.all([loadPolicyNow(reader), findStore(reader)])
    return resolvePolicy(ruleset, { country })
  })
}
