import { foldText } from '#platform/fold-text'
import { beginningOf } from '../clean-text.ts'
import { limits } from '../../../limits.ts'

/** The part of a text around the first of the words, with or without their accents, cut between words. */
export function excerptOf(text: string, sought: string): string {
  const line = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  const { excerptCharacters } = limits.search
  const at = firstOf(line, foldText(sought).split(' '))
  const from = at <= excerptCharacters / 2 ? 0 : line.indexOf(' ', at - excerptCharacters / 3) + 1
  const start = from > at ? at : from
  return `${start > 0 ? '…' : ''}${beginningOf(line.slice(start), excerptCharacters)}`
}

function firstOf(line: string, words: readonly string[]): number {
  let folded = ''
  // Where each folded letter stands in the line: ß becomes two letters, a loose accent none.
  const origins: number[] = []
  let at = 0
  for (const letter of line) {
    const plain = foldText(letter)
    for (let part = 0; part < plain.length; part++) origins.push(at)
    folded += plain
    at += letter.length
  }
  const places = words.map((word) => folded.indexOf(word)).filter((place) => place >= 0)
  return places.length === 0 ? 0 : (origins[Math.min(...places)] ?? 0)
}
