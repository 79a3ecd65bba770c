import { sql, type Selectable } from 'kysely'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { roleReaches } from '#platform/auth/actor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { authorNames } from './author.ts'
import type { HelpArticle, HelpArticleLine, HelpTopic } from './contract.ts'
import { emptyDocument } from './document/contract.ts'
import { inBest, languagesFor } from './languages.ts'
import type { HelpArticleRow, HelpCategoryRow, HelpTables, HelpTranslationRow, TranslationState } from './tables.ts'

const db = tablesOf<HelpTables>()

export type ArticleRecord = Selectable<HelpArticleRow>
export type TranslationRecord = Selectable<HelpTranslationRow>

/** One article; 404 when there is none. */
export async function findArticle(reader: Reader, id: string): Promise<ArticleRecord> {
  const row = await db(reader)
    .selectFrom('help_article')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('article')
}

/** An article in all its languages, by language. */
export async function translationsOf(reader: Reader, articleId: string): Promise<TranslationRecord[]> {
  return await db(reader)
    .selectFrom('help_translation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', articleId)
    .orderBy('locale')
    .execute()
}

/** One article as people who work here see it. */
export async function showArticle(reader: Reader, { id }: { id: string }): Promise<HelpArticle> {
  return await presentArticle(reader, await findArticle(reader, id))
}

/** An article as the API shows it, with what the reader's actor may do. */
export async function presentArticle(reader: Reader, row: ArticleRecord): Promise<HelpArticle> {
  const translations = await translationsOf(reader, row.id)
  const versions = await publishersOf(reader, row.id)
  const nameOf = await authorNames(reader, [...translations.map((each) => each.draft_by), ...versions.values()])
  const categories = await categoryNames(reader)
  return {
    id: row.id,
    category: row.category_id === null ? null : (categories.get(row.category_id) ?? null),
    topic: row.topic,
    position: row.position,
    archived: row.archived_at !== null,
    related: await relatedByHand(reader, row.id),
    translations: translations.map((each) => ({
      locale: each.locale,
      state: each.state,
      slug: each.draft_slug ?? each.slug,
      title: titleOf(each),
      published:
        each.state === 'published'
          ? {
              title: each.title ?? '',
              slug: each.slug,
              summary: each.summary ?? '',
              keywords: each.keywords,
              doc: each.doc ?? emptyDocument,
              by: nameOf(versions.get(each.locale) ?? ''),
              at: each.published_at?.toISOString() ?? '',
              number: each.published_version,
            }
          : null,
      draft: each.draft && {
        ...each.draft,
        by: nameOf(each.draft_by ?? ''),
        at: each.draft_at?.toISOString() ?? each.updated_at.toISOString(),
      },
      scheduledAt: each.scheduled_at?.toISOString() ?? null,
      refused: each.publication_refused,
      updatedAt: each.updated_at.toISOString(),
      version: each.version,
    })),
    allowed: allowedFor(reader, row),
    version: row.version,
  }
}

