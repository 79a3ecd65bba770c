import { defineModule } from '#platform/module'
import { collectDebit } from './jobs/collect-debit.ts'
import { reactions } from './reactions.ts'
import { settlementRoutes } from './routes.ts'
import { sweepDebits } from './schedule.ts'
import { settlementsPersonal } from './personal.ts'

export const settlementsModule = defineModule({
  name: 'settlements',
  personal: settlementsPersonal,
  routes: [settlementRoutes],
  reactions,
  jobs: [collectDebit],
  schedules: [sweepDebits],
})
