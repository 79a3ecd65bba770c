import type { Insertable } from 'kysely'
import { dropUnlessUsed, requireOwnFiles } from '#modules/files'
import { canonicalLocale } from '#platform/canonical-locale'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { authorOf } from '../author.ts'
import type { HelpArticle } from '../contract.ts'
import { requirePolicyValues } from '../document/policy-values.ts'
import type { HelpDocument } from '../document/contract.ts'
import { filesOf } from '../document/walk.ts'
import { articleDrafted } from '../events.ts'
import { presentArticle, type ArticleRecord, type TranslationRecord } from '../queries.ts'
import { freeSlug } from '../slugs.ts'
import type { DraftContent, HelpTables, HelpTranslationRow } from '../tables.ts'

const db = tablesOf<HelpTables>()

export interface DraftInput {
  /** Of what an import wrote; what somebody writes has none, and no import writes over it. */
  importHash?: string | undefined
  locale: string
  title: string
  slug?: string | undefined
  summary?: string | undefined
  keywords?: string[] | undefined
  doc: HelpDocument
}

/**
 * Keeps a draft of an article in one language, beside what is published. Refuses `changed_meanwhile` when the translation is not as
 * it was read (version 0: there was none), `slug_taken`, and `archived`.
 */
export async function saveDraft(
  work: Work,
  { id, version, ...draft }: DraftInput & { id: string; version: number },
): Promise<HelpArticle> {
  const article = await lockArticle(work, id)
  requireKept(article)
  const locale = localeOf(draft.locale)
  const before = await lockTranslation(work, id, locale)
  requireVersion(before, version)
  await writeDraft(work, article, before, await checkDraft(work, article.id, before, { ...draft, locale }))
  return await presentArticle(work, await lockArticle(work, id))
}

/** Throws a draft away. Refuses `never_published` where nothing else of the translation would be left. */
export async function dropDraft(work: Work, input: { id: string; locale: string }): Promise<HelpArticle> {
  const article = await lockArticle(work, input.id)
  const before = (await lockTranslation(work, article.id, localeOf(input.locale))) ?? notFound('translation')
  if (before.published_version === 0)
    refuse('never_published', undefined, 'This was never published: archive the article instead.')
  if (before.draft === null) return await presentArticle(work, article)
  await db(work)
    .updateTable('help_translation')
    .set({
      ...noDraft,
      publication_refused: null,
      import_hash: null,
      updated_at: work.now,
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', article.id)
    .where('locale', '=', before.locale)
    .execute()
  await dropUnlessUsed(work, before.draft_files)
  await touch(work, article)
  await work.emit(articleDrafted, about(article), { articleId: article.id, locale: before.locale })
  return await presentArticle(work, article)
}

/** A draft as it will be kept, checked for what it says; nothing is written yet. Refuses `slug_taken`. */
export async function checkDraft(
  work: Work,
  articleId: string,
  before: TranslationRecord | undefined,
  input: DraftInput,
): Promise<CheckedDraft> {
  requirePolicyValues(input.doc, 'doc')
  const files = filesOf(input.doc)
  await requireOwnFiles(work, files)
  const { locale } = input
  const slug = await freeSlug(work, { ...input, slug: input.slug ?? before?.draft_slug ?? undefined, articleId })
  const draft: DraftContent = {
    slug,
    title: input.title,
    summary: input.summary ?? '',
    keywords: [...new Set(input.keywords)],
    doc: input.doc,
  }
  return { locale, slug, draft, files, importHash: input.importHash ?? null }
}

export interface CheckedDraft {
  locale: string
  slug: string
  draft: DraftContent
  files: string[]
  importHash: string | null
}

/** Writes a draft that was checked for who, when and what; the article is locked. */
export async function writeDraft(
  work: Work,
  article: ArticleRecord,
  before: TranslationRecord | undefined,
  { locale, slug, draft, files, importHash }: CheckedDraft,
): Promise<void> {
  const values = {
    draft: JSON.stringify(draft),
    draft_slug: slug,
    draft_files: files,
    draft_by: authorOf(work),
    draft_at: work.now,
    import_hash: importHash,
    publish_when_ready: false,
    updated_at: work.now,
  }
  if (before) {
    await db(work)
      .updateTable('help_translation')
      // Until it is published, the address is the draft's.
      .set({ ...values, ...(before.published_version === 0 ? { slug } : {}), version: before.version + 1 })
      .where('store_id', '=', work.storeId)
      .where('article_id', '=', article.id)
      .where('locale', '=', locale)
      .execute()
    await dropUnlessUsed(
      work,
      before.draft_files.filter((file) => !files.includes(file)),
    )
  } else {
    await db(work)
      .insertInto('help_translation')
      .values({ store_id: work.storeId, article_id: article.id, locale, slug, ...values, ...unpublished })
      .execute()
  }
  await touch(work, article)
  await work.emit(articleDrafted, about(article), { articleId: article.id, locale })
}

const unpublished: Omit<
  Insertable<HelpTranslationRow>,
  'store_id' | 'article_id' | 'locale' | 'slug' | 'updated_at' | 'import_hash' | 'publish_when_ready' | `draft${string}`
> = {
  state: 'draft',
  title: null,
  summary: null,
  keywords: [],
  doc: null,
  files: [],
  published_version: 0,
  published_at: null,
  scheduled_at: null,
  scheduled_by: null,
  publication_refused: null,
  version: 1,
}

/** Nothing differs from what is published. */
export const noDraft = { draft: null, draft_slug: null, draft_files: [], draft_by: null, draft_at: null }

/** Locks an article: whatever happens to it or its translations happens under this. 404 when there is none. */
export async function lockArticle(work: Work, id: string): Promise<ArticleRecord> {
  const row = await db(work)
    .selectFrom('help_article')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('article')
}

/** A translation of a locked article; undefined when there is none. */
export async function lockTranslation(
  work: Work,
  articleId: string,
  locale: string,
): Promise<TranslationRecord | undefined> {
  return await db(work)
    .selectFrom('help_translation')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .forUpdate()
    .executeTakeFirst()
}

/** An article was changed just now: it is first in the list. */
export async function touch(work: Work, article: ArticleRecord): Promise<void> {
  await db(work)
    .updateTable('help_article')
    .set({ updated_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', article.id)
    .execute()
}

export function requireVersion(before: TranslationRecord | undefined, version: number): void {
  if ((before?.version ?? 0) !== version)
    refuse(
      'changed_meanwhile',
      { version: before?.version ?? 0 },
      'Somebody changed this article just now. Look at their words before you put yours over them.',
    )
}

export function requireKept(article: ArticleRecord): void {
  if (article.archived_at !== null) refuse('archived', undefined, 'This article is archived. Bring it back first.')
}

/** A language as it is written, or 400. */
export function localeOf(tag: string, param = 'locale'): string {
  return canonicalLocale(tag) ?? invalid(param, 'should be a language such as de or de-AT')
}

export function about({ id }: { id: string }) {
  return { kind: 'article', id }
}
