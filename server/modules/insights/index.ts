import { defineModule } from '#platform/module'
import { insightRoutes } from './routes.ts'

export const insightsModule = defineModule({ name: 'insights', routes: [insightRoutes] })
