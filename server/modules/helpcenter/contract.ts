import { contract } from '#platform/contract/contract'
import { Instant, LocalDate, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'
import { HelpDocument } from './document/contract.ts'

// What the drawn pages show: kept with the contracts, which is all that browsers' code knows of the server.
export type * from './page-views.ts'
export { helpContacts, helpOwn, OwnCard } from './own/contract.ts'
export { helpSearch } from './search/contract.ts'

/** Which own matters of a signed-in shopper an article can answer. */
export const HelpTopic = z.enum([
  'tracking',
  'missing',
  'late',
  'damaged',
  'cancel',
  'return',
  'refund',
  'replacement',
  'claim',
  'payment',
  'sign_in',
  'account',
  'contact',
  'gift',
  'safety',
])
export type HelpTopic = z.infer<typeof HelpTopic>

export const TranslationState = z.enum(['draft', 'scheduled', 'published', 'unpublished'])

/** A language that articles are written in, such as `en` or `de-AT`. */
export const HelpLocale = z.string().min(2).max(35)
const AskedLocale = z
  .string()
  .max(35)
  .optional()
  .meta({ description: 'Where it is missing, its base language, then the store’s, then English.' })
const Slug = z
  .string()
  .max(120)
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}\p{M}]+)*$/u, 'use lower-case words with hyphens, such as return-an-item')
const WrittenSlug = z.string().trim().max(120)

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

export const FeedbackWhy = z.enum(['not_clear', 'not_complete', 'not_true', 'not_my_question', 'dislike_rule', 'other'])
export type FeedbackWhy = z.infer<typeof FeedbackWhy>

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

export const HelpDraft = z.object({
  title: z.string(),
  slug: z.string(),
  summary: z.string(),
  keywords: z.array(z.string()),
  doc: HelpDocument,
  by: z.string(),
  at: z.string(),
})

export const HelpTranslation = z.object({
  locale: z.string(),
  state: TranslationState,
  slug: z.string(),
  title: z.string(),
  published: HelpDraft.extend({ number: z.int() })
    .nullable()
    .meta({ description: 'What is read now; null while nothing is.' }),
  draft: HelpDraft.nullable().meta({ description: 'What is being written; null: nothing differs.' }),
  scheduledAt: z.string().nullable(),
  updatedAt: z.string(),
  version: z.int(),
})

export const HelpArticle = z
  .object({
    id: z.string(),
    category: z.object({ id: z.string(), name: z.string() }).nullable(),
    topic: HelpTopic.nullable(),
    position: z.int(),
    archived: z.boolean(),
    related: z.array(z.object({ id: z.string(), title: z.string() })),
    translations: z.array(HelpTranslation),
    allowed: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'HelpArticle' })
export type HelpArticle = z.infer<typeof HelpArticle>

export const HelpArticleLine = z
  .object({
    id: z.string(),
    title: z.string(),
    category: z.object({ id: z.string(), name: z.string() }).nullable(),
    topic: HelpTopic.nullable(),
    archived: z.boolean(),
    translations: z.array(
      z.object({
        locale: z.string(),
        state: TranslationState,
        slug: z.string(),
        title: z.string(),
        hasDraft: z.boolean(),
        scheduledAt: z.string().nullable(),
        publishedAt: z.string().nullable(),
      }),
    ),
    updatedAt: z.string(),
  })
  .meta({ id: 'HelpArticleLine' })
export type HelpArticleLine = z.infer<typeof HelpArticleLine>

export const HelpVersion = z
  .object({ number: z.int(), title: z.string(), slug: z.string(), by: z.string(), at: z.string() })
  .meta({ id: 'HelpVersion' })
export type HelpVersion = z.infer<typeof HelpVersion>

const Keywords = z.array(Words.min(1).max(60)).max(30)
const DraftFields = {
  title: Words.min(1).max(200),
  slug: WrittenSlug.optional().meta({ description: 'Made from the title unless given.' }),
  summary: Words.max(500).optional(),
  keywords: Keywords.optional().meta({ description: 'Other words that people look for it by.' }),
  doc: HelpDocument,
}
const articleId = z.string().max(100)

