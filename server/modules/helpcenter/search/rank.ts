import type { ReadQuery } from './read-query.ts'

/** How fast a word that stands there again and again stops counting (BM25's k1). */
export const saturation = 4
/** What a common word counts where titles are compared, of 1: question words tell little of what is asked. */
const commonShare = 0.2
const titleLikeness = 4
const letterLikeness = 3
const neighborShare = 0.5

export interface Candidate {
  articleId: string
  locale: string
  title: string
  titleTerms: readonly string[]
  /** What its words count together, wherever they stand. */
  score: number
}

/** A term of a title with what it tells. */
export interface TitleTerm {
  rarity: number
  common: boolean
}

/**
 * Orders what was found by words once more, now by how much the title is what was asked: its words both ways, its letters, and
 * words that are neighbors in both.
 */
export function rank<T extends Candidate>(
  query: Pick<ReadQuery, 'terms' | 'order'>,
  q: string,
  candidates: readonly T[],
  titleTerm: (term: string) => TitleTerm,
): (T & { rank: number })[] {
  const shares = new Map(query.terms.map(({ term, share }) => [term, share]))
  const telling = ({ rarity, common }: TitleTerm) => rarity * (common ? commonShare : 1)
  const asked = sum(query.terms.map((each) => each.share * telling(each)))
  const letters = lettersOf(q)
  const pairs = new Set(pairsOf(query.order))
  return candidates
    .map((candidate) => {
      const terms = [...new Set(candidate.titleTerms)]
      const own = sum(terms.map((term) => telling(titleTerm(term))))
      const both = sum(terms.map((term) => (shares.get(term) ?? 0) * telling(titleTerm(term))))
      const alike = asked + own > 0 ? (2 * both) / (asked + own) : 0
      const neighbors = sum(
        [...new Set(pairsOf(candidate.titleTerms))]
          .filter((pair) => pairs.has(pair))
          .map((pair) => sum(pair.split(' ').map((term) => titleTerm(term).rarity)) / 2),
      )
      const spelled = overlap(letters, lettersOf(candidate.title))
      const rank =
        (candidate.score + neighborShare * neighbors) * (1 + titleLikeness * alike + letterLikeness * spelled)
      return { ...candidate, rank }
    })
    .toSorted((one, other) => other.rank - one.rank || (one.articleId < other.articleId ? -1 : 1))
}

/** Each three letters of each word, its beginning and end marked. */
export function lettersOf(text: string): Set<string> {
  const parts = new Set<string>()
  for (const [word] of text
    .slice(0, 400)
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}]+|\p{N}+/gu)) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) parts.add(padded.slice(at, at + 3))
  }
  return parts
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0
  let both = 0
  for (const part of one) if (other.has(part)) both++
  return (2 * both) / (one.size + other.size)
}

function pairsOf(terms: readonly string[]): string[] {
  return terms.slice(1).map((term, at) => `${terms[at]} ${term}`)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
