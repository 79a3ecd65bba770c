import { sql } from 'kysely'
import { assert, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { authorOf } from '../author.ts'
import type { HelpArticle, HelpTopic } from '../contract.ts'
import { articleChanged } from '../events.ts'
import { presentArticle, type ArticleRecord } from '../queries.ts'
import type { HelpTables } from '../tables.ts'
import { about, checkDraft, lockArticle, localeOf, writeDraft, type DraftInput } from './save-draft.ts'

const db = tablesOf<HelpTables>()

export interface NewArticle {
  category?: string | null | undefined
  topic?: HelpTopic | null | undefined
  draft: DraftInput
}

/** A new article with its first draft; nobody else reads it yet. Refuses `slug_taken`. */
export async function createArticle(work: Work, input: NewArticle): Promise<HelpArticle> {
  return await presentArticle(work, await addArticle(work, input))
}

/** The same, for imports, which know where it came from and where it stands. */
export async function addArticle(
  work: Work,
  input: NewArticle & { source?: string; reference?: string; position?: number | undefined },
): Promise<ArticleRecord> {
  await requireCategory(work, input.category)
  const id = work.newId('hlp')
  const locale = localeOf(input.draft.locale, 'draft.locale')
  const draft = await checkDraft(work, id, undefined, { ...input.draft, locale })
  const row = await db(work)
    .insertInto('help_article')
    .values({
      store_id: work.storeId,
      id,
      category_id: input.category ?? null,
      topic: input.topic ?? null,
      position: input.position ?? (await nextPosition(work, input.category ?? null)),
      archived_at: null,
      source: input.source ?? null,
      source_reference: input.reference ?? null,
      created_by: authorOf(work),
      created_at: work.now,
      updated_at: work.now,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await writeDraft(work, row, undefined, draft)
  return row
}

export interface ArticleChange {
  id: string
  category?: string | null | undefined
  topic?: HelpTopic | null | undefined
  position?: number | undefined
  related?: string[] | undefined
  version: number
}

/** Where an article stands, what it answers, what is related to it. Refuses `changed_meanwhile`. */
export async function changeArticle(work: Work, input: ArticleChange): Promise<HelpArticle> {
  const before = await lockArticle(work, input.id)
  if (before.version !== input.version)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this article just now. Look again.')
  await requireCategory(work, input.category)
  const moved = input.category !== undefined && input.category !== before.category_id
  const row = await db(work)
    .updateTable('help_article')
    .set({
      category_id: input.category === undefined ? before.category_id : input.category,
      topic: input.topic === undefined ? before.topic : input.topic,
      position: input.position ?? (moved ? await nextPosition(work, input.category ?? null) : before.position),
      updated_at: work.now,
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirst()
  assert(row, 'an article that is locked stays')
  if (input.related) await relate(work, row.id, input.related)
  await work.emit(articleChanged, about(row), { articleId: row.id, archived: row.archived_at !== null })
  return await presentArticle(work, row)
}

async function relate(work: Work, articleId: string, related: readonly string[]): Promise<void> {
  const ids = [...new Set(related)]
  if (ids.includes(articleId)) invalid('related', 'An article is not related to itself.')
  const found = await db(work)
    .selectFrom('help_article')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids.length > 0 ? ids : [''])
    .execute()
  const missing = ids.findIndex((id) => !found.some((row) => row.id === id))
  if (missing !== -1) invalid(`related[${missing}]`, 'There is no such article.', 'unknown_article')
  await db(work)
    .deleteFrom('help_related')
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', articleId)
    .execute()
  if (ids.length === 0) return
  await db(work)
    .insertInto('help_related')
    .values(ids.map((id, position) => ({ store_id: work.storeId, article_id: articleId, related_id: id, position })))
    .execute()
}

async function requireCategory(work: Work, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return
  const row = await db(work)
    .selectFrom('help_category')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    // Nobody removes it meanwhile.
    .forKeyShare()
    .executeTakeFirst()
  if (!row) invalid('category', 'There is no such category.', 'unknown_category')
}

/** Behind the others of a category. */
export async function nextPosition(work: Work, categoryId: string | null): Promise<number> {
  const { next } = await db(work)
    .selectFrom('help_article')
    .select(sql<number>`coalesce(max(position), 0) + 10`.as('next'))
    .where('store_id', '=', work.storeId)
    .where('category_id', categoryId === null ? 'is' : '=', categoryId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return next
}
