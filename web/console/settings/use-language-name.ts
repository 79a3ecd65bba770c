import { useConsole } from '../text.ts'

/** A language by its code in the reader's words, such as German for `de`; what is no language stays as it is. */
export function useLanguageName() {
  const { locale } = useConsole()
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  return (code: string): string => (/^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code)
}
