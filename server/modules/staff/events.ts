import { event } from '#platform/events/event'
import type { Money } from '#platform/money'
import type { StaffRole } from '#platform/auth/actor'

/** Somebody joined, or their name, role or activity changed. */
export const staffChanged = event<{ staffId: string; role: StaffRole; active: boolean; change: 'added' | 'changed' }>(
  'staff.changed',
)

/** A person is invited to set a password; the link is made when the mail is sent and stored nowhere. */
export const staffInvited = event<{ staffId: string; invitationId: string; expiresAt: string }>('staff.invited')

/** Something waits for a second person. */
export const approvalRequested = event<{
  approvalId: string
  kind: string
  amount: Money | null
  requestedBy: string
  expiresAt: string
}>('approval.requested')

/** A second person decided, or the time ran out. */
export const approvalDecided = event<{
  approvalId: string
  kind: string
  outcome: 'approved' | 'declined' | 'expired'
  amount: Money | null
  requestedBy: string
  decidedBy: string | null
}>('approval.decided')

/** Somebody who works here signed in, both steps done. */
export const staffSignedIn = event<{ staffId: string; sessionId: string }>('staff.signed_in')

/** Somebody can do other things than before, such as `lang:de`. */
export const skillsChanged = event<{ staffId: string; skills: string[]; before: string[] }>('staff.skills_changed')

/** A team is new, renamed or closed, or other people are in it: what each may see has changed. */
export const teamChanged = event<{ teamId: string; memberIds: string[]; archived: boolean }>('team.changed')
