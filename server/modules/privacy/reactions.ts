import { accountTakenBack } from '#events/customers'
import { notificationChoicesChanged } from '#events/notifications'
import { preferencesOf } from '#modules/notifications'
import { on } from '#platform/events/on'
import { stopErasureSince } from './commands/ask-erasure.ts'
import { recordConsent } from './consents.ts'

export const reactions = [
  on(accountTakenBack, 'privacy.stop-erasure', (work, { payload: { customerId, since } }) =>
    stopErasureSince(work, customerId, new Date(since)),
  ),

  on(notificationChoicesChanged, 'privacy.note-consent', async (work, { payload }) => {
    const { customerId, by: source } = payload
    if (payload.by === 'text')
      return await recordConsent(work, { customerId, kind: 'told:sms', given: payload.wanted, source })
    const wanted = await preferencesOf(work, customerId)
    for (const topic of payload.topics) {
      const ways = Object.entries(wanted[topic as keyof typeof wanted]?.by ?? {}).flatMap(([way, is]) =>
        is ? [way] : [],
      )
      await recordConsent(work, {
        customerId,
        kind: `told:${topic}`,
        given: ways.length > 0,
        detail: ways.join(', '),
        source,
      })
    }
  }),
]
