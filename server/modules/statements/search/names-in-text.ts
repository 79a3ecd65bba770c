import { foldText } from '#platform/fold-text'

/** A text of a statement made easy to look in: letters and digits alone, and its words. */
export interface StatementText {
  squashed: string
  words: ReadonlySet<string>
}

export function statementText(text: string): StatementText {
  const words = foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return { squashed: words.join(''), words: new Set(words) }
}

/** Whether a text names a store or seller: banks cut names off, so that a beginning of six letters, or one long word of it, is enough. */
export function hasName({ squashed, words }: StatementText, name: string): boolean {
  const mine = statementText(name)
  if (mine.squashed.length < 3) return false
  if (squashed.includes(mine.squashed)) return true
  if (mine.squashed.length > 6 && squashed.includes(mine.squashed.slice(0, Math.max(6, mine.squashed.length - 4))))
    return true
  return [...mine.words].some((word) => word.length >= 6 && words.has(word))
}

/** Whether a text has an order's number in it, as banks write it: without signs, at least four characters of it. */
export function hasNumber({ squashed, words }: StatementText, reference: string): boolean {
  const mine = statementText(reference)
  // Digits alone may stand in any longer number, so that they have to be a word.
  if (
    mine.squashed.length >= 4 &&
    /\d/.test(mine.squashed) &&
    /\D/.test(mine.squashed) &&
    squashed.includes(mine.squashed)
  )
    return true
  return [...mine.words].some((word) => word.length >= 4 && /\d/.test(word) && words.has(word))
}

/** Whether a text has the last four digits of a card in it, as its label says them. */
export function hasCard({ words }: StatementText, label: string): boolean {
  const digits = /(\d{4})\D*$/.exec(label)?.[1]
  return (
    digits !== undefined &&
    [...words].some((word) => word === digits || (/^[x*]+\d{4}$/.test(word) && word.endsWith(digits)))
  )
}
