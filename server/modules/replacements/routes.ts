import { findOrder } from '#modules/orders'
import { guest, key, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { replacements } from './contract.ts'
import { presentReplacements } from './present.ts'
import { findReplacement } from './queries.ts'

export const replacementRoutes = routes(replacements, {
  'GET /replacements/:id': {
    who: [shopper, guest, staff('associate'), key('read')],
    query: async (reader, { id }) => {
      const record = await findReplacement(reader, id)
      // Whoever may see the order may see what was sent for it; another's is "not found".
      await findOrder(reader, record.row.order_id, 'replacement')
      const [shown] = await presentReplacements(reader, [record])
      return shown as NonNullable<typeof shown>
    },
  },
})
