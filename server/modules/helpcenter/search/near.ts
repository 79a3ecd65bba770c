/**
 * A word with up to two of its letters left out. Two words that share one of these are close to each other, which an index
 * answers without comparing all of them.
 */
export function nearKeys(word: string): string[] {
  const { length } = word
  if (length < 4 || length > 40 || /\p{N}/u.test(word)) return []
  const keys = new Set([word])
  const once = leftOut(word)
  for (const each of once) keys.add(each)
  if (length >= longWord && length <= 14) for (const each of once) for (const twice of leftOut(each)) keys.add(twice)
  return [...keys]
}

/** How many letters may be wrong. */
export function toleranceOf(word: string): number {
  return word.length < 4 || /\p{N}/u.test(word) ? 0 : word.length < longWord ? 1 : 2
}

const longWord = 8

function leftOut(word: string): string[] {
  return Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1))
}

/** Letters to add, leave out, change, or swap with their neighbor (restricted Damerau-Levenshtein); `most + 1` where it is more. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_each, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1
      let least = Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + same)
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        least = Math.min(least, at(before, column - 2) + 1)
      line.push(least)
    }
    if (Math.min(...line) > most) return most + 1
    before = last
    last = line
  }
  return Math.min(at(last, other.length), most + 1)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
