import { defineModule } from '#platform/module'
import { resettle } from './jobs/resettle.ts'
import { reactions } from './reactions.ts'
import { clockRoutes } from './routes.ts'
import { clockDue } from './timers/clock-due.ts'
import { promiseNear } from './timers/promise-near.ts'
import { clocksPersonal } from './personal.ts'

export const clocksModule = defineModule({
  name: 'clocks',
  personal: clocksPersonal,
  routes: [clockRoutes],
  reactions,
  jobs: [resettle],
  timers: [clockDue, promiseNear],
})
