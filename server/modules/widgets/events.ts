import { event } from '#platform/events/event'

/** A widget was made, changed, closed, or got a new signing key. Never carries a secret. */
export const widgetChanged = event<{ widgetId: string; change: 'created' | 'changed' | 'archived' | 'new_key' }>(
  'widget.changed',
)

/** A signed identity opened the widget: from now on this session is that shopper. */
export const widgetIdentified = event<{
  widgetId: string
  sessionId: string
  customerId: string
  visitorId: string | null
}>('widget.identified')

/** About `{ kind: 'session', id }`: its sockets are asked again who they are, and close. */
export const widgetSessionEnded = event<{ sessionId: string; because: 'asked' | 'signed_in' }>('widget_session.ended')
