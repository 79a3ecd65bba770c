import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { formats } from './formats.ts'
import { type Locale, locales } from './locales.ts'
import { formatter, type Messages, type RichValues, type Values } from './messages.ts'

interface I18n<Key extends string> {
  locale: Locale
  /** A text by its key. */
  t(key: Key, values?: Values): string
  /** A text with elements inside, such as `<b>`. */
  rich(key: Key, values: RichValues): ReactNode
  /** Whether there is a text of this key; for keys made from codes. */
  has(key: string): key is Key
  format: ReturnType<typeof formats>
}

const I18nContext = createContext<I18n<string> | null>(null)

type ProviderProps = { locale: Locale; messages: Messages; timeZone?: string; now: () => Date; children: ReactNode }

/** Gives everything below it one language, one time zone and one notion of now. */
export function I18nProvider({ locale, messages, timeZone, now, children }: ProviderProps) {
  const value = useMemo(() => {
    const texts = formatter(locale, messages)
    return {
      locale,
      t: texts.text,
      rich: texts.rich,
      has: (key: string): key is string => texts.has(key),
      format: formats(locale, timeZone, now),
    }
  }, [locale, messages, timeZone, now])
  return <I18nContext value={value}>{children}</I18nContext>
}

const ariaLocales: Record<Locale, string> = { en: 'en-US', de: 'de-DE', ar: 'ar-AE' }

/** Texts and formats of the page's language; `Key` is the catalog's own list of keys. */
export function useI18n<Key extends string = string>(): I18n<Key> {
  const value = useContext(I18nContext)
  if (!value) throw new Error('I18nProvider is missing')
  return value as unknown as I18n<Key>
}

/** Tells browser and assistive technology which language and direction the page has. */
export function announceLocale(locale: Locale) {
  document.documentElement.lang = locale
  document.documentElement.dir = locales[locale].direction
  // Where React Aria looks for its language; a provider would load it before anything needs it.
  Object.assign(window, { [Symbol.for('react-aria.i18n.locale')]: ariaLocales[locale] })
}
