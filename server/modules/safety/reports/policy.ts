import { storePolicy } from '#modules/stores'
import type { Reader } from '#platform/work'

/** Minutes within which a person has looked (policy `safety.answer_minutes`), by the clock, whatever the hours of the desk. */
export async function answerMinutes(reader: Reader): Promise<number> {
  return (await storePolicy(reader)).get('safety.answer_minutes')
}
