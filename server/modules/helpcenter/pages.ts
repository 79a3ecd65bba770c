import { sql } from 'kysely'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { HelpCategoryPage, HelpHome, HelpLink, HelpPage } from './contract.ts'
import { asLink, bestTranslations, type LinkRow } from './best-translations.ts'
import { emptyDocument } from './document/contract.ts'
import { inBest, languagesFor, type Languages } from './languages.ts'
import { publishedAt } from './published.ts'
import { categoriesOf } from './queries.ts'
import { relatedTo } from './related.ts'
import { render } from './render.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** The help center's first page in a language, or in the best one that there is. */
export async function showHelpHome(reader: Reader, { locale }: { locale?: string | undefined }): Promise<HelpHome> {
  const languages = await languagesFor(reader, locale)
  const [categories, links] = [await categoriesOf(reader), await firstLinks(reader, languages)]
  const counts = await countByCategory(reader, languages)
  return {
    locale: languages.best,
    languages: languages.published,
    categories: categories
      .filter((category) => (counts.get(category.id) ?? 0) > 0)
      .map((category) => ({
        slug: category.slug,
        name: inBest(category.names, languages)?.name ?? category.slug,
        summary: inBest(category.names, languages)?.summary ?? '',
        articles: counts.get(category.id) ?? 0,
        first: (links.get(category.id) ?? []).map(asLink),
      })),
    popular: await popularLinks(reader, languages),
  }
}

/** A category with its articles; 404 when nothing of it is published. */
export async function showHelpCategory(
  reader: Reader,
  { slug, locale }: { slug: string; locale?: string | undefined },
): Promise<HelpCategoryPage> {
  const languages = await languagesFor(reader, locale)
  const category = (await categoriesOf(reader)).find((each) => each.slug === slug) ?? notFound('page')
  const rows = await bestTranslations(reader, languages, { categoryId: category.id })
  if (rows.length === 0) notFound('page')
  return {
    locale: languages.best,
    slug: category.slug,
    name: inBest(category.names, languages)?.name ?? category.slug,
    summary: inBest(category.names, languages)?.summary ?? '',
    articles: rows.map(asLink),
    languages: languages.published,
  }
}

/** A published article by an address that it has or had; in the best language for whoever asks. 404 for all else. */
export async function showHelpPage(
  reader: Reader,
  { slug, locale }: { slug: string; locale?: string | undefined },
): Promise<HelpPage> {
  const languages = await languagesFor(reader, locale)
  const { article, row, all } = (await publishedAt(reader, slug, languages)) ?? notFound('page')
  const category = (await categoriesOf(reader)).find((each) => each.id === article.category_id)
  const { html } = await render(reader, row.doc ?? emptyDocument, row.locale)
  return {
    article: article.id,
    slug: row.slug,
    locale: row.locale,
    title: row.title ?? '',
    summary: row.summary ?? '',
    html,
    category: category
      ? {
          slug: category.slug,
          name: inBest(category.names, { ...languages, asked: row.locale })?.name ?? category.slug,
        }
      : null,
    topic: article.topic,
    updatedAt: row.published_at?.toISOString() ?? reader.now.toISOString(),
    version: row.published_version,
    related: (await relatedTo(reader, article, languages)).map(asLink),
    languages: all,
  }
}

async function firstLinks(reader: Reader, { order }: Languages): Promise<Map<string | null, LinkRow[]>> {
  if (order.length === 0) return new Map()
  const { rows } = await sql<LinkRow>`
    select category_id, first.* from (
      select store_id, id as category_id from help_category where store_id = ${reader.storeId}
    ) as category
    cross join lateral (
      select article.id as article_id, best.locale, best.slug, best.title, best.summary
      from help_article as article
      cross join lateral (
        select locale, slug, title, summary from help_translation as translation
        where translation.store_id = article.store_id and translation.article_id = article.id
          and translation.state = 'published' and translation.locale = any(${order})
        order by array_position(${order}::text[], translation.locale) limit 1
      ) as best
      where article.store_id = category.store_id and article.category_id = category.category_id and article.archived_at is null
      order by article.position, article.id limit ${limits.helpcenter.firstOfCategory}
    ) as first`.execute(db(reader))
  return Map.groupBy(rows, (row) => row.category_id)
}

async function countByCategory(reader: Reader, { order }: Languages): Promise<Map<string, number>> {
  if (order.length === 0) return new Map()
  const { rows } = await sql<{ category_id: string; count: number }>`
    select article.category_id, count(distinct article.id)::int as count
    from help_article as article
    join help_translation as translation on translation.store_id = article.store_id and translation.article_id = article.id
    where article.store_id = ${reader.storeId} and article.archived_at is null and article.category_id is not null
      and translation.state = 'published' and translation.locale = any(${order})
    group by article.category_id`.execute(db(reader))
  return new Map(rows.map((row) => [row.category_id, row.count]))
}

// What is read most of late; before anybody reads, the first ones.
async function popularLinks(reader: Reader, languages: Languages): Promise<HelpLink[]> {
  const { rows } = await sql<{ article_id: string }>`
    select article_id from help_view
    where store_id = ${reader.storeId} and day >= (${reader.now}::timestamptz - interval '30 days')::date
    group by article_id order by sum(views) desc, article_id limit ${limits.helpcenter.popular * 2}`.execute(db(reader))
  const read = rows.map((row) => row.article_id)
  const links = await bestTranslations(reader, languages, { ids: read })
  const ranked = links.toSorted((one, other) => read.indexOf(one.article_id) - read.indexOf(other.article_id))
  const more =
    ranked.length < limits.helpcenter.popular
      ? (await bestTranslations(reader, languages, { limit: limits.helpcenter.popular * 2 })).filter(
          (each) => !read.includes(each.article_id),
        )
      : []
  return [...ranked, ...more].slice(0, limits.helpcenter.popular).map(asLink)
}
