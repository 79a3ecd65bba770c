import { ownTexts } from '../../kit/i18n/own-texts.ts'
import type en from './messages/en.json'

type LoginKey = Extract<keyof typeof en, string>

/** The words on how people sign in and come in. */
export const { load: loadLoginText, use: useLogins } = ownTexts<LoginKey>({
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
})
