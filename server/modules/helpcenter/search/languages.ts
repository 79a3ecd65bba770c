import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'
import { fallbacks } from '../languages.ts'
import { languageOf } from './tokens.ts'

/** Languages of one kind, such as `de-AT` and `de`, that are searched together. An article is shown in the first. */
export interface LanguageGroup {
  locales: readonly string[]
  /** Articles that can be found in them. */
  documents: number
  /** Another one as soon as their synonyms change. */
  synonymStamp: string
}

interface SearchedLanguage {
  locale: string
  documents: number
  stamp: string
}

/** The languages to search in, one kind after the other: those of the reader, of the store, English, and at last all others. */
export async function languageGroups(
  reader: Reader,
  locale: string | undefined,
): Promise<{ best: string; groups: LanguageGroup[] }> {
  const [searched, store] = await Promise.all([searchedLanguages(reader), findStore(reader)])
  const byLocale = new Map(searched.map((each) => [each.locale, each]))
  const order = fallbacks(locale, store.locale, [...byLocale.keys()])
  const all = [...new Set([...order, ...byLocale.keys()])]
  const kinds = [...Map.groupBy(all, languageOf).values()]
  const groups = kinds.map((locales) => {
    const each = locales.flatMap((one) => byLocale.get(one) ?? [])
    return {
      locales,
      documents: each.reduce((sum, { documents }) => sum + documents, 0),
      synonymStamp: each.map(({ stamp }) => stamp).join(', '),
    }
  })
  return { best: order[0] ?? 'en', groups }
}

async function searchedLanguages({ db, storeId }: Reader): Promise<SearchedLanguage[]> {
  const { rows } = await sql<SearchedLanguage>`
    select size.locale, size.documents, (
      select concat(count(*), ' ', max(updated_at), ' ', sum(version)) from help_synonym
      where store_id = ${storeId} and locale = size.locale
    ) as stamp
    from help_search_size as size where size.store_id = ${storeId} and size.documents > 0 order by size.locale`.execute(
    db,
  )
  return rows
}
