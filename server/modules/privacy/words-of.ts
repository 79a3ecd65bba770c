import type { Person } from '#platform/personal'

/** Fewer letters than that may stand anywhere by chance. */
const fewest = 5

/** What is put where something of a person stood. */
const blank = '[removed]'

/**
 * A regular expression, of Postgres and of ours, that finds a person's e-mail addresses, numbers, names and lines of addresses in words, and in
 * JSON as Postgres writes it; null when there is nothing to look for. A name of one word is left alone: it may be any other word.
 */
export function patternOf(person: Person): string | null {
  const written = [
    ...person.emails,
    ...person.phones,
    ...person.words.filter((word) => word.length >= fewest && /[\s\d@]/.test(word.trim())),
  ]
  const found = [...new Set(written.map((each) => each.trim()).filter((each) => each.length >= fewest))]
  if (found.length === 0) return null
  // The longest first, so that no part of it is left behind.
  return found
    .toSorted((one, other) => other.length - one.length)
    .flatMap((each) => [...new Set([each, JSON.stringify(each).slice(1, -1)])])
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
}

/** A text with everything blanked that the pattern finds. Of JSON only what stands in its strings: numbers and signs are nobody's name. */
export function blanked(text: string, pattern: string, isJson: boolean): string {
  const found = new RegExp(pattern, 'giu')
  if (!isJson) return text.replace(found, blank)
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) => {
    const before = JSON.parse(string) as string
    const after = before.replace(found, blank)
    return after === before ? string : JSON.stringify(after)
  })
}

/** Whether a text is a JSON document. */
export function isJsonText(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
