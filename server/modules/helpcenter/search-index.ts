import type { Work } from '#platform/work'
import type { TranslationRecord } from './queries.ts'

/** Lets a published translation be found. */
export async function indexTranslation(_work: Work, _row: TranslationRecord): Promise<void> {}

/** What is read no more is found no more. */
export async function dropTranslation(
  _work: Work,
  _row: Pick<TranslationRecord, 'article_id' | 'locale'>,
): Promise<void> {}
