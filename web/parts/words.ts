import type { Locale } from '../kit/i18n/locales.ts'

/**
 * The server writes its sentences in the store's language. In another language the catalog's own sentence for the same
 * code is used where there is one; it says less, but it can be read.
 */
export function preferServerWords(locale: Locale, words: string, catalogText: string | null): string {
  if (locale === 'en' && words) return words
  return catalogText ?? words
}
