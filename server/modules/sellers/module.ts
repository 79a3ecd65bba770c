import { defineModule } from '#platform/module'
import { sellerRoutes } from './routes.ts'

export const sellersModule = defineModule({ name: 'sellers', routes: [sellerRoutes] })
