import { sql, type RawBuilder } from 'kysely'
import { foldedStart, foldText } from '#platform/fold-text'
import { readSpokenReference } from '#platform/spoken-reference'

/** What somebody looks for, as the ways of finding want it. */
export interface Sought {
  /** In one normal form, so that é is é however it was typed. */
  text: string
  /** `MR-7F3K-29Q`, however it was written; null when it is no reference. */
  reference: string | null
  /** Patterns for "begins with": of an address in lower case, of a name without accents too. */
  start: string
  nameStart: string
}

export function soughtOf(q: string): Sought {
  const text = q.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  return {
    text,
    reference: readSpokenReference(text),
    start: `${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`,
    nameStart: foldedStart(text),
  }
}

/**
 * All of the words without their accents, the last one perhaps not finished yet. Each is taken apart as the stored text was, so that what was written
 * with dots or dashes is found the way it was written.
 */
export function queryOf(text: string): RawBuilder<unknown> {
  const words = foldText(text).split(' ')
  const last = words.at(-1) ?? ''
  const unfinished = /^[\p{L}\p{N}\p{M}]{2,}$/u.test(last)
  const whole = words.slice(0, unfinished ? -1 : undefined).join(' ')
  const parts = [
    ...(whole === '' ? [] : [sql`plainto_tsquery('simple', ${whole})`]),
    ...(unfinished ? [sql`to_tsquery('simple', ${`${last}:*`})`] : []),
  ]
  return sql`(${sql.join(parts, sql` && `)})`
}
