export type { ApprovalRecord, StaffRecord } from './tables.ts'
export { staffLimit, type LimitVerdict } from './commands/staff-limit.ts'
export { requestApproval, type ApprovalRequest } from './commands/request-approval.ts'
export { onApproval, type ApprovalHandler } from './on-approval.ts'
export { assertNotOwn, isOwnAccount } from './commands/assert-not-own.ts'
export { addFirstAdministrator } from './commands/add-first-administrator.ts'
export { addStaff, inviteStaff, type NewPerson } from './commands/add-person.ts'
export { changePerson } from './commands/change-person.ts'
export { enterPerson, nextStep } from './sign-in/enter-person.ts'
export { passwordRuleComesFrom } from './sign-in/password-rule.ts'
export { invitationUrl } from './invitation-token.ts'
export { findApproval } from './approval-queries.ts'
export { findInvitation } from './queries.ts'
export { findStaff, findStaffByEmail } from './queries.ts'
export { linkedAccountsComeFrom, type LinkedAccounts } from './linked-accounts.ts'
export { limitsComeFrom, type LimitSource, type RoleLimits } from './limits.ts'
export { staffModule } from './module.ts'
export { approvalsOfOrder } from './approval-queries.ts'
export {
  findTeams,
  listSkills,
  skillsOf,
  staffWhoHold,
  staffWhoSee,
  teamNames,
  teamsOf,
  visibleTeams,
} from './team-queries.ts'
export { changeTeam, createTeam, setSkills } from './commands/write-team.ts'
export type { TeamRow } from './team-tables.ts'
