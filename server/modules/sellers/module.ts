import { defineModule } from '#platform/module'
import { sellerSessions } from './authenticator.ts'
import { sellerRoutes } from './routes.ts'

export const sellersModule = defineModule({
  name: 'sellers',
  routes: [sellerRoutes],
  authenticators: [sellerSessions],
})
