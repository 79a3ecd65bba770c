import { contract } from '#platform/contract/contract'
import { Email } from '#platform/contract/shapes'
import * as z from 'zod'

export const Seller = z
  .object({ id: z.string(), reference: z.string(), name: z.string(), state: z.enum(['active', 'suspended', 'closed']) })
  .meta({ id: 'Seller' })
export type Seller = z.infer<typeof Seller>

export const SellerInput = z.strictObject({
  reference: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  email: Email.optional(),
  state: z.enum(['active', 'suspended', 'closed']).default('active'),
})
export type SellerInput = z.infer<typeof SellerInput>

export const sellers = contract({
  'GET /sellers/:id': { summary: 'One seller', input: z.strictObject({ id: z.string() }), output: Seller },
})
