import type { Locale } from '../../kit/i18n/locales.ts'

/** Numbers, names and dates as they stand inside a sentence that runs from right to left: each keeps its own order. */
export function isolated(locale: Locale): (text: string) => string {
  return (text) => (locale === 'ar' ? `\u2068${text}\u2069` : text)
}
