import { findFiles } from '#modules/files'
import { assert, invalid, notFound, refuse } from '#platform/errors'
import { timerToken } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { authorOf } from '../author.ts'
import type { HelpArticle } from '../contract.ts'
import { missingIn } from '../document/missing.ts'
import { filesOf } from '../document/walk.ts'
import { articlePublished, articleScheduled } from '../events.ts'
import { translationStates } from '../machine.ts'
import { presentArticle, type ArticleRecord, type TranslationRecord } from '../queries.ts'
import { indexTranslation } from '../search-index.ts'
import { isTaken, lockSlugs } from '../slugs.ts'
import type { DraftContent, HelpTables } from '../tables.ts'
import {
  about,
  localeOf,
  lockArticle,
  lockTranslation,
  noDraft,
  requireKept,
  requireVersion,
  touch,
} from './save-draft.ts'

const db = tablesOf<HelpTables>()

/** When a draft is to be read; set by the store's clock. */
export const publicationTimer = timerToken<{ articleId: string; locale: string }>('helpcenter.publication')

export interface Publication {
  id: string
  locale: string
  /** ISO time; now unless given. */
  at?: string | undefined
  /** Of the translation, as whoever publishes it read it. */
  version?: number | undefined
}

/**
 * Publishes a draft, or what was read before it was taken off, now or at a time. Refuses `changed_meanwhile`, `slug_taken`, `archived`,
 * `nothing_to_publish`, and `not_ready` with what is missing.
 */
export async function publishArticle(work: Work, input: Publication): Promise<HelpArticle> {
  const article = await lockArticle(work, input.id)
  requireKept(article)
  const translation = (await lockTranslation(work, article.id, localeOf(input.locale))) ?? notFound('translation')
  if (input.version !== undefined) requireVersion(translation, input.version)
  if (input.at === undefined) await publishNow(work, article, translation)
  else await schedule(work, article, translation, new Date(input.at))
  return await presentArticle(work, article)
}

/** Makes the draft what is read: its version is kept, its old address leads to the new one, and it can be found. */
export async function publishNow(work: Work, article: ArticleRecord, before: TranslationRecord): Promise<void> {
  const content = contentToPublish(before)
  await requireReady(work, content)
  await takeSlug(work, article, before, content.slug)
  const number = before.published_version + 1
  const by = before.scheduled_by ?? authorOf(work)
  const files = filesOf(content.doc)
  const shown = {
    slug: content.slug,
    title: content.title,
    summary: content.summary,
    keywords: content.keywords,
    doc: JSON.stringify(content.doc),
    files,
  }
  const place = { store_id: work.storeId, article_id: article.id, locale: before.locale }
  const row = await db(work)
    .updateTable('help_translation')
    .set({
      ...shown,
      ...noDraft,
      ...noSchedule,
      publish_when_ready: false,
      state: translationStates.next(before.state, 'publish'),
      published_version: number,
      published_at: work.now,
      updated_at: work.now,
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', article.id)
    .where('locale', '=', before.locale)
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a translation that is locked stays')
  await db(work)
    .insertInto('help_version')
    .values({ ...place, ...shown, number, published_by: by, published_at: work.now })
    .execute()
  await work.clearTimer(publicationTimer, timerKey(before))
  await indexTranslation(work, row)
  await touch(work, article)
  const { locale, slug } = row
  await work.emit(articlePublished, about(article), { articleId: article.id, locale, slug, number })
}

async function schedule(work: Work, article: ArticleRecord, before: TranslationRecord, at: Date): Promise<void> {
  if (at <= work.now) invalid('at', 'should be in the future; leave it out to publish now')
  await requireReady(work, contentToPublish(before))
  // What is read now stays read until then.
  const state = before.state === 'published' ? before.state : translationStates.next(before.state, 'schedule')
  await db(work)
    .updateTable('help_translation')
    .set({
      state,
      publication_refused: null,
      scheduled_at: at,
      scheduled_by: authorOf(work),
      updated_at: work.now,
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', article.id)
    .where('locale', '=', before.locale)
    .execute()
  await work.setTimer(publicationTimer, at, { articleId: article.id, locale: before.locale }, { key: timerKey(before) })
  await touch(work, article)
  await work.emit(articleScheduled, about(article), {
    articleId: article.id,
    locale: before.locale,
    at: at.toISOString(),
  })
}

/** Nothing waits for a time, and nothing is left to say of one. */
export const noSchedule = { scheduled_at: null, scheduled_by: null, publication_refused: null }

export function timerKey({ article_id, locale }: Pick<TranslationRecord, 'article_id' | 'locale'>): string {
  return `${article_id} ${locale}`
}

function contentToPublish(row: TranslationRecord): DraftContent {
  if (row.draft) return row.draft
  // Taken off and put back as it was.
  if (row.state !== 'published' && row.doc !== null)
    return { slug: row.slug, title: row.title ?? '', summary: row.summary ?? '', keywords: row.keywords, doc: row.doc }
  return refuse('nothing_to_publish', undefined, 'Nothing differs from what is published.')
}

async function requireReady(work: Work, content: DraftContent): Promise<void> {
  const missing = missingIn(content.doc)
  const files = filesOf(content.doc)
  const kept = new Set((await findFiles(work, files)).map((file) => file.id))
  for (const id of files) if (!kept.has(id)) missing.push({ code: 'file_gone', path: id })
  if (missing.length > 0)
    refuse('not_ready', { missing }, 'Something is still missing before this can be read. See the list.')
}

/** The address becomes this article's: an old one of another article gives way, and its own old one leads here. */
async function takeSlug(work: Work, article: ArticleRecord, before: TranslationRecord, slug: string): Promise<void> {
  const { locale } = before
  await lockSlugs(work)
  if (await isTaken(work, locale, slug, article.id))
    refuse('slug_taken', { slug }, `Another article has the address ${slug} already. Choose another one.`)
  await db(work)
    .deleteFrom('help_redirect')
    .where('store_id', '=', work.storeId)
    .where('locale', '=', locale)
    .where('slug', '=', slug)
    .execute()
  if (before.published_version === 0 || before.slug === slug) return
  await db(work)
    .insertInto('help_redirect')
    .values({
      store_id: work.storeId,
      id: work.newId('hlr'),
      locale,
      slug: before.slug,
      article_id: article.id,
      by_hand: false,
      created_by: authorOf(work),
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'locale', 'slug']).doUpdateSet({ article_id: article.id }))
    .execute()
}
