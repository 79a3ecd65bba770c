import { defineModule } from '#platform/module'
import { bookRoutes } from './books/routes.ts'
import { sendCharge } from './jobs/send-charge.ts'
import { sendMovement } from './jobs/send-movement.ts'
import { refundRoutes } from './routes.ts'
import { reconcileRefunds } from './reconcile/reconcile.ts'
import { sweepMovements } from './schedule.ts'
import { refundsPersonal } from './personal.ts'

export const refundsModule = defineModule({
  name: 'refunds',
  personal: refundsPersonal,
  routes: [refundRoutes, bookRoutes],
  jobs: [sendMovement, sendCharge],
  schedules: [sweepMovements, reconcileRefunds],
})