export const helpArticles = contract({
  'GET /help-articles': {
    summary: 'Articles, what was changed last first',
    input: z.strictObject({
      q: z.string().trim().max(200).optional(),
      category: z.string().max(100).optional(),
      topic: HelpTopic.optional(),
      locale: HelpLocale.optional(),
      state: TranslationState.optional(),
      archived: z.stringbool().optional(),
      ...PageQuery,
    }),
    output: page(HelpArticleLine),
  },
  'GET /help-articles/:id': {
    summary: 'One article in all its languages',
    input: z.strictObject({ id: articleId }),
    output: HelpArticle,
  },
  'POST /help-articles': {
    summary: 'A new article, with its first draft',
    input: z.strictObject({
      category: z.string().nullable().optional(),
      topic: HelpTopic.nullable().optional(),
      draft: z.strictObject({ locale: HelpLocale, ...DraftFields }),
    }),
    output: HelpArticle,
    refusals: ['slug_taken'],
    status: 201,
  },
  'PUT /help-articles/:id': {
    summary: 'Where it stands, what it answers, and what is related to it',
    input: z.strictObject({
      id: articleId,
      category: z.string().nullable().optional(),
      topic: HelpTopic.nullable().optional(),
      position: z.int().min(0).max(100_000).optional(),
      related: z.array(articleId).max(10).optional(),
      version: z.int(),
    }),
    output: HelpArticle,
    refusals: ['changed_meanwhile'],
  },
  'PUT /help-articles/:id/drafts/:locale': {
    summary: 'Keep a draft; what is published stays as it is',
    input: z.strictObject({
      id: articleId,
      locale: HelpLocale,
      ...DraftFields,
      version: z.int().meta({ description: 'Of the translation; 0 for a new language.' }),
    }),
    output: HelpArticle,
    refusals: ['changed_meanwhile', 'slug_taken', 'archived'],
  },
  'DELETE /help-articles/:id/drafts/:locale': {
    summary: 'Throw a draft away; what is published stays',
    input: z.strictObject({ id: articleId, locale: HelpLocale }),
    output: HelpArticle,
    refusals: ['never_published'],
  },
  'POST /help-articles/:id/publication': {
    summary: 'Publish the draft, now or at a time; its version is kept',
    input: z.strictObject({
      id: articleId,
      locale: HelpLocale,
      at: Instant.optional(),
      version: z.int().optional().meta({ description: 'Of the translation as it was read.' }),
    }),
    output: HelpArticle,
    refusals: ['changed_meanwhile', 'slug_taken', 'archived', 'nothing_to_publish', 'not_ready'],
  },
  'DELETE /help-articles/:id/publication': {
    summary: 'Take it off the pages, or, where it only waits for its time, take that back',
    input: z.strictObject({ id: articleId, locale: HelpLocale }),
    output: HelpArticle,
    refusals: ['not_possible_now'],
  },
  'DELETE /help-articles/:id/schedule': {
    summary: 'Take a time of publication back; the draft stays',
    input: z.strictObject({ id: articleId, locale: HelpLocale }),
    output: HelpArticle,
    refusals: ['not_possible_now'],
  },
  'GET /help-articles/:id/versions': {
    summary: 'What was published in one language, newest first',
    input: z.strictObject({ id: articleId, locale: HelpLocale, ...PageQuery }),
    output: page(HelpVersion),
  },
  'GET /help-articles/:id/versions/:number': {
    summary: 'One version, with its words',
    input: z.strictObject({ id: articleId, locale: HelpLocale, number: z.coerce.number().int().min(1) }),
    output: HelpVersion.extend({
      summary: z.string(),
      keywords: z.array(z.string()),
      doc: HelpDocument,
      html: z.string(),
    }),
  },
  'POST /help-articles/:id/restoration': {
    summary: 'Make a version the draft again; it is read once it is published',
    input: z.strictObject({ id: articleId, locale: HelpLocale, number: z.int().min(1), version: z.int() }),
    output: HelpArticle,
    refusals: ['changed_meanwhile', 'slug_taken', 'archived'],
  },
  'POST /help-articles/:id/archive': {
    summary: 'Take an article off all pages and out of the lists; it stays readable here',
    input: z.strictObject({ id: articleId }),
    output: HelpArticle,
    refusals: [],
  },
  'DELETE /help-articles/:id/archive': {
    summary: 'Bring an archived article back, as drafts',
    input: z.strictObject({ id: articleId }),
    output: HelpArticle,
    refusals: [],
  },
  'POST /help-articles/preview': {
    summary: 'How a document will be read; nothing is kept',
    input: z.strictObject({ locale: HelpLocale, doc: HelpDocument }),
    output: z.object({
      html: z.string(),
      text: z.string(),
      missing: z
        .array(z.object({ code: z.string(), path: z.string() }))
        .meta({ description: 'What stands in the way of publishing it.' }),
    }),
    refusals: [],
  },
})

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

export const HelpImportSource = z.enum(['markdown', 'zendesk', 'intercom', 'starter'])
export type HelpImportSource = z.infer<typeof HelpImportSource>

export const HelpImport = z
  .object({
    id: z.string(),
    source: HelpImportSource,
    created: z.int().meta({ description: 'Translations that are new; the same for the next three.' }),
    updated: z.int(),
    unchanged: z.int(),
    kept: z.int().meta({ description: 'Changed here since they came in, and left as they are here.' }),
    bad: z
      .array(
        z.object({
          file: z.string().nullable(),
          line: z.int().nullable(),
          reference: z.string().nullable(),
          code: z.string(),
          reason: z.string(),
        }),
      )
      .meta({ description: 'What could not be taken in, and what was left out of something that was.' }),
    by: z.string(),
    at: z.string(),
  })
  .meta({ id: 'HelpImport' })
