import { storePolicy } from '#modules/stores'
import { addHours } from '#platform/time'
import type { Reader } from '#platform/work'

/**
 * When the promise to whoever wrote a mail would be broken (`email.first_reply.hard`), and when somebody is told before that
 * (`email.escalate_before`). Around the clock, whatever the target's hours are.
 */
export async function promiseSince(reader: Reader, startedAt: Date): Promise<{ brokenAt: Date; tellAt: Date }> {
  const policy = await storePolicy(reader)
  const brokenAt = addHours(startedAt, policy.get('email.first_reply.hard'))
  return { brokenAt, tellAt: addHours(brokenAt, -policy.get('email.escalate_before')) }
}
