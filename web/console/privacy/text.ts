import { useI18n } from '../../kit/i18n/i18n.tsx'
import type { Locale } from '../../kit/i18n/locales.ts'
import { formatter, type Messages, type Values } from '../../kit/i18n/messages.ts'
import type en from './messages/en.json'

type PrivacyKey = Extract<keyof typeof en, string>

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

let texts: ReturnType<typeof formatter> | undefined

/** Loads the words on what is kept of people; before one of their screens is shown. */
export async function loadPrivacyText(locale: Locale): Promise<void> {
  texts ??= formatter(locale, (await catalogs[locale]()).default)
}

/** Texts on what is kept of people. A page’s language does not change while it is open. */
export function usePrivacy() {
  const { locale, format } = useI18n()
  if (!texts) throw new Error('loadPrivacyText has not been awaited')
  const { text, has } = texts
  return {
    t: (key: PrivacyKey, values?: Values) => text(key, values),
    has: (key: string): key is PrivacyKey => has(key),
    locale,
    format,
  }
}
