import { arabicWords } from './intent-words.ts'
import type { Intent } from './intents.ts'
import { safetyWords } from './safety-words.ts'

/** Whether somebody was hurt, or could be: it goes to trained people before anything else is asked. */
export function isSafety(text: string): boolean {
  const plain = plainText(text)
  return safetyWords.some(({ words, unless }) => words.test(unless ? plain.replace(unless, ' ') : plain))
}

/** Whether a text is in a language that is read by words. */
export function isReadByWords(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text)
}

/** Intents whose words stand in a text, the most exact first. */
export function matchWords(text: string): Intent[] {
  const plain = plainText(text)
  return arabicWords.filter(({ clear }) => clear.test(plain)).map(({ intent }) => intent)
}

/** One spelling for comparing: small letters, plain quotes, no Arabic vowel signs. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replaceAll(/[أإآ]/g, 'ا')
    .replaceAll(/\s+/g, ' ')
}
