import { contract } from '#platform/contract/contract'
import { page, PageQuery } from '#platform/contract/shapes'
import * as z from 'zod'

const Asked = z.string().trim().min(1).max(2_000)
const Locale = z.string().max(35).optional().meta({
  description: 'Whose language has nothing is answered in the store’s, in English, or in whatever there is.',
})

const Marked = z.array(z.object({ text: z.string(), marked: z.boolean() })).meta({
  description: 'Pieces of a text in their order; marked is what was looked for, in whatever form it stands there.',
})

export const HelpSearchHit = z
  .object({
    article: z.string(),
    slug: z.string(),
    locale: z.string(),
    title: z.string(),
    titleMarks: Marked,
    summary: z.string(),
    excerpt: Marked.meta({ description: 'The passage that says most about it.' }),
    score: z.number().meta({ description: 'Only to compare within one answer.' }),
  })
  .meta({ id: 'HelpSearchHit' })

export const HelpSuggestion = z
  .object({ article: z.string(), slug: z.string(), locale: z.string(), title: z.string(), titleMarks: Marked })
  .meta({ id: 'HelpSuggestion' })

/** What people looked for and did not find. */
export const HelpSearchLine = z
  .object({
    query: z.string().meta({ description: 'In lower case, without numbers and addresses.' }),
    locale: z.string(),
    times: z.int().meta({ description: 'How often it ended without success.' }),
    searches: z.int().meta({ description: 'How often it was searched at all.' }),
    nothingFound: z.int(),
    notOpened: z.int().meta({ description: 'Something was found, and nobody opened it.' }),
    wroteToUs: z.int(),
    didNotHelp: z.int(),
    lastAt: z.string(),
  })
  .meta({ id: 'HelpSearchLine' })
export type HelpSearchLine = z.infer<typeof HelpSearchLine>

export const helpSearch = contract({
  'GET /help/search': {
    summary: 'Articles that answer a question, the best first',
    input: z.strictObject({
      q: Asked,
      locale: Locale,
      limit: z.coerce.number().int().min(1).max(50).optional(),
    }),
    output: z.object({
      locale: z.string().meta({ description: 'The language in which something was found.' }),
      corrected: z.string().nullable().meta({
        description: 'The question with its mistyped words as they were taken; null where none was.',
      }),
      data: z.array(HelpSearchHit),
      search: z
        .string()
        .nullable()
        .meta({ description: 'Names this search where one of its results is opened; null for colleagues.' }),
    }),
  },
  'GET /help/suggestions': {
    summary: 'Titles for a question that is being typed',
    input: z.strictObject({ q: Asked, locale: Locale, limit: z.coerce.number().int().min(1).max(20).optional() }),
    output: z.object({ data: z.array(HelpSuggestion) }),
  },
  'POST /help/searches/:id/choice': {
    summary: 'A result of a search was opened',
    input: z.strictObject({ id: z.string().max(100), article: z.string().max(100) }),
    output: z.object({ done: z.literal(true) }),
    refusals: [],
  },
  'GET /help-searches': {
    summary: 'What was searched without success: what to write next, the most wanted first',
    input: z.strictObject({
      locale: z.string().max(35).optional(),
      why: z.enum(['nothing_found', 'not_opened', 'wrote_to_us', 'did_not_help']).optional(),
      ...PageQuery,
    }),
    output: page(HelpSearchLine),
  },
})
