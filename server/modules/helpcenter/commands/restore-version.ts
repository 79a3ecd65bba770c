import { notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import type { HelpArticle } from '../contract.ts'
import { presentArticle } from '../queries.ts'
import { findVersion } from '../version-queries.ts'
import {
  checkDraft,
  localeOf,
  lockArticle,
  lockTranslation,
  requireKept,
  requireVersion,
  writeDraft,
} from './save-draft.ts'

/** Makes what was published once the draft. Refuses `changed_meanwhile`, `slug_taken` and `archived`. */
export async function restoreVersion(
  work: Work,
  input: { id: string; locale: string; number: number; version: number },
): Promise<HelpArticle> {
  const article = await lockArticle(work, input.id)
  requireKept(article)
  const before = (await lockTranslation(work, article.id, localeOf(input.locale))) ?? notFound('translation')
  requireVersion(before, input.version)
  const { title, summary, keywords, doc, locale } = await findVersion(work, article.id, before.locale, input.number)
  // The address stays: links point to it.
  const draft = { locale, title, summary, keywords, doc, slug: before.slug }
  await writeDraft(work, article, before, await checkDraft(work, article.id, before, draft))
  return await presentArticle(work, await lockArticle(work, article.id))
}
