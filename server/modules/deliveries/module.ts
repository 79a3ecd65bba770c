import { defineModule } from '#platform/module'
import { deliveryRoutes } from './routes.ts'

export const deliveriesModule = defineModule({ name: 'deliveries', routes: [deliveryRoutes] })
