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
