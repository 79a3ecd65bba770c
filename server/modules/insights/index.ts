import { defineModule } from '#platform/module'
import { insightRoutes } from './routes.ts'
import { drawWeeklySamples } from './schedule.ts'
import { insightsPersonal } from './personal.ts'

export const insightsModule = defineModule({
  name: 'insights',
  personal: insightsPersonal,
  routes: [insightRoutes],
  schedules: [drawWeeklySamples],
})
