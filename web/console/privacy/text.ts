import { ownTexts } from '../../kit/i18n/own-texts.ts'
import type en from './messages/en.json'

type PrivacyKey = Extract<keyof typeof en, string>

/** The words on what is kept of people. */
export const { load: loadPrivacyText, use: usePrivacy } = ownTexts<PrivacyKey>({
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
})
