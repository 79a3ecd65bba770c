import { contract } from '#platform/contract/contract'
import { Words } from '#platform/contract/shapes'
import * as z from 'zod'

/** Why it was not solved; `null` when it was. */
export const SurveyReason = z.enum(['not_solved_yet', 'not_what_i_wanted', 'took_too_long', 'unkind', 'other'])

export const Survey = z
  .object({
    id: z.string(),
    reference: z.string().meta({ description: 'Of the conversation.' }),
    askedAt: z.string(),
    expiresAt: z.string(),
    solved: z.boolean().nullable(),
    reason: SurveyReason.nullable(),
    comment: z.string().nullable(),
    answeredAt: z.string().nullable(),
  })
  .meta({ id: 'Survey' })
export type Survey = z.infer<typeof Survey>

const token = z
  .string()
  .max(300)
  .optional()
  .meta({ description: 'From the mailed link, for somebody who is not signed in.' })

export const surveys = contract({
  'GET /conversations/:id/survey': {
    summary: 'The question that is open for this conversation, if there is one',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ survey: Survey.nullable() }),
  },
  'GET /surveys/:id': {
    summary: 'One survey. Reading stores nothing: scanners of mail open links too',
    input: z.strictObject({ id: z.string(), token }),
    output: Survey,
    public: true,
  },
  'POST /surveys/:id/answer': {
    summary: 'Did we solve it? The last answer counts',
    input: z.strictObject({
      id: z.string(),
      token,
      solved: z.boolean(),
      reason: SurveyReason.nullable().optional(),
      comment: Words.max(2_000).optional(),
    }),
    output: Survey,
    refusals: ['survey_over'],
    public: true,
  },
})
