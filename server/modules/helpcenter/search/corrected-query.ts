import type { ReadQuery } from './read-query.ts'
import { tokensOf } from './tokens.ts'

/**
 * A question with its mistyped words as they were taken; null where none was.
 * @param texts where the right words stand, with their accents
 */
export function correctedQuery(
  q: string,
  { tokens, corrections, locales: [locale = 'en'] }: ReadQuery,
  texts: readonly string[],
): string | null {
  const wrong = tokens.filter(({ plain }) => corrections.has(plain))
  if (wrong.length === 0) return null
  const written = new Map(
    texts.flatMap((text) => tokensOf(text, locale).map((token) => [token.plain, text.slice(token.from, token.to)])),
  )
  let corrected = ''
  let at = 0
  for (const { plain, from, to } of wrong) {
    const word = corrections.get(plain) ?? plain
    corrected += q.slice(at, from) + (written.get(word)?.toLowerCase() ?? word)
    at = to
  }
  return (corrected + q.slice(at)).replaceAll(/\s+/gu, ' ').trim()
}
