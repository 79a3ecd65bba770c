import { contract } from '#platform/contract/contract'
import * as z from 'zod'

export const Replacement = z
  .object({
    id: z.string(),
    orderId: z.string(),
    state: z.enum(['requested', 'accepted', 'refused', 'shipped', 'delivered', 'canceled']),
    words: z.string(),
    items: z.array(z.object({ itemId: z.string(), title: z.string(), quantity: z.int() })),
    expectedBy: z.string().nullable(),
    promisedBy: z.string().nullable().meta({ description: 'The day that was said when it was asked for.' }),
    late: z.boolean().meta({ description: 'The day is over and it is not there.' }),
    arrivalWords: z
      .string()
      .meta({ description: 'When it will be here; empty when no day is known or none is awaited.' }),
    deliveryRequirement: z.enum(['none', 'code', 'signature', 'locker']),
    about: z.object({ kind: z.string(), id: z.string() }),
    storefrontReference: z.string().nullable(),
    requestedAt: z.string(),
  })
  .meta({ id: 'Replacement' })
export type Replacement = z.infer<typeof Replacement>

export const replacements = contract({
  'GET /replacements/:id': {
    summary: 'One replacement',
    input: z.strictObject({ id: z.string() }),
    output: Replacement,
  },
})
