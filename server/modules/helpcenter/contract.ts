import { contract } from '#platform/contract/contract'
import { Words } from '#platform/contract/shapes'
import * as z from 'zod'
import { FeedbackWhy, HelpLocale, HelpTopic } from './shapes/contract.ts'

// What the drawn pages show: kept with the contracts, which is all that browsers' code knows of the server.
export type * from './page-views.ts'
export {
  HelpDraft,
  HelpTranslation,
  HelpArticle,
  HelpArticleLine,
  HelpVersion,
  helpArticles,
} from './articles/contract.ts'
export { HelpImportSource, HelpImport, helpImports } from './imports/contract.ts'
export { HelpInsights, HelpFeedback, helpInsights } from './insights/contract.ts'
export { helpContacts, helpOwn, OwnCard } from './own/contract.ts'
export { helpSearch } from './search/contract.ts'
export { HelpCategory, HelpRedirect, HelpSynonym, helpSettings } from './settings/contract.ts'
export { FeedbackWhy, HelpLocale, HelpTopic, TranslationState } from './shapes/contract.ts'

const AskedLocale = z
  .string()
  .max(35)
  .optional()
  .meta({ description: 'Where it is missing, its base language, then the store’s, then English.' })

export const HelpLink = z.object({ slug: z.string(), locale: z.string(), title: z.string(), summary: z.string() })
export type HelpLink = z.infer<typeof HelpLink>

export const HelpCategoryShown = z.object({
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  articles: z.int(),
})
export type HelpCategoryShown = z.infer<typeof HelpCategoryShown>

/** The help center's first page in one language. */
export const HelpHome = z
  .object({
    locale: z.string(),
    languages: z.array(z.string()).meta({ description: 'Languages in which something is published.' }),
    categories: z.array(HelpCategoryShown.extend({ first: z.array(HelpLink) })),
    popular: z.array(HelpLink),
  })
  .meta({ id: 'HelpHome' })
export type HelpHome = z.infer<typeof HelpHome>

export const HelpCategoryPage = z
  .object({
    locale: z.string(),
    slug: z.string(),
    name: z.string(),
    summary: z.string(),
    articles: z.array(HelpLink),
    languages: z.array(z.string()),
  })
  .meta({ id: 'HelpCategoryPage' })
export type HelpCategoryPage = z.infer<typeof HelpCategoryPage>

/** A published article as shoppers read it. */
export const HelpPage = z
  .object({
    article: z.string(),
    slug: z.string().meta({ description: 'The address as it is now; another one than asked for was changed since.' }),
    locale: z.string().meta({ description: 'The language that it is in, which may not be the one asked for.' }),
    title: z.string(),
    summary: z.string(),
    html: z.string(),
    category: z.object({ slug: z.string(), name: z.string() }).nullable(),
    topic: HelpTopic.nullable(),
    updatedAt: z.string(),
    version: z.int(),
    related: z.array(HelpLink),
    languages: z.array(z.object({ locale: z.string(), slug: z.string() })),
  })
  .meta({ id: 'HelpPage' })
export type HelpPage = z.infer<typeof HelpPage>

export const helpPages = contract({
  'GET /help/home': {
    summary: 'The help center’s first page: categories with their first articles, and what is read most',
    input: z.strictObject({ locale: AskedLocale }),
    output: HelpHome,
  },
  'GET /help/topics/:slug': {
    summary: 'A category with its articles',
    input: z.strictObject({ slug: z.string().max(200), locale: AskedLocale }),
    output: HelpCategoryPage,
  },
  'GET /help/articles/:slug': {
    summary: 'A published article',
    input: z.strictObject({
      slug: z.string().max(200),
      locale: AskedLocale,
      counted: z
        .stringbool()
        .optional()
        .meta({ description: 'false for a look that is no reading; otherwise it counts as one.' }),
      search: z.string().max(100).optional().meta({ description: 'The search in whose results it was opened.' }),
    }),
    output: HelpPage,
  },
  'POST /help/feedback': {
    summary: 'Did this help? Once for a person and a version; the last answer counts',
    input: z.strictObject({
      article: z.string().max(100),
      locale: HelpLocale,
      helped: z.boolean(),
      why: FeedbackWhy.nullable().optional(),
      words: Words.max(1_000).optional(),
      search: z.string().max(100).optional(),
    }),
    output: z.object({ done: z.literal(true) }),
    refusals: [],
  },
})
