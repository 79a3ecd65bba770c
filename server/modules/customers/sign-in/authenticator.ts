import { authenticateSession } from '#platform/auth/authenticate-session'
import type { Authenticator } from '#platform/auth/authenticator'

/** The portal's cookie: a shopper, or a guest of one order. */
export const shopperSessions: Authenticator = {
  name: 'shopper-session',
  ambient: true,
  async authenticate(app, credentials) {
    const session = await authenticateSession(app, credentials, 'shopper')
    if (!session) return null
    const { id: sessionId, subjectId: customerId, orderId } = session
    return orderId === null
      ? { kind: 'shopper', customerId, sessionId }
      : { kind: 'guest', customerId, orderId, sessionId }
  },
}
