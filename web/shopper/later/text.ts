import type { Locale } from '../../kit/i18n/locales.ts'
import type { Messages } from '../../kit/i18n/messages.ts'
import { joinTexts } from '../call/text.ts'

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

/** Loads the words of everything behind the list of orders, which the first page does without. */
export async function loadLaterText(locale: Locale): Promise<void> {
  joinTexts((await catalogs[locale]()).default)
}
