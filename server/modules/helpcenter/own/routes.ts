import { guest, shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { helpOwn } from './contract.ts'
import { showOwn } from './show-own.ts'

export const helpOwnRoutes = routes(helpOwn, {
  'GET /help/own': { who: [shopper, guest], query: showOwn },
})
