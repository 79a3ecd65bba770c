import { defineModule } from '#platform/module'
import { sendCharge } from './jobs/send-charge.ts'
import { sendMovement } from './jobs/send-movement.ts'
import { refundRoutes } from './routes.ts'
import { sweepMovements } from './schedule.ts'

export const refundsModule = defineModule({
  name: 'refunds',
  routes: [refundRoutes],
  jobs: [sendMovement, sendCharge],
  schedules: [sweepMovements],
})
