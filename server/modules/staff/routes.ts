import { administrator, anyone, staff as staffFrom } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { listApprovals, presentApproval } from './approval-queries.ts'
import { inviteStaff } from './commands/add-person.ts'
import { changePerson } from './commands/change-person.ts'
import { decideApproval } from './commands/decide-approval.ts'
import { renewInvitation } from './commands/renew-invitation.ts'
import { staff } from './contract.ts'
import { importPeople } from './people-import/import-people.ts'
import { findStaffMe, listStaff } from './queries.ts'
import { beginEnrollment, giveSecondFactor } from './sign-in/second-factor.ts'
import { setPassword } from './sign-in/set-password.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-in/sign-out.ts'

export const staffRoutes = routes(staff, {
  'POST /staff/sign-in': { who: [anyone], direct: (context, _request, reply) => signIn(context, reply) },
  'POST /staff/second-factor/enrollment': {
    who: [anyone],
    limit: { perMinute: 10, by: 'ip' },
    direct: (context, _request, reply) => beginEnrollment(context, reply),
  },
  'POST /staff/second-factor': {
    who: [anyone],
    direct: (context, _request, reply) => giveSecondFactor(context, reply),
  },
  'POST /staff/sign-out': { who: [anyone], direct: (context, _request, reply) => signOut(context, reply) },
  'POST /staff/password': { who: [anyone], limit: { perMinute: 10, by: 'ip' }, direct: setPassword },
  'GET /staff/me': { who: [staffFrom('associate')], query: findStaffMe },
  'GET /staff': { who: [staffFrom('associate'), administrator], query: listStaff },
  'POST /staff': { who: [administrator], command: inviteStaff },
  'PUT /staff/:id': { who: [administrator], command: changePerson },
  'POST /staff/:id/invitation': { who: [administrator], command: renewInvitation },
  'POST /people-imports': { who: [administrator], limit: { perMinute: 20, by: 'actor' }, direct: importPeople },
  'GET /approvals': { who: [staffFrom('associate')], query: listApprovals },
  'GET /approvals/:id': { who: [staffFrom('associate')], query: (reader, { id }) => presentApproval(reader, id) },
  'POST /approvals/:id/decision': { who: [staffFrom('associate')], command: decideApproval },
})
