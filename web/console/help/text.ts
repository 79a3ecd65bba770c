import { useI18n } from '../../kit/i18n/i18n.tsx'
import type { Locale } from '../../kit/i18n/locales.ts'
import { formatter, type Messages, type Values } from '../../kit/i18n/messages.ts'
import type en from './messages/en.json'

export type HelpKey = Extract<keyof typeof en, string>

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

let texts: ReturnType<typeof formatter> | undefined

/** Loads the words of the help center’s screens, which nothing else needs; before one of them is shown. */
export async function loadHelpText(locale: Locale): Promise<void> {
  texts ??= formatter(locale, (await catalogs[locale]()).default)
}

/** Texts of the help center’s screens. A page’s language does not change while it is open. */
export function useHelp() {
  const { locale, format } = useI18n()
  if (!texts) throw new Error('loadHelpText has not been awaited')
  const { text, has } = texts
  return {
    t: (key: HelpKey, values?: Values) => text(key, values),
    has: (key: string): key is HelpKey => has(key),
    locale,
    format,
  }
}
