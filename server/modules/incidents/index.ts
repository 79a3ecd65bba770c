import { defineModule } from '#platform/module'
import { findOrders } from './jobs/find-orders.ts'
import { tellShoppers } from './jobs/tell-shoppers.ts'
import { reactions } from './reactions.ts'
import { incidentRoutes } from './routes.ts'
import { lookAgain } from './schedule.ts'
import { incidentsPersonal } from './personal.ts'

export const incidentsModule = defineModule({
  name: 'incidents',
  personal: incidentsPersonal,
  routes: [incidentRoutes],
  reactions,
  jobs: [findOrders, tellShoppers],
  schedules: [lookAgain],
})