/** Articles by page, what was changed last first. */
export async function listArticles(
  reader: Reader,
  query: PageAsked & {
    q?: string | undefined
    category?: string | undefined
    topic?: HelpTopic | undefined
    locale?: string | undefined
    state?: TranslationState | undefined
    archived?: boolean | undefined
  },
): Promise<{ data: HelpArticleLine[]; nextCursor: string | null }> {
  const { q, category, topic, locale, state } = query
  const named = `%${(q ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const { rows, nextCursor } = await timePage(
    query,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('help_article')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .where('archived_at', query.archived ? 'is not' : 'is', null)
        .$if(category !== undefined, (each) =>
          category === 'none' ? each.where('category_id', 'is', null) : each.where('category_id', '=', category ?? ''),
        )
        .$if(topic !== undefined, (each) => each.where('topic', '=', topic ?? null))
        .$if(Boolean(q) || locale !== undefined || state !== undefined, (each) =>
          each.where(({ exists, selectFrom }) =>
            exists(
              selectFrom('help_translation')
                .select(sql`1`.as('one'))
                .whereRef('help_translation.store_id', '=', 'help_article.store_id')
                .whereRef('help_translation.article_id', '=', 'help_article.id')
                .$if(locale !== undefined, (inner) => inner.where('locale', '=', locale ?? ''))
                .$if(state !== undefined, (inner) => inner.where('state', '=', state ?? 'draft'))
                .$if(Boolean(q), (inner) =>
                  inner.where(
                    sql<boolean>`fold_text(coalesce(title, '') || ' ' || coalesce(draft->>'title', '') || ' ' || slug) like fold_text(${named})`,
                  ),
                ),
            ),
          ),
        )
        .where(isBelow('updated_at'))
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.updated_at,
  )
  return { data: await presentLines(reader, rows), nextCursor }
}

/** Names of all categories in the best language for the reader, by id. */
export async function categoryNames(reader: Reader): Promise<Map<string, { id: string; name: string }>> {
  const languages = await languagesFor(reader, undefined)
  const rows = await categoriesOf(reader)
  return new Map(rows.map((row) => [row.id, { id: row.id, name: inBest(row.names, languages)?.name ?? row.slug }]))
}

/** Categories in their order. */
export async function categoriesOf(reader: Reader): Promise<Selectable<HelpCategoryRow>[]> {
  return await db(reader)
    .selectFrom('help_category')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Titles of articles for people who work here, published or not, by id. */
export async function titlesOf(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('help_translation')
    .select(['article_id', 'locale', 'title', sql<string | null>`draft->>'title'`.as('draft_title')])
    .where('store_id', '=', reader.storeId)
    .where('article_id', 'in', [...new Set(ids)])
    .orderBy('locale')
    .execute()
  const languages = await languagesFor(reader, undefined)
  return new Map(
    [...Map.groupBy(rows, (row) => row.article_id)].map(([id, all]) => {
      const titles = Object.fromEntries(all.map((row) => [row.locale, row.title ?? row.draft_title ?? '']))
      return [id, inBest(titles, languages) ?? '']
    }),
  )
}

/** What an actor may do with an article; the routes hold to the same. */
function allowedFor({ actor }: Reader, row: ArticleRecord): string[] {
  const isKey = actor.kind === 'key'
  const reaches = (role: 'senior' | 'lead') => isKey || (actor.kind === 'staff' && roleReaches(actor.role, role))
  if (row.archived_at !== null) return reaches('lead') ? ['bring_back'] : []
  return [...(reaches('senior') ? ['draft', 'change'] : []), ...(reaches('lead') ? ['publish', 'archive'] : [])]
}

async function presentLines(reader: Reader, rows: readonly ArticleRecord[]): Promise<HelpArticleLine[]> {
  if (rows.length === 0) return []
  const translations = await db(reader)
    .selectFrom('help_translation')
    .select([
      'article_id',
      'locale',
      'state',
      'slug',
      'draft_slug',
      'title',
      'scheduled_at',
      'publication_refused',
      'published_at',
      sql<string | null>`draft->>'title'`.as('draft_title'),
    ])
    .where('store_id', '=', reader.storeId)
    .where(
      'article_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('locale')
    .execute()
  const categories = await categoryNames(reader)
  const languages = await languagesFor(reader, undefined)
  const byArticle = Map.groupBy(translations, (each) => each.article_id)
  return rows.map((row) => {
    const own = byArticle.get(row.id) ?? []
    const titles = Object.fromEntries(own.map((each) => [each.locale, each.draft_title ?? each.title ?? '']))
    return {
      id: row.id,
      title: inBest(titles, languages) ?? '',
      category: row.category_id === null ? null : (categories.get(row.category_id) ?? null),
      topic: row.topic,
      archived: row.archived_at !== null,
      translations: own.map((each) => ({
        locale: each.locale,
        state: each.state,
        slug: each.draft_slug ?? each.slug,
        title: each.draft_title ?? each.title ?? '',
        hasDraft: each.draft_title !== null,
        scheduledAt: each.scheduled_at?.toISOString() ?? null,
        refusedAt: each.publication_refused?.at ?? null,
        publishedAt: each.state === 'published' ? (each.published_at?.toISOString() ?? null) : null,
      })),
      updatedAt: row.updated_at.toISOString(),
    }
  })
}

async function relatedByHand(reader: Reader, articleId: string): Promise<{ id: string; title: string }[]> {
  const rows = await db(reader)
    .selectFrom('help_related')
    .select('related_id')
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', articleId)
    .orderBy('position')
    .execute()
  const titles = await titlesOf(
    reader,
    rows.map((row) => row.related_id),
  )
  return rows.map(({ related_id: id }) => ({ id, title: titles.get(id) ?? '' }))
}

async function publishersOf(reader: Reader, articleId: string): Promise<Map<string, string>> {
  const rows = await db(reader)
    .selectFrom('help_version')
    .distinctOn('locale')
    .select(['locale', 'published_by'])
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', articleId)
    .orderBy('locale')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.locale, row.published_by]))
}

export function titleOf({ draft, title }: Pick<TranslationRecord, 'draft' | 'title'>): string {
  return draft?.title ?? title ?? ''
}
