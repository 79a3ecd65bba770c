import * as z from 'zod'

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

export const WrittenSlug = z.string().trim().max(120)
export const articleId = z.string().max(100)

export const FeedbackWhy = z.enum(['not_clear', 'not_complete', 'not_true', 'not_my_question', 'dislike_rule', 'other'])
export type FeedbackWhy = z.infer<typeof FeedbackWhy>
