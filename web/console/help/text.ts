import { ownTexts } from '../../kit/i18n/own-texts.ts'
import type en from './messages/en.json'

export type HelpKey = Extract<keyof typeof en, string>

/** The words of the help center’s screens, which nothing else needs. */
export const { load: loadHelpText, use: useHelp } = ownTexts<HelpKey>({
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
})
