import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { dateAfter, endOfDate, localDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { FeedbackWhy, HelpFeedback, HelpInsights } from './contract.ts'
import { findArticle, titlesOf } from './queries.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

interface Span {
  from: string
  to: string
  zone: string
}

interface Figures {
  article_id: string
  views: number
  helped: number
  not_helped: number
  words: number
  contacts: number
}

/** How articles did in a span of the store's days: read, judged, and who wrote to us all the same. Most contacts and noes first. */
export async function showInsights(
  reader: Reader,
  query: {
    from?: string | undefined
    to?: string | undefined
    article?: string | undefined
    locale?: string | undefined
  },
): Promise<HelpInsights> {
  const span = await spanOf(reader, query)
  if (query.article !== undefined) await findArticle(reader, query.article)
  const rows = await figuresOf(reader, span, query)
  const ids = rows.map((row) => row.article_id)
  const [titles, whys] = [await titlesOf(reader, ids), await whysOf(reader, span, query)]
  const sum = (of: (row: Figures) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    from: span.from,
    to: span.to,
    total: {
      views: sum((row) => row.views),
      helped: sum((row) => row.helped),
      notHelped: sum((row) => row.not_helped),
      contacts: sum((row) => row.contacts),
    },
    data: rows.map((row) => ({
      article: { id: row.article_id, title: titles.get(row.article_id) ?? '' },
      views: row.views,
      helped: row.helped,
      notHelped: row.not_helped,
      contacts: row.contacts,
      words: row.words,
      why: Object.fromEntries((whys.get(row.article_id) ?? []).map(({ why, count }) => [why, count])),
    })),
  }
}

/** What readers said of one article, newest first. Nobody can tell who it was. */
export async function listFeedback(
  reader: Reader,
  query: PageAsked & { id: string },
): Promise<{ data: HelpFeedback[]; nextCursor: string | null }> {
  const { id } = await findArticle(reader, query.id)
  const { rows, nextCursor } = await timePage(
    query,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('help_feedback')
        .select(['id', 'locale', 'number', 'helped', 'why', 'words', 'at'])
        .where('store_id', '=', reader.storeId)
        .where('article_id', '=', id)
        .where(isBelow('at'))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.at,
  )
  return { data: rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), nextCursor }
}

async function figuresOf(
  reader: Reader,
  { from, to, zone }: Span,
  { article, locale }: { article?: string | undefined; locale?: string | undefined },
): Promise<Figures[]> {
  const [begins, ends] = [startOfDate(from, zone), endOfDate(to, zone)]
  const only = sql`store_id = ${reader.storeId}
    ${article === undefined ? sql`` : sql`and article_id = ${article}`}
    ${locale === undefined ? sql`` : sql`and locale = ${locale}`}`
  const { rows } = await sql<Figures>`
    select article_id, sum(views)::int as views, sum(helped)::int as helped, sum(not_helped)::int as not_helped,
      sum(words)::int as words, sum(contacts)::int as contacts
    from (
      select article_id, views, 0 as helped, 0 as not_helped, 0 as words, 0 as contacts
      from help_view where ${only} and day between ${from}::date and ${to}::date
      union all
      select article_id, 0, helped::int, (not helped)::int, (words is not null)::int, 0
      from help_feedback where ${only} and at between ${begins} and ${ends}
      union all
      select article_id, 0, 0, 0, 0, 1
      from help_contact where ${only} and article_id is not null and at between ${begins} and ${ends}
    ) as each
    group by article_id
    order by sum(contacts) + sum(not_helped) desc, sum(views) desc, article_id
    limit ${limits.helpcenter.counted}`.execute(db(reader))
  return rows
}

async function whysOf(
  reader: Reader,
  { from, to, zone }: Span,
  { article, locale }: { article?: string | undefined; locale?: string | undefined },
): Promise<Map<string, { why: FeedbackWhy; count: number }[]>> {
  const rows = await db(reader)
    .selectFrom('help_feedback')
    .select(['article_id', 'why', sql<number>`count(*)::int`.as('count')])
    .where('store_id', '=', reader.storeId)
    .where('at', '>=', startOfDate(from, zone))
    .where('at', '<=', endOfDate(to, zone))
    .where('why', 'is not', null)
    .$if(article !== undefined, (each) => each.where('article_id', '=', article ?? ''))
    .$if(locale !== undefined, (each) => each.where('locale', '=', locale ?? ''))
    .groupBy(['article_id', 'why'])
    .execute()
  return Map.groupBy(
    rows.flatMap(({ article_id, why, count }) => (why === null ? [] : [{ article_id, why, count }])),
    (row) => row.article_id,
  )
}

async function spanOf(
  reader: Reader,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<Span> {
  const { timeZone: zone } = await findStore(reader)
  const last = to ?? localDate(reader.now, zone)
  const first = from ?? dateAfter(last, -27)
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000
  if (days < 0) invalid('from', 'should not be after to')
  if (days > limits.helpcenter.countedDays)
    invalid('from', `should be at most ${limits.helpcenter.countedDays} days before to`)
  return { from: first, to: last, zone }
}
