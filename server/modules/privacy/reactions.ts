import { notificationChoicesChanged } from '#events/notifications'
import { preferencesOf } from '#modules/notifications'
import { on } from '#platform/events/on'
import { recordConsent } from './consents.ts'

export const reactions = [
  on(notificationChoicesChanged, 'privacy.note-consent', async (work, { payload }) => {
    const { wanted } = { wanted: await preferencesOf(work, payload.customerId) }
    for (const topic of payload.topics) {
      const by = Object.entries(wanted[topic as keyof typeof wanted]?.by ?? {}).flatMap(([way, is]) =>
        is ? [way] : [],
      )
      await recordConsent(work, {
        customerId: payload.customerId,
        kind: `told:${topic}`,
        given: by.length > 0,
        detail: by.join(', '),
        source: payload.by,
      })
    }
  }),
]
