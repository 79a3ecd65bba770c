import { invalid } from '../errors.ts'
import { isStorable } from '../is-storable.ts'

/** A place in a list, opaque to callers: the values of the sort order at the last row shown. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor back. Answers 400 for anything that this list did not make. @param count how many values the list sorts by */
export function decodeCursor(cursor: string, count: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === count && parts.every(isPlace)) return parts
  } catch {
    // Not ours: answered below like every other wrong one.
  }
  return wrongCursor()
}

/** The place of a row in a list that is sorted by a time and an id. */
export function encodeTimeCursor(at: Date, id: string): string {
  return encodeCursor([at.toISOString(), id])
}

/** Reads the place of a row back from `encodeTimeCursor`. */
export function decodeTimeCursor(cursor: string): { at: Date; id: string } {
  const [time = '', id = ''] = decodeCursor(cursor, 2)
  // Four digits of a year: the database knows fewer times than a Date does.
  const at = /^\d{4}-/.test(time) ? new Date(time) : new Date(Number.NaN)
  return Number.isNaN(at.getTime()) ? wrongCursor() : { at, id }
}

function isPlace(part: unknown): part is string {
  return typeof part === 'string' && isStorable(part)
}

function wrongCursor(): never {
  return invalid('cursor', 'Use the nextCursor of the answer before.', 'cursor_invalid')
}
