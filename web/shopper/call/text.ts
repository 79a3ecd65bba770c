import type { Locale } from '../../kit/i18n/locales.ts'
import type { Messages } from '../../kit/i18n/messages.ts'

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

let page: Messages = {}

/** The texts that the page began with; those of calls join them. */
export function keepTexts(messages: Messages): Messages {
  page = messages
  return messages
}

/** More texts join those of the page: words that only some screens need. */
export function joinTexts(messages: Messages): void {
  Object.assign(page, messages)
}

/** Loads the words of calls, which nothing but their own screens needs; before one of those is shown. */
export async function loadCallText(locale: Locale): Promise<void> {
  joinTexts((await catalogs[locale]()).default)
}
