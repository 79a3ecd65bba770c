import { useI18n } from '../../kit/i18n/i18n.tsx'
import type { Locale } from '../../kit/i18n/locales.ts'
import type { Messages } from '../../kit/i18n/messages.ts'
import type parts from '../../parts/messages/en.json'
import { joinTexts } from '../call/text.ts'
import type en from '../messages/en.json'
import type told from '../told/messages/en.json'
import type own from './messages/en.json'
import type security from '../security/messages/en.json'

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

/** Loads the words on what is kept of a person; before the screen is shown. */
export async function loadPrivacyText(locale: Locale): Promise<void> {
  joinTexts((await catalogs[locale]()).default)
}

/** Texts of that screen; what somebody agreed to is named as where they choose it. */
export const usePrivacy = () =>
  useI18n<
    Extract<keyof typeof en | keyof typeof own | keyof typeof told | keyof typeof security | keyof typeof parts, string>
  >()
