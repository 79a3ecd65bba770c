import { anyone } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import { sellers, type Seller } from './contract.ts'
import { findSeller } from './queries.ts'

export const sellerRoutes = routes(sellers, {
  // Name and standing of a seller are on every product page of a marketplace.
  'GET /sellers/:id': { who: [anyone], query: showSeller },
})

async function showSeller(reader: Reader, { id: anyId }: { id: string }): Promise<Seller> {
  const { id, reference, name, state } = await findSeller(reader, anyId)
  return { id, reference, name, state }
}
