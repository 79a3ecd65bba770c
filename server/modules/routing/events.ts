import { event } from '#platform/events/event'

/**
 * Facts that concern one person are about `{ kind: 'agent', id: <staff id> }`, others about `{ kind: 'queue', id }`: these are
 * the live topics too. Whenever something changes in a queue there is a `queue.changed`, and one `wall.changed` a transaction.
 */

/** Somebody waits, for the first time or again. */
export const contactWaiting = event<{ contactId: string; conversationId: string; queueId: string }>('contact.waiting')
export const contactOffered = event<{ contactId: string; conversationId: string; staffId: string; until: string }>(
  'contact.offered',
)
/** They do not have the offer any more: time ran out, they declined or left, or a colleague took it. */
export const contactPassed = event<{
  contactId: string
  staffId: string
  because: 'time' | 'declined' | 'gone' | 'taken'
}>('contact.passed')
/** `first`: nobody had it before; `waitedSeconds` is how long the shopper had waited then. */
export const contactAccepted = event<{
  contactId: string
  conversationId: string
  staffId: string
  waitedSeconds: number
  first: boolean
}>('contact.accepted')
/**
 * They do not have it any more: they vanished, handed it over, or a lead took it. It keeps the shopper's waiting time.
 */
export const contactReturned = event<{
  contactId: string
  conversationId: string
  staffId: string
  because: 'gone' | 'handed_over' | 'taken_over' | 'put_back'
}>('contact.returned')
/** `abandoned`: the shopper left before anybody was there. */
export const contactEnded = event<{
  contactId: string
  conversationId: string
  staffId: string | null
  abandoned: boolean
}>('contact.ended')

export const presenceChanged = event<{
  staffId: string
  status: string
  here: boolean
  because: 'chosen' | 'vanished' | 'missed_offers' | 'phone_silent'
}>('presence.changed')

/** A queue is new, takes or asks for other things, or was closed. */
export const queueSettingsChanged = event<{ queueId: string; name: string; archived: boolean }>(
  'queue.settings_changed',
)

/** Look again at what waits there. About `{ kind: 'queue', id }`. */
export const queueChanged = event<{ queueId: string }>('queue.changed')
/** Look again. About `{ kind: 'wall', id: 'store' }`. */
export const wallChanged = event<Record<string, never>>('wall.changed')
