import { defineModule } from '#platform/module'
import { standingRoutes } from './routes.ts'

export { standingOf } from './standing-of.ts'

export const standingsModule = defineModule({ name: 'standings', routes: [standingRoutes] })
