import { key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { correctSignal } from './commands/void-signal.ts'
import { trust } from './contract.ts'
import { presentTrust } from './present.ts'

export const trustRoutes = routes(trust, {
  'GET /customers/:id/trust': {
    who: [staff('associate'), key('read')],
    query: (reader, { id }) => presentTrust(reader, id),
  },
  'POST /trust-signals/:id/correction': {
    who: [staff('lead')],
    command: async (work, input) => presentTrust(work, await correctSignal(work, input)),
  },
})
