import { defineModule } from '#platform/module'
import { sellerdeskRoutes } from './routes.ts'

export { addTodoSource, listTodoOf, type TodoSource } from './todo.ts'

export const sellerdeskModule = defineModule({ name: 'sellerdesk', routes: [sellerdeskRoutes] })
