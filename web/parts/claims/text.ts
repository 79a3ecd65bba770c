import { useI18n } from '../../kit/i18n/i18n.tsx'
import type { Locale } from '../../kit/i18n/locales.ts'
import { formatter, type Messages, type Values } from '../../kit/i18n/messages.ts'
import type en from './messages/en.json'

export type ClaimKey = Extract<keyof typeof en, string>

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

let texts: ReturnType<typeof formatter> | undefined

/** Loads the words of claims, which nothing but their own screens needs; before one of those is shown. */
export async function loadClaimText(locale: Locale): Promise<void> {
  texts ??= formatter(locale, (await catalogs[locale]()).default)
}

/** Texts of claims. A page's language does not change while it is open. */
export function useClaimText() {
  const { locale, format } = useI18n()
  if (!texts) throw new Error('loadClaimText has not been awaited')
  const { text, has } = texts
  return {
    t: (key: ClaimKey, values?: Values) => text(key, values),
    has: (key: string): key is ClaimKey => has(key),
    locale,
    format,
  }
}

/** A name inside a sentence, whichever way either of them is written. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
