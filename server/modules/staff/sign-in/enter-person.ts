import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { hasSecondFactor } from '#platform/auth/second-factor'
import { openSession } from '#platform/auth/start-session'
import type { SignInMethod } from '#platform/auth/tables'
import type { Reader, Work } from '#platform/work'
import { staffSignedIn } from '../events.ts'

export type NextStep = 'second_factor' | 'enroll' | 'done'

/**
 * What follows a person's first step. A second factor always does in a real store; only people of a demonstration store who have not
 * enrolled one are let in at once.
 */
export async function nextStep(app: App, reader: Reader, staffId: string): Promise<NextStep> {
  const enrolled = (await hasSecondFactor(reader, 'staff', [staffId])).has(staffId)
  return enrolled ? 'second_factor' : app.demo ? 'done' : 'enroll'
}

/** Opens a person's session, whole or waiting for the next step. Set the cookie after the commit. */
export async function enterPerson(
  app: App,
  work: Work,
  reply: FastifyReply,
  { staffId, next, method }: { staffId: string; next: NextStep; method: SignInMethod },
): Promise<{ id: string; token: string }> {
  const stage = next === 'done' ? 'full' : next
  const opened = await openSession(app, work, reply, { realm: 'staff', subjectId: staffId, stage, method })
  if (next === 'done') await work.emit(staffSignedIn, { kind: 'staff', id: staffId }, { staffId, sessionId: opened.id })
  return opened
}
