import type { Work } from '#platform/work'
import { emptyDocument } from './document/contract.ts'
import type { TranslationRecord } from './queries.ts'
import { render } from './render.ts'
import { dropDocument, indexDocument } from './search/index-document.ts'

/** Lets a published translation be found by what it says now. */
export async function indexTranslation(work: Work, row: TranslationRecord): Promise<void> {
  const { article_id: articleId, locale, title, summary, keywords } = row
  const { text } = await render(work, row.doc ?? emptyDocument, locale)
  await indexDocument(work, { articleId, locale, title: title ?? '', summary: summary ?? '', text, keywords })
}

/** What is read no more is found no more. */
export async function dropTranslation(
  work: Work,
  { article_id: articleId, locale }: Pick<TranslationRecord, 'article_id' | 'locale'>,
): Promise<void> {
  await dropDocument(work, { articleId, locale })
}
