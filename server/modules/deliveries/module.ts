import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { deliveryRoutes } from './routes.ts'

export const deliveriesModule = defineModule({ name: 'deliveries', routes: [deliveryRoutes], reactions })
