import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const width = 6

/**
 * Whether a password is among the first that anybody tries: one of the 20,000 most used of twelve characters or more, one
 * short piece again and again, a run along the alphabet or digits, or little more than the words in `about`.
 *
 * `common-passwords.bin` holds the first six bytes of the SHA-256 of each, in lower case and sorted. They come from the
 * 10-million-password list of SecLists (MIT, Daniel Miessler).
 */
export function isCommonPassword(password: string, about: readonly string[] = []): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  return (
    isListed(lower) ||
    isListed(lower.replace(/[\d\W_]+$/u, '')) ||
    isRepeated(lower) ||
    isRun(lower) ||
    isAbout(lower, [...about, 'makeright'])
  )
}

let list: Buffer | undefined

function isListed(lower: string): boolean {
  if (lower.length < 12) return false
  list ??= readFileSync(join(import.meta.dirname, 'common-passwords.bin'))
  const wanted = createHash('sha256').update(lower).digest().subarray(0, width)
  let low = 0
  let high = list.length / width - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = Buffer.compare(list.subarray(middle * width, (middle + 1) * width), wanted)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return false
}

function isRepeated(lower: string): boolean {
  const piece = /^(.{1,4}?)\1+/su.exec(lower)
  return piece !== null && lower.length - piece[0].length <= 3 && piece[0].length >= 9
}

function isRun(lower: string): boolean {
  const points = [...lower].map((character) => character.codePointAt(0) ?? 0)
  const steps = points.slice(1).filter((point, index) => Math.abs(point - (points[index] ?? 0)) === 1).length
  return steps >= points.length - 2
}

function isAbout(lower: string, about: readonly string[]): boolean {
  const words = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  const rest = words
    .sort((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(word, ''), lower)
  return rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 5
}
