import { findByReference, findCustomer } from '#modules/customers'
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
    const reader = read(app, system('widgets'))
    const session = (await findSession(reader, bearer)) ?? sessionEnded()
    const { id: sessionId, customer_id: customerId, visitor_id: visitorId } = session
    if (customerId) {
      // The record may have come together with others meanwhile.
      if (!(await findByReference(reader, { id: customerId }))?.isOpen) sessionEnded()
      return { kind: 'shopper', customerId: (await findCustomer(reader, customerId)).id, sessionId }
    }
    return visitorId ? { kind: 'visitor', visitorId, sessionId } : null
  },
}

function sessionEnded(): never {
  return unauthenticated('This chat session has ended. Open the chat again.', 'session_ended')
}
