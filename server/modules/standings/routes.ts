import { findSeller } from '#modules/sellers'
import { key, sellerMember, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import { standings } from './contract.ts'
import { standingOf } from './standing-of.ts'

export const standingRoutes = routes(standings, {
  'GET /seller/standing': {
    who: [sellerMember],
    query: async (reader) =>
      reader.actor.kind === 'seller'
        ? await standingOf(reader, await findSeller(reader, reader.actor.sellerId))
        : notFound('seller'),
  },
  'GET /sellers/:id/standing': {
    who: [staff('associate'), key('read')],
    query: async (reader, { id }) => await standingOf(reader, await findSeller(reader, id)),
  },
})
