import { momentInWords } from '#platform/words'

const promises: Record<string, (when: string) => string> = {
  en: (when) => `Nobody has answered this mail yet. We promised an answer by ${when}.`,
  de: (when) => `Auf diese Mail hat noch niemand geantwortet. Versprochen ist eine Antwort bis ${when}.`,
  ar: (when) => `لم يرد أحد على هذه الرسالة بعد. وعدنا برد قبل ${when}.`,
}

/** What colleagues read about a mail that has waited nearly too long. @param locale the store's */
export function promiseWords(locale: string, timeZone: string, brokenAt: Date): string {
  const write = promises[locale.slice(0, 2).toLowerCase()] ?? promises['en']
  return write?.(momentInWords(brokenAt, timeZone, locale)) ?? ''
}
