import { beginningOf } from '../clean-text.ts'
import { limits } from '../../../limits.ts'

/** The part of a text around the first of the words, cut between words. */
export function excerptOf(text: string, sought: string): string {
  const line = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  const { excerptCharacters } = limits.search
  const at = firstOf(line.toLowerCase(), sought.toLowerCase().split(' '))
  const from = at <= excerptCharacters / 2 ? 0 : line.indexOf(' ', at - excerptCharacters / 3) + 1
  const start = from > at ? at : from
  return `${start > 0 ? '…' : ''}${beginningOf(line.slice(start), excerptCharacters)}`
}

function firstOf(line: string, words: readonly string[]): number {
  const places = words.map((word) => line.indexOf(word)).filter((place) => place >= 0)
  return places.length === 0 ? 0 : Math.min(...places)
}
