import { storePolicy } from '#modules/stores'
import type { Reader } from '#platform/work'
import type { Rule } from './choose-rule.ts'

/** The targets of the policy, which hold as long as a store has set none of its own. */
export async function defaultRules(reader: Reader): Promise<(Rule & { id: string })[]> {
  const policy = await storePolicy(reader)
  const none = { queueId: null, calendarId: null }
  return [
    {
      ...none,
      id: 'policy:live',
      name: 'Chat and calls',
      channels: ['chat', 'call'],
      firstMinutes: policy.get('chat.first_reply'),
      nextMinutes: policy.get('chat.next_reply'),
      resolutionMinutes: null,
    },
    {
      ...none,
      id: 'policy:mail',
      name: 'Mail and messages',
      channels: ['mail', 'web'],
      firstMinutes: policy.get('email.first_reply.target') * 60,
      nextMinutes: policy.get('email.next_reply.target') * 60,
      resolutionMinutes: policy.get('email.resolution.target') * 60,
    },
  ]
}
