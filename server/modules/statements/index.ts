import { defineModule } from '#platform/module'
import { statementsPersonal } from './personal.ts'
import { statementRoutes } from './routes.ts'

export const statementsModule = defineModule({
  name: 'statements',
  personal: statementsPersonal,
  routes: [statementRoutes],
})
