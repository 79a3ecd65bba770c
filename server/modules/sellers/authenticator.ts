import { system } from '#platform/auth/actor'
import { authenticateSession } from '#platform/auth/authenticate-session'
import type { Authenticator } from '#platform/auth/authenticator'
import { read } from '#platform/work'
import { findMember } from './members/queries.ts'

/**
 * The seller portal's cookie. Who belongs to a seller, and in which role, is read every time, so that a change counts at
 * once. A suspended or closed seller still gets in: what is open is answered, and their books stay theirs.
 */
export const sellerSessions: Authenticator = {
  name: 'seller-session',
  ambient: true,
  async authenticate(app, credentials) {
    const session = await authenticateSession(app, credentials, 'seller')
    if (!session) return null
    const member = await findMember(read(app, system('sign-in')), session.subjectId)
    if (!member) return null
    return {
      kind: 'seller',
      sellerId: member.sellerId,
      memberId: member.id,
      role: member.role,
      sessionId: session.id,
    }
  },
}
