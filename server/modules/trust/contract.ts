import { contract } from '#platform/contract/contract'
import { Words } from '#platform/contract/shapes'
import * as z from 'zod'

/** How far a remedy can be instant. Staff see it with its reasons; shoppers see their own record, never a score of others. */
export const TrustAssessment = z
  .object({
    customerId: z.string(),
    score: z.int().min(0).max(100),
    band: z.enum(['low', 'medium', 'high']),
    history: z.enum(['new', 'between', 'clean']),
    reasons: z.array(z.object({ code: z.string(), points: z.int(), words: z.string() })),
    signals: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        at: z.string(),
        orderId: z.string().nullable(),
        words: z.string(),
        voided: z.boolean(),
      }),
    ),
    linked: z.array(z.object({ customerId: z.string(), by: z.array(z.string()) })),
    hold: z.object({ step: z.string(), reason: z.string(), placedAt: z.string() }).nullable(),
  })
  .meta({ id: 'TrustAssessment' })
export type TrustAssessment = z.infer<typeof TrustAssessment>

export const trust = contract({
  'GET /customers/:id/trust': {
    summary: 'Trust in a shopper, with reasons',
    input: z.strictObject({ id: z.string() }),
    output: TrustAssessment,
  },
  'POST /trust-signals/:id/correction': {
    summary: 'Void a signal that proved wrong; it stays in the record with the reason',
    input: z.strictObject({ id: z.string(), reason: Words.min(3).max(500) }),
    output: TrustAssessment,
  },
})
