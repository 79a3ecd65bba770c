import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'

/** Minutes within which a person has looked (policy `safety.answer_minutes`), by the clock, whatever the hours of the desk. */
export async function answerMinutes(reader: Reader): Promise<number> {
  const { ruleset } = await loadPolicyNow(reader)
  return resolvePolicy(ruleset, { country: (await findStore(reader)).country }).get('safety.answer_minutes')
}
