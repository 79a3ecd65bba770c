import { defineModule } from '#platform/module'
import { insightRoutes } from './routes.ts'
import { drawWeeklySamples } from './schedule.ts'

export const insightsModule = defineModule({
  name: 'insights',
  routes: [insightRoutes],
  schedules: [drawWeeklySamples],
})
