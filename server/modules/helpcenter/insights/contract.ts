import { contract } from '#platform/contract/contract'
import { LocalDate, page, PageQuery } from '#platform/contract/shapes'
import * as z from 'zod'
import { articleId, FeedbackWhy, HelpLocale } from '../shapes/contract.ts'

export const HelpInsights = z
  .object({
    from: z.string(),
    to: z.string(),
    total: z.object({ views: z.int(), helped: z.int(), notHelped: z.int(), contacts: z.int() }),
    data: z.array(
      z.object({
        article: z.object({ id: z.string(), title: z.string() }),
        views: z.int(),
        helped: z.int(),
        notHelped: z.int(),
        contacts: z.int().meta({ description: 'Conversations that began from it.' }),
        words: z.int().meta({ description: 'How many said something in their own words.' }),
        why: z.record(z.string(), z.int()),
      }),
    ),
  })
  .meta({ id: 'HelpInsights' })
export type HelpInsights = z.infer<typeof HelpInsights>

export const HelpFeedback = z
  .object({
    id: z.string(),
    locale: z.string(),
    number: z.int().meta({ description: 'The version that it is about.' }),
    helped: z.boolean(),
    why: FeedbackWhy.nullable(),
    words: z.string().nullable(),
    at: z.string(),
  })
  .meta({ id: 'HelpFeedback' })
export type HelpFeedback = z.infer<typeof HelpFeedback>

export const helpInsights = contract({
  'GET /help-insights': {
    summary: 'How articles did: read, helped or not, and conversations that began from them all the same',
    input: z.strictObject({
      from: LocalDate.optional().meta({ description: 'First day; four weeks before the last one unless given.' }),
      to: LocalDate.optional().meta({ description: 'Last day; today unless given.' }),
      article: articleId.optional(),
      locale: HelpLocale.optional(),
    }),
    output: HelpInsights,
  },
  'GET /help-articles/:id/feedback': {
    summary: 'What readers said of an article, newest first',
    input: z.strictObject({ id: articleId, ...PageQuery }),
    output: page(HelpFeedback),
  },
})
