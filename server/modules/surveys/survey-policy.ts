import { storePolicy } from '#modules/stores'
import type { Reader } from '#platform/work'

/** How and when it is asked whether we solved it, as the rules stand now. */
export async function surveyPolicy(reader: Reader) {
  const policy = await storePolicy(reader)
  return {
    question: policy.get('survey.question'),
    delayMinutes: policy.get('survey.delay_minutes'),
    againDays: policy.get('survey.again_days'),
    openDays: policy.get('survey.open_days'),
  }
}
