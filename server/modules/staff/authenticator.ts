import { system } from '#platform/auth/actor'
import { authenticateSession } from '#platform/auth/authenticate-session'
import type { Authenticator } from '#platform/auth/authenticator'
import { read } from '#platform/work'
import { findStaff } from './queries.ts'

/** The console's cookie. Role and activity are read every time, so that a change counts at once. */
export const staffSessions: Authenticator = {
  name: 'staff-session',
  ambient: true,
  async authenticate(app, credentials) {
    const session = await authenticateSession(app, credentials, 'staff')
    if (!session) return null
    const person = (await findStaff(read(app, system('sign-in')), [session.subjectId])).get(session.subjectId)
    return person?.active ? { kind: 'staff', staffId: person.id, role: person.role, sessionId: session.id } : null
  },
}
