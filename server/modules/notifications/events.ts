import { event } from '#platform/events/event'

/** A mail was written, or kept back because the shopper does not want its kind. */
export const notificationQueued = event<{ notificationId: string; template: string; state: 'queued' | 'suppressed' }>(
  'notification.queued',
)

/** The mail left, or could not. */
export const notificationSent = event<{
  notificationId: string
  template: string
  state: 'sent' | 'failed' | 'suppressed'
  failure: string | null
}>('notification.sent')

/** There is news in a shopper's portal, or they read some. About `{ kind: 'inbox', id: <shopper> }`. */
export const inboxChanged = event<{ customerId: string }>('inbox.changed')

/** A push or a text left, or could not. */
export const shortMessageSent = event<{
  messageId: string
  channel: 'push' | 'sms'
  template: string
  state: 'sent' | 'failed' | 'suppressed'
  failure: string | null
}>('short_message.sent')

/**
 * A shopper chose otherwise how they are told. `by`: in their account, or by the link in a mail, or by a text to us, which is about
 * all texts and says whether they are wanted.
 */
export const notificationChoicesChanged = event<
  | { customerId: string; topics: string[]; by: 'account' | 'mail' }
  | { customerId: string; topics: ['sms']; by: 'text'; wanted: boolean }
>('notification.choices_changed')
