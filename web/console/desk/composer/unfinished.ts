/** What still has to be written before words may go out; null when nothing. */
export type Unfinished = { because: 'empty' } | { because: 'template' } | { because: 'hole'; hole: string } | null

/** Variables of macros that were not filled, and places that a template leaves to be written out: `{{…}}`, `[…]`, `____`. */
const holes = /\{\{[^{}]*\}\}|\[(?:\.{3}|…|[^[\]\n]*(?:\.{3}|…)[^[\]\n]*)\]|_{3,}/

/**
 * An opening acknowledges; it answers nothing. On its own, unedited, it never goes out, and neither does a hole.
 * @param openings the guided wording that is offered for this case
 */
export function unfinished(text: string, openings: readonly string[], hasFiles: boolean): Unfinished {
  const written = text.trim()
  if (!written) return hasFiles ? null : { because: 'empty' }
  const hole = holes.exec(written)?.[0]
  if (hole) return { because: 'hole', hole }
  if (openings.some((opening) => plain(written) === plain(opening))) return { because: 'template' }
  return null
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}
