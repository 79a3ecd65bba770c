import { anyone } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { setUpStore } from './commands/set-up-store.ts'
import { stores } from './contract.ts'
import { publicStore } from './queries.ts'

export const storeRoutes = routes(stores, {
  'GET /store': { who: [anyone], query: publicStore },
  'POST /store/set-up': { who: [anyone], limit: { perMinute: 10, by: 'ip' }, command: setUpStore },
})
