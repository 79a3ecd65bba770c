import type { Beginning } from '../articles/new-article.tsx'
import type { SearchLine } from '../data.ts'
import { helpLocales } from '../locales.ts'

/** The article that answers a search: what was typed as its title, and as words that it is found by from then on. */
export function beginningFrom({ query, locale }: Pick<SearchLine, 'query' | 'locale'>): Beginning {
  const [language = 'en'] = locale.split('-')
  const known = [locale, language].find((each) => helpLocales.includes(each)) ?? 'en'
  const words = query.replaceAll(/\s+/g, ' ').trim()
  const title = words.slice(0, 1).toLocaleUpperCase(known) + words.slice(1)
  return { title: title.slice(0, 200), locale: known, keywords: words.length > 60 ? [] : [words] }
}
