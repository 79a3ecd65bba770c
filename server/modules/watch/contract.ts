import { contract } from '#platform/contract/contract'
import { PageQuery, page } from '#platform/contract/shapes'
import * as z from 'zod'

export const Finding = z
  .object({
    id: z.string(),
    kind: z.string(),
    words: z.string(),
    orderId: z.string().nullable(),
    foundAt: z.string(),
    resolvedAt: z.string().nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

export const watch = contract({
  'GET /findings': {
    summary: 'Trouble seen before anyone wrote',
    input: z.strictObject({ open: z.enum(['true', 'false']).optional(), ...PageQuery }),
    output: page(Finding),
  },
})
