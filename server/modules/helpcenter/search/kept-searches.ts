import { sql } from 'kysely'
import { invalid, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addDays, addMinutes } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { HelpTables } from '../tables.ts'
import type { HelpSearchLine } from './contract.ts'
import { normalQuery } from './normal-query.ts'
import type { HelpSearchTables } from './tables.ts'

const db = tablesOf<HelpSearchTables & HelpTables>()

/** Keeps what was searched, without numbers and addresses and without who it was. Answers its id. */
export async function keepSearch(
  work: Work,
  { q, locale, results }: { q: string; locale: string; results: number },
): Promise<string> {
  const id = work.newId('hls')
  await db(work)
    .insertInto('help_search')
    .values({
      store_id: work.storeId,
      id,
      locale: locale.slice(0, 35),
      query: normalQuery(q),
      results,
      chosen_article_id: null,
      chosen_at: null,
      at: work.now,
    })
    .execute()
  return id
}

/** A result was opened; the first one counts. After a day a search is over, and is as if it had never been. */
export async function chooseResult(
  work: Work,
  { id, article }: { id: string; article: string },
): Promise<{ done: true }> {
  const known = await db(work)
    .selectFrom('help_article')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', '=', article)
    .executeTakeFirst()
  if (!known) notFound('article')
  if (!(await noteChoice(work, { id, article }))) notFound('search')
  return { done: true }
}

/** Notes that an article was opened from a search; false where that search is over, or never was. */
export async function noteChoice(work: Work, { id, article }: { id: string; article: string }): Promise<boolean> {
  const row = await db(work)
    .updateTable('help_search')
    .set({
      chosen_article_id: sql`coalesce(chosen_article_id, ${article})`,
      chosen_at: sql`coalesce(chosen_at, ${work.now})`,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('at', '>', addMinutes(work.now, -60 * limits.helpSearch.choiceHours))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface SearchesInput {
  locale?: string | undefined
  why?: 'nothing_found' | 'not_opened' | 'wrote_to_us' | 'did_not_help' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** What was searched without success within the last months, what was wanted most often first. */
export async function listSearches(
  reader: Reader,
  { locale, why, limit = limits.page.size, cursor }: SearchesInput,
): Promise<{ data: HelpSearchLine[]; nextCursor: string | null }> {
  const skipped = cursor === undefined ? 0 : offsetOf(cursor)
  const waited = addMinutes(reader.now, -limits.helpSearch.choiceMinutes)
  const wanted = why === undefined ? sql`failed > 0` : sql`${sql.ref(why)} > 0`
  const order = why === undefined ? sql`failed` : sql.ref(why)
  const { rows } = await sql<LineRow>`
    with each as (
      select search.query, search.locale, search.at,
        search.results = 0 as nothing_found,
        search.results > 0 and search.chosen_at is null and search.at <= ${waited} as not_opened,
        exists (select 1 from help_contact as contact
          where contact.store_id = search.store_id and contact.search_id = search.id) as wrote_to_us,
        exists (select 1 from help_feedback as feedback
          where feedback.store_id = search.store_id and feedback.search_id = search.id and not feedback.helped) as did_not_help
      from help_search as search
      where search.store_id = ${reader.storeId} and search.query <> ''
        and search.at > ${addDays(reader.now, -limits.helpSearch.keptDays)}
        and (${locale ?? null}::text is null or search.locale = ${locale ?? null})
    ), line as (
      select query, locale, count(*)::int as searches, max(at) as last_at,
        (count(*) filter (where nothing_found or not_opened or wrote_to_us or did_not_help))::int as failed,
        (count(*) filter (where nothing_found))::int as nothing_found,
        (count(*) filter (where not_opened))::int as not_opened,
        (count(*) filter (where wrote_to_us))::int as wrote_to_us,
        (count(*) filter (where did_not_help))::int as did_not_help
      from each group by query, locale
    )
    select * from line where ${wanted}
    order by ${order} desc, last_at desc, query, locale limit ${limit + 1} offset ${skipped}`.execute(db(reader))
  return {
    data: rows.slice(0, limit).map(present),
    nextCursor: rows.length > limit ? String(skipped + limit) : null,
  }
}

/** Forgets searches of long ago. */
export async function pruneSearches(work: Work): Promise<void> {
  await sql`delete from help_search where store_id = ${work.storeId} and id in (
    select id from help_search where store_id = ${work.storeId} and at <= ${addDays(work.now, -limits.helpSearch.keptDays)}
    order by at limit ${limits.helpSearch.pruneRows})`.execute(db(work))
}

interface LineRow {
  query: string
  locale: string
  searches: number
  last_at: Date
  failed: number
  nothing_found: number
  not_opened: number
  wrote_to_us: number
  did_not_help: number
}

function present(row: LineRow): HelpSearchLine {
  return {
    query: row.query,
    locale: row.locale,
    times: row.failed,
    searches: row.searches,
    nothingFound: row.nothing_found,
    notOpened: row.not_opened,
    wroteToUs: row.wrote_to_us,
    didNotHelp: row.did_not_help,
    lastAt: row.last_at.toISOString(),
  }
}

function offsetOf(cursor: string): number {
  if (!/^\d{1,6}$/.test(cursor)) invalid('cursor', 'should be nextCursor of the answer before')
  return Number(cursor)
}
