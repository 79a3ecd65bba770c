import { defineModule } from '#platform/module'
import { erasureDue, farewell } from './commands/carry-out-erasure.ts'
import { privacyPersonal } from './personal.ts'
import { reactions } from './reactions.ts'
import { retain } from './retention.ts'
import { privacyRoutes } from './routes.ts'

export { forgetPerson } from './forget-person.ts'
export { peopleAreKeptBy, personOf } from './person.ts'
export { platformPersonal } from './platform-tables.ts'

export const privacyModule = defineModule({
  name: 'privacy',
  routes: [privacyRoutes],
  reactions,
  timers: [farewell, erasureDue],
  schedules: [retain],
  personal: privacyPersonal,
})
