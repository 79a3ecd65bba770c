import { event } from '#platform/events/event'

/** Facts here are about `{ kind: 'contact', id }`, and reach agents on the topics `agent:<staff id>` and `queue:<queue id>`. */

export const contactWaiting = event<{ contactId: string; conversationId: string; queueId: string }>('contact.waiting')
export const contactOffered = event<{ contactId: string; conversationId: string; staffId: string; until: string }>(
  'contact.offered',
)
/** Nobody took the offer in time, or it was declined. */
export const contactPassed = event<{ contactId: string; staffId: string; because: 'time' | 'declined' | 'gone' }>(
  'contact.passed',
)
export const contactAccepted = event<{
  contactId: string
  conversationId: string
  staffId: string
  waitedSeconds: number
  first: boolean
}>('contact.accepted')
/** Whoever held it is gone; it is back at the head with the shopper's waiting time. */
export const contactReturned = event<{ contactId: string; conversationId: string; staffId: string; because: string }>(
  'contact.returned',
)
export const contactEnded = event<{ contactId: string; conversationId: string; abandoned: boolean }>('contact.ended')
export const presenceChanged = event<{ staffId: string; status: string; here: boolean }>('presence.changed')
