import { contract } from '#platform/contract/contract'
import { page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'
import { articleId, HelpLocale, WrittenSlug } from '../shapes/contract.ts'

const Slug = z
  .string()
  .max(120)
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}\p{M}]+)*$/u, 'use lower-case words with hyphens, such as return-an-item')

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
