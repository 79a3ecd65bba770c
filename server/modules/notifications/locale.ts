import { canonicalLocale } from '#platform/canonical-locale'
import type { Catalog } from './messages/copy.ts'
import { ar } from './messages/ar.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'

const catalogs: Record<string, Catalog> = { en, de, ar }

/** How one mail speaks: a catalog, and the locale with which dates and amounts are written. */
export interface Voice {
  catalog: Catalog
  /** BCP 47, such as `de-AT`. */
  locale: string
  direction: 'ltr' | 'rtl'
}

/** The first of these locales whose language we write in; English otherwise. */
export function voiceFor(...wanted: readonly (string | null | undefined)[]): Voice {
  for (const locale of wanted) {
    const language = locale?.toLowerCase().split(/[-_]/)[0] ?? ''
    const catalog = catalogs[language]
    if (locale && catalog)
      return { catalog, locale: canonicalLocale(locale) ?? language, direction: language === 'ar' ? 'rtl' : 'ltr' }
  }
  return { catalog: en, locale: 'en-US', direction: 'ltr' }
}
