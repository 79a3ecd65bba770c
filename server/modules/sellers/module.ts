import { defineModule } from '#platform/module'
import { sellerSessions } from './authenticator.ts'
import { sellerRoutes } from './routes.ts'
import { sellersPersonal } from './personal.ts'

export const sellersModule = defineModule({
  name: 'sellers',
  personal: sellersPersonal,
  routes: [sellerRoutes],
  authenticators: [sellerSessions],
})
