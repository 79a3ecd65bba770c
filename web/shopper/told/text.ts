import { useI18n } from '../../kit/i18n/i18n.tsx'
import type { Locale } from '../../kit/i18n/locales.ts'
import type { Messages } from '../../kit/i18n/messages.ts'
import type parts from '../../parts/messages/en.json'
import { joinTexts } from '../call/text.ts'
import type en from '../messages/en.json'
import type own from './messages/en.json'

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

/** Loads the words on news and on how they come; before one of their screens is shown. */
export async function loadToldText(locale: Locale): Promise<void> {
  joinTexts((await catalogs[locale]()).default)
}

/** Texts of those screens. */
export const useTold = () => useI18n<Extract<keyof typeof en | keyof typeof own | keyof typeof parts, string>>()