export type HelpImport = z.infer<typeof HelpImport>

export const helpImports = contract({
  'GET /help-imports': {
    summary: 'Imports, newest first',
    input: z.strictObject({ ...PageQuery }),
    output: page(HelpImport),
  },
  'GET /help-imports/:id': {
    summary: 'One import, with what was wrong',
    input: z.strictObject({ id: z.string() }),
    output: HelpImport,
  },
  'POST /help-imports': {
    summary: 'Take in articles of another help center; the same once more changes nothing',
    description:
      'The body is JSON, { "files": [{ "name", "text" }] }: Markdown with front matter, or JSON as Zendesk Guide or Intercom give it out. For `starter`, the articles that come along, there is no body.',
    input: z.strictObject({
      source: HelpImportSource,
      publish: z.stringbool().optional().meta({
        description: 'Publish what was published there; otherwise all are drafts.',
      }),
    }),
    output: HelpImport,
    refusals: [],
    body: 'stream',
  },
})

const LocalNames = z
  .record(HelpLocale, z.strictObject({ name: Words.min(1).max(80), summary: Words.max(300).optional() }))
  .refine((names) => Object.keys(names).length > 0, 'needs a name in one language')
const CategoryFields = {
  slug: WrittenSlug.optional(),
  names: LocalNames,
  position: z.int().min(0).max(100_000).optional(),
}

export const HelpCategory = z
  .object({
    id: z.string(),
    slug: z.string(),
    position: z.int(),
    names: z.record(z.string(), z.object({ name: z.string(), summary: z.string() })),
    articles: z.int(),
    version: z.int(),
  })
  .meta({ id: 'HelpCategory' })
export type HelpCategory = z.infer<typeof HelpCategory>

export const HelpRedirect = z
  .object({
    id: z.string(),
    locale: z.string(),
    slug: z.string(),
    article: z.object({ id: z.string(), title: z.string() }),
    byHand: z.boolean(),
    at: z.string(),
  })
  .meta({ id: 'HelpRedirect' })
export type HelpRedirect = z.infer<typeof HelpRedirect>

export const HelpSynonym = z
  .object({ id: z.string(), locale: z.string(), words: z.array(z.string()), version: z.int() })
  .meta({ id: 'HelpSynonym' })
export type HelpSynonym = z.infer<typeof HelpSynonym>

const SynonymWords = z.array(Words.min(1).max(60)).min(2).max(20)

export const helpSettings = contract({
  'GET /help-categories': {
    summary: 'Categories in their order',
    input: z.strictObject({}),
    output: z.object({ data: z.array(HelpCategory) }),
  },
  'POST /help-categories': {
    summary: 'A new category',
    input: z.strictObject(CategoryFields),
    output: HelpCategory,
    refusals: ['slug_taken', 'too_many'],
    status: 201,
  },
  'PUT /help-categories/:id': {
    summary: 'Names, address and place of a category',
    input: z.strictObject({ id: z.string(), ...CategoryFields, version: z.int() }),
    output: HelpCategory,
    refusals: ['slug_taken', 'changed_meanwhile'],
  },
  'DELETE /help-categories/:id': {
    summary: 'Remove a category that has no articles',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
    refusals: ['has_articles'],
  },
  'GET /help-redirects': {
    summary: 'Old addresses and where they lead, newest first',
    input: z.strictObject({ article: articleId.optional(), ...PageQuery }),
    output: page(HelpRedirect),
  },
  'POST /help-redirects': {
    summary: 'Let an old address lead to an article',
    input: z.strictObject({ locale: HelpLocale, slug: Slug, article: articleId }),
    output: HelpRedirect,
    refusals: ['slug_taken'],
    status: 201,
  },
  'DELETE /help-redirects/:id': {
    summary: 'An old address leads nowhere again',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
  },
  'GET /help-synonyms': {
    summary: 'Words that mean the same where somebody searches',
    input: z.strictObject({ locale: HelpLocale.optional() }),
    output: z.object({ data: z.array(HelpSynonym) }),
  },
  'POST /help-synonyms': {
    summary: 'Words that mean the same',
    input: z.strictObject({ locale: HelpLocale, words: SynonymWords }),
    output: HelpSynonym,
    refusals: ['too_many'],
    status: 201,
  },
  'PUT /help-synonyms/:id': {
    summary: 'Change words that mean the same',
    input: z.strictObject({ id: z.string(), locale: HelpLocale, words: SynonymWords, version: z.int() }),
    output: HelpSynonym,
    refusals: ['changed_meanwhile'],
  },
  'DELETE /help-synonyms/:id': {
    summary: 'Each of these words means what it means again',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
  },
})
