import { system } from '#platform/auth/actor'
import type { Authenticator } from '#platform/auth/authenticator'
import { unauthenticated } from '#platform/errors'
import { read } from '#platform/work'
import { findSession } from './queries.ts'
import { tokenPrefix } from './token.ts'

/** Recognizes `Authorization: Bearer mrw_…`: a visitor without an account, or the shopper that a signed identity names. */
export const widgetSessions: Authenticator = {
  name: 'widget-session',
  ambient: false,
  async authenticate(app, { bearer }) {
    if (!bearer?.startsWith(tokenPrefix)) return null
    const session =
      (await findSession(read(app, system('widgets')), bearer)) ??
      unauthenticated('This chat session has ended. Open the chat again.', 'session_ended')
    const { id: sessionId, customer_id: customerId, visitor_id: visitorId } = session
    if (customerId) return { kind: 'shopper', customerId, sessionId }
    return visitorId ? { kind: 'visitor', visitorId, sessionId } : null
  },
}
