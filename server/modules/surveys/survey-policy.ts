import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'

/** How and when it is asked whether we solved it, as the rules stand now. */
export async function surveyPolicy(reader: Reader) {
  const [{ ruleset }, { country }] = await Promise.all([loadPolicyNow(reader), findStore(reader)])
  const policy = resolvePolicy(ruleset, { country })
  return {
    question: policy.get('survey.question'),
    delayMinutes: policy.get('survey.delay_minutes'),
    againDays: policy.get('survey.again_days'),
    openDays: policy.get('survey.open_days'),
  }
}
