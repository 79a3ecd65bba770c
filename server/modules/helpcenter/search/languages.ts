import type { Reader } from '#platform/work'
import { languagesFor } from '../languages.ts'
import { languageOf } from './tokens.ts'

/**
 * The languages to search in, one kind after the other: those of the reader, of the store, English, and at last all others. Within one
 * kind, such as `de-AT` and `de`, an article is shown in the first.
 */
export async function languageGroups(
  reader: Reader,
  locale: string | undefined,
): Promise<{ best: string; groups: string[][] }> {
  const { order, published, best } = await languagesFor(reader, locale)
  const all = [...new Set([...order, ...published])]
  return { best, groups: [...Map.groupBy(all, languageOf).values()] }
}
