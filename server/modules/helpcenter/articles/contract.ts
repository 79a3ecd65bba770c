import { contract } from '#platform/contract/contract'
import { Instant, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'
import { HelpDocument } from '../document/contract.ts'
import { articleId, HelpLocale, HelpTopic, TranslationState, WrittenSlug } from '../shapes/contract.ts'

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
  refused: z
    .object({ at: z.string(), code: z.string(), missing: z.array(z.string()) })
    .nullable()
    .meta({ description: 'Why it did not go live at its time, until it does or gets another one.' }),
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
        refusedAt: z.string().nullable(),
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
