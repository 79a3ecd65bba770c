import { defineModule } from '#platform/module'
import { standingRoutes } from './routes.ts'
import { standingsPersonal } from './personal.ts'

export { standingOf } from './standing-of.ts'

export const standingsModule = defineModule({
  name: 'standings',
  personal: standingsPersonal,
  routes: [standingRoutes],
})
