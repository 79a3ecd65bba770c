import { sql, type RawBuilder } from 'kysely'
import { limits } from '../../limits.ts'
import { decodeTimeCursor, encodeTimeCursor } from './cursor.ts'

/** Which page of a list: `PageQuery` as a route was asked it. */
export interface PageAsked {
  limit?: number | undefined
  cursor?: string | undefined
}

/**
 * One page of rows that stand in a list by a time and their id, the newest first.
 * @param load reads them in that order: `isBelow` is the condition on the column with the time, `most` how many at most
 * @param timeOf the time by which they stand there
 */
export async function timePage<R extends { id: string }>(
  { limit = limits.page.size, cursor }: PageAsked,
  load: (place: { isBelow: (column: string) => RawBuilder<boolean>; most: number }) => Promise<R[]>,
  timeOf: (row: R) => Date,
): Promise<{ rows: R[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor)
  const isBelow = (column: string) =>
    after ? sql<boolean>`(${sql.ref(column)}, id) < (${after.at}, ${after.id})` : sql<boolean>`true`
  const found = await load({ isBelow, most: limit + 1 })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, nextCursor: last ? encodeTimeCursor(timeOf(last), last.id) : null }
}
