import { sql, type RawBuilder } from 'kysely'
import type { ToldIn } from '#platform/personal'

/**
 * Blanks what recorded events repeat of rows.
 * @param rows a query whose columns `subject` and `row` are ids, both of the same row
 */
export function blankTold(storeId: string, { names, about, key, blank }: ToldIn, rows: RawBuilder<unknown>) {
  const left = Object.entries(blank).reduce(
    (payload, [path, value]) =>
      sql`jsonb_set(${payload}, ${path.split('.')}::text[], ${JSON.stringify(value)}::jsonb, false)`,
    sql.ref('event.payload') as RawBuilder<unknown>,
  )
  return sql`
    update event set payload = ${left}
    from (${rows}) as gone
    where event.store_id = ${storeId} and event.subject_kind = any(${[...about]}::text[]) and event.subject_id = gone.subject
      and event.name = any(${[...names]}::text[])
      ${key === undefined ? sql`` : sql`and event.payload ->> ${key} = gone.row`}`
}
