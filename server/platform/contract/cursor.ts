import { invalid } from '../errors.ts'

/** A place in a list, opaque to callers: the values of the sort order at the last row shown. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor back. Answers 400 for anything that this list did not make. @param count how many values the list sorts by */
export function decodeCursor(cursor: string, count: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string')) return parts
  } catch {
    // Not ours: answered below like every other wrong one.
  }
  return invalid('cursor', 'Use the nextCursor of the answer before.', 'cursor_invalid')
}
