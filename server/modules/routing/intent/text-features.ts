import { concepts } from './concepts.ts'

/** How often each feature of a text stands in it: words and pairs of words, and pieces of words that forgive typing mistakes. */
export interface TextFeatures {
  words: Map<string, number>
  pieces: Map<string, number>
  /** What the words mean in a store, and which of these meanings stand together. */
  meanings: Map<string, number>
}

const shortestPiece = 3
const longestPiece = 5
const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?|[?!]/gu

/** Takes a text apart, whatever its language. */
export function textFeatures(text: string): TextFeatures {
  const words = text.normalize('NFKC').toLowerCase().match(wordPattern) ?? []
  const features: TextFeatures = { words: new Map(), pieces: new Map(), meanings: new Map() }
  for (const word of words) count(features.words, word)
  const framed = ['^', ...words, '$']
  for (let at = 0; at + 1 < framed.length; at++) count(features.words, `${framed[at]} ${framed[at + 1]}`)
  for (const word of words) {
    const whole = ` ${word} `
    for (let length = shortestPiece; length <= longestPiece; length++)
      for (let at = 0; at + length <= whole.length; at++) count(features.pieces, whole.slice(at, at + length))
  }
  const meanings = meaningsOf(` ${words.join(' ')} `)
  for (const [at, meaning] of meanings.entries()) {
    count(features.meanings, meaning)
    for (const other of meanings.slice(at + 1)) count(features.meanings, `${meaning}+${other}`)
  }
  return features
}

const patterns = Object.entries(concepts).map(([concept, beginnings]) => ({
  concept,
  pattern: new RegExp(`[ '’](?:${beginnings.map(patternOf).join('|')})`, 'u'),
}))

function patternOf(beginning: string): string {
  return beginning.replace(/=$/, '(?= )').replace(' … ', ' (?:[^ ]+ ){0,3}')
}

function meaningsOf(text: string): string[] {
  return patterns.filter(({ pattern }) => pattern.test(text)).map(({ concept }) => concept)
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
