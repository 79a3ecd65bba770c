import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { canonicalLocale } from '#platform/canonical-locale'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** In which languages something is read, and in which order somebody who asks for one is answered. */
export interface Languages {
  published: string[]
  /** Of those published, the best first; languages that would be of no use are not among them. */
  order: string[]
  /** The best of them; English where nothing fits. */
  best: string
  asked: string | undefined
  store: string
}

/** The order of languages for whoever asks for one: it, its base, the store’s, English. */
export async function languagesFor(reader: Reader, asked: string | undefined): Promise<Languages> {
  const [published, { locale }] = await Promise.all([publishedLocales(reader), findStore(reader)])
  const order = fallbacks(asked, locale, published)
  return { published, order, best: order[0] ?? 'en', asked, store: locale }
}

/**
 * Picks and orders those of some languages that answer somebody: the one asked for, its base, the store's with its base, English.
 * A base is answered by any of its kind too, such as `pt` by `pt-BR`.
 */
export function fallbacks(asked: string | undefined, storeLocale: string, among: readonly string[]): string[] {
  const found = new Set<string>()
  for (const wanted of [asked, storeLocale, 'en']) {
    const tag = wanted === undefined ? undefined : canonicalLocale(wanted)
    if (tag === undefined) continue
    for (const each of bases(tag)) if (among.includes(each)) found.add(each)
    const [language] = tag.split('-')
    for (const each of among.toSorted()) if (each.split('-')[0] === language) found.add(each)
  }
  return [...found]
}

/** A value by language, in the best language for whoever asks, whatever is published in it. */
export function inBest<T>(
  values: Readonly<Record<string, T>>,
  { asked, store }: Pick<Languages, 'asked' | 'store'>,
): T | undefined {
  const [best] = fallbacks(asked, store, Object.keys(values))
  return best === undefined ? Object.values(values)[0] : values[best]
}

// `zh-Hant-TW`, `zh-Hant`, `zh`.
function bases(tag: string): string[] {
  const parts = tag.split('-')
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('-'))
}

async function publishedLocales(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ locale: string }>`
    with recursive each as (
      (select locale from help_translation where store_id = ${reader.storeId} and state = 'published' order by locale limit 1)
      union all
      select (select locale from help_translation
        where store_id = ${reader.storeId} and state = 'published' and locale > each.locale order by locale limit 1)
      from each where each.locale is not null
    )
    select locale from each where locale is not null`.execute(db(reader))
  return rows.map((row) => row.locale)
}
