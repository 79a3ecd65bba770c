import { endSessions } from '#platform/auth/sessions'
import { dropPassword } from '#platform/auth/passwords'
import { removeSecondFactor } from '#platform/auth/second-factor'
import { assert, notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import type { StaffPerson } from '../contract.ts'
import { findStaff, presentStaff } from '../queries.ts'
import { invite } from './invite.ts'

/**
 * Mails a person a fresh link to set their password. With a lost phone their authenticator app is forgotten too and the
 * next sign-in enrolls another. Their password ends with it: whoever knows that alone must not enroll an app of their own, so the
 * mailbox proves who it is. Either way they are signed out everywhere.
 */
export async function renewInvitation(
  work: Work,
  input: { id: string; forgetSecondFactor?: boolean },
): Promise<StaffPerson> {
  const person = (await findStaff(work, [input.id])).get(input.id)
  if (!person?.active) notFound('person')
  await endSessions(work, 'staff', [input.id], {})
  if (input.forgetSecondFactor) {
    await removeSecondFactor(work, 'staff', input.id)
    await dropPassword(work, 'staff', input.id)
  }
  await invite(work, input.id)
  const [shown] = await presentStaff(work, [person])
  assert(shown, 'a person who was found can be shown')
  return shown
}
