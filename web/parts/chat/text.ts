import { ownTexts } from '../../kit/i18n/own-texts.ts'
import type en from './messages/en.json'

type Key = Extract<keyof typeof en, string>

/** The words of conversations, which nothing but their own screens needs. */
export const { load: loadChatText, use: useChatText } = ownTexts<Key>({
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
})
