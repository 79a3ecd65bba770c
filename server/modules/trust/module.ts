import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { trustRoutes } from './routes.ts'

export const trustModule = defineModule({ name: 'trust', routes: [trustRoutes], reactions })
