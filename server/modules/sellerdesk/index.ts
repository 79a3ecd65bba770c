import { defineModule } from '#platform/module'
import { sellerdeskRoutes } from './routes.ts'
import { sellerdeskPersonal } from './personal.ts'

export { listTodoOf } from './todo.ts'

export const sellerdeskModule = defineModule({
  name: 'sellerdesk',
  personal: sellerdeskPersonal,
  routes: [sellerdeskRoutes],
})
