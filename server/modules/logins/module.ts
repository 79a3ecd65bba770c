import { storeLoginComesFrom } from '#modules/customers'
import { passwordRuleComesFrom } from '#modules/staff'
import { defineModule } from '#platform/module'
import { findShopperLogin } from './queries.ts'
import { loginRoutes } from './routes.ts'
import { tidyLogins } from './schedule.ts'
import { mayUsePassword } from './staff/password-rule.ts'
import { loginsPersonal } from './personal.ts'

storeLoginComesFrom(async (reader) => {
  const login = await findShopperLogin(reader)
  return login && login.kind !== 'own' ? { kind: login.kind, accountUrl: login.account_url } : undefined
})
passwordRuleComesFrom(mayUsePassword)

export const loginsModule = defineModule({
  name: 'logins',
  personal: loginsPersonal,
  routes: [loginRoutes],
  schedules: [tidyLogins],
})
