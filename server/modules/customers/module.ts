import { defineModule } from '#platform/module'
import { accountRoutes } from './routes.ts'
import { loginAndSecurityRoutes } from './security/routes.ts'
import { shopperSessions } from './sign-in/authenticator.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { customersPersonal } from './personal.ts'

export const customersModule = defineModule({
  name: 'customers',
  personal: customersPersonal,
  routes: [accountRoutes, signInRoutes, loginAndSecurityRoutes],
  authenticators: [shopperSessions],
})
