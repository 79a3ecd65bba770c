import { foldText } from '#platform/fold-text'

/** A word of a text, with its place there. */
export interface Token {
  /** As it is written, in lower case. */
  word: string
  /** As it is looked for: without accents, vowel signs and other ways to spell the same. */
  plain: string
  from: number
  to: number
}

const words = /\p{L}[\p{L}\p{M}\u0640]*|\p{N}+/gu
// Written without blanks between words: pairs of characters stand for them.
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]+$/u
const plainLetters = /^[A-Za-z0-9]+$/
const longestWord = 60
// Hebrew and Arabic: written or not, and the stroke that lengthens a word.
const vowelSigns = /(?=[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Inherited}])\p{Mn}|\u0640/gu

/** The words of a text: runs of letters, runs of digits. @param locale decides what is spelled the same, such as ü and ue */
export function tokensOf(text: string, locale: string): Token[] {
  const language = languageOf(locale)
  const tokens: Token[] = []
  for (const match of text.matchAll(words)) {
    const [whole] = match
    // Most words are of plain letters, and what follows takes a while.
    if (plainLetters.test(whole) && whole.length <= longestWord) {
      const word = whole.toLowerCase()
      const plain = spellsUmlauts.has(language) ? plainOf(word, language) : word
      tokens.push({ word, plain, from: match.index, to: match.index + whole.length })
      continue
    }
    const parts = unspaced.test(whole) ? pairsOf(whole) : [{ part: whole, at: 0 }]
    for (const { part, at } of parts) {
      const word = part.normalize('NFKC').toLowerCase().slice(0, longestWord).toWellFormed()
      const from = match.index + at
      tokens.push({ word, plain: plainOf(word, language), from, to: from + part.length })
    }
  }
  return tokens
}

/** A word as it is looked for, however its accents were typed. */
export function plainOf(word: string, language: string): string {
  const folded = foldText(word.replaceAll(vowelSigns, ''))
  if (language === 'ar' || language === 'fa' || language === 'ur')
    return folded
      .replaceAll(/[أإآٱ]/g, 'ا')
      .replaceAll(/[ىی]/g, 'ي')
      .replaceAll('ة', 'ه')
      .replaceAll('ک', 'ك')
  return spellsUmlauts.has(language) ? folded.replaceAll(/([aou])e/g, '$1') : folded
}

/** `de` of `de-AT`. */
export function languageOf(locale: string): string {
  return locale.split('-')[0]?.toLowerCase() ?? ''
}

const spellsUmlauts = new Set(['de'])

function pairsOf(run: string): { part: string; at: number }[] {
  const letters = [...run.matchAll(/\P{M}\p{M}*/gu)].map((match) => ({ part: match[0], at: match.index }))
  if (letters.length < 2) return [{ part: run, at: 0 }]
  return letters.slice(1).map(({ part }, index) => {
    const first = letters[index] as { part: string; at: number }
    return { part: first.part + part, at: first.at }
  })
}
