import { guest, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { showCameFrom } from '../came-from.ts'
import { helpContacts, helpOwn } from './contract.ts'
import { showOwn } from './show-own.ts'

export const helpOwnRoutes = routes(helpOwn, {
  'GET /help/own': { who: [shopper, guest], query: showOwn },
})

export const helpContactRoutes = routes(helpContacts, {
  'GET /help-contacts/:conversation': { who: [staff('associate')], query: showCameFrom },
})
