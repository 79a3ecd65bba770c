import { onStoreSetUp } from '#modules/stores'
import { defineModule } from '#platform/module'
import { staffSessions } from './authenticator.ts'
import { addFirstAdministrator } from './commands/add-first-administrator.ts'
import { approvalOver } from './commands/expire-approval.ts'
import { staffRoutes } from './routes.ts'
import { teamRoutes } from './team-routes.ts'
import { staffPersonal } from './personal.ts'

onStoreSetUp(async (work, administrator) => void (await addFirstAdministrator(work, administrator)))

export const staffModule = defineModule({
  name: 'staff',
  personal: staffPersonal,
  routes: [staffRoutes, teamRoutes],
  timers: [approvalOver],
  authenticators: [staffSessions],
})
