import { ownTexts } from '../../kit/i18n/own-texts.ts'
import type en from './messages/en.json'

export type ClaimKey = Extract<keyof typeof en, string>

/** The words of claims, which nothing but their own screens needs. */
export const { load: loadClaimText, use: useClaimText } = ownTexts<ClaimKey>({
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
})

/** A name inside a sentence, whichever way either of them is written. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
