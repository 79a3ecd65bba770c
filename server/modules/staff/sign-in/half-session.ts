import type { FastifyRequest } from 'fastify'
import { cookieOf } from '#platform/auth/realms'
import { findSession, type SessionRecord } from '#platform/auth/sessions'
import type { RawContext } from '#platform/contract/routes'
import { unauthenticated } from '#platform/errors'
import { findStaff } from '../queries.ts'
import type { StaffRecord } from '../tables.ts'

/** Who has given their password in this browser and is about to take the second step; 401 for everybody else. */
export async function halfSession(
  context: RawContext<unknown>,
  request: FastifyRequest,
): Promise<{ session: SessionRecord; person: StaffRecord }> {
  const reader = context.read()
  const token = request.cookies[cookieOf(context.app, 'staff')]
  const session = token ? await findSession(reader, 'staff', token) : undefined
  const person = session && (await findStaff(reader, [session.subjectId])).get(session.subjectId)
  if (!session || session.stage === 'full' || !person?.active)
    unauthenticated('Start with your e-mail address and password.')
  return { session, person }
}
