import { defineModule } from '#platform/module'
import { sellerdeskRoutes } from './routes.ts'

export { listTodoOf } from './todo.ts'

export const sellerdeskModule = defineModule({ name: 'sellerdesk', routes: [sellerdeskRoutes] })
