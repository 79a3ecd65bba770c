import { createHash } from 'node:crypto'
import { ApiError } from '#platform/errors'
import { fetchRemotePicture } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { publishNow } from '../commands/publish.ts'
import { checkDraft, lockArticle, lockTranslation, writeDraft } from '../commands/save-draft.ts'
import { addArticle, nextPosition } from '../commands/write-article.ts'
import { missingIn } from '../document/missing.ts'
import { walk } from '../document/walk.ts'
import type { ArticleRecord } from '../queries.ts'
import { isTaken, slugOf } from '../slugs.ts'
import type { BadRow, HelpTables } from '../tables.ts'
import { bad, type ImportedArticle, type ImportedTranslation } from './imported.ts'
import { pictureId } from './pictures.ts'

const db = tablesOf<HelpTables>()

export type Outcome = 'created' | 'updated' | 'unchanged' | 'kept'

export interface TakenIn {
  outcomes: Outcome[]
  bad: BadRow[]
}

interface Wish {
  source: string
  /** Whether what was read where it came from is to be read here at once. */
  publish: boolean
  categoryOf(named: string): string | undefined
}

/**
 * Takes one article in with its languages. What is the same as last time changes nothing; what was changed here since stays as it is
 * here. A translation that cannot be kept is named and leaves the others alone.
 */
export async function takeArticle(work: Work, article: ImportedArticle, wish: Wish): Promise<TakenIn> {
  const taken: TakenIn = { outcomes: [], bad: [] }
  for (const translation of article.translations) {
    try {
      taken.outcomes.push(await takeTranslation(work, article, translation, wish))
    } catch (error) {
      // Refusals come before the first write of a translation.
      if (!(error instanceof ApiError) || error.type === 'internal') throw error
      const place = { file: translation.file, line: translation.line, reference: article.reference }
      taken.bad.push(bad(place, error.code, error.message))
    }
  }
  return taken
}

/** Relations between articles that came along, once all of them are there; those made here stay. */
export async function relateImported(work: Work, source: string, articles: readonly ImportedArticle[]): Promise<void> {
  for (const { reference, related } of articles.filter((each) => each.related.length > 0)) {
    const row = await known(work, source, reference)
    if (!row) continue
    const found = await Promise.all(related.map((each) => known(work, source, each)))
    const ids = [...new Set(found.flatMap((each) => (each && each.id !== row.id ? [each.id] : [])))]
    if (ids.length === 0) continue
    await db(work)
      .insertInto('help_related')
      .values(ids.map((id, position) => ({ store_id: work.storeId, article_id: row.id, related_id: id, position })))
      .onConflict((conflict) => conflict.columns(['store_id', 'article_id', 'related_id']).doNothing())
      .execute()
  }
}

async function takeTranslation(
  work: Work,
  article: ImportedArticle,
  translation: ImportedTranslation,
  { source, publish, categoryOf }: Wish,
): Promise<Outcome> {
  const importHash = hashOf(translation)
  const draft = {
    locale: translation.locale,
    title: translation.title,
    slug: translation.slug,
    summary: translation.summary,
    keywords: translation.keywords,
    doc: translation.doc,
    importHash,
  }
  let row = await known(work, source, article.reference)
  let outcome: Outcome = 'created'
  if (row) {
    const locked = await lockArticle(work, row.id)
    const before = await lockTranslation(work, row.id, translation.locale)
    if (before?.import_hash === importHash) return 'unchanged'
    if (locked.archived_at !== null || (before && before.import_hash === null)) return 'kept'
    if (before) outcome = 'updated'
    await writeDraft(work, locked, before, await checkDraft(work, locked.id, before, draft))
  } else {
    const category = article.category === null ? undefined : categoryOf(article.category)
    row = await addArticle(work, {
      category: category ?? null,
      topic: article.topic,
      position: article.position ?? (await nextPosition(work, category ?? null)),
      source,
      reference: article.reference,
      draft,
    })
  }
  await leadHere(work, row.id, translation)
  await publishOrFetch(work, row, translation, publish && translation.published)
  return outcome
}

/** Pictures are fetched first; until then what was to be published is a draft. */
async function publishOrFetch(
  work: Work,
  article: ArticleRecord,
  { locale, doc }: ImportedTranslation,
  publish: boolean,
): Promise<void> {
  const wanted = new Set<string>()
  for (const { node } of walk(doc))
    if (node.type === 'image' && node.attrs.file === null && node.attrs.remote) wanted.add(node.attrs.remote)
  for (const url of wanted)
    await fetchRemotePicture(work, { url, about: { kind: 'help_picture', id: pictureId(article.id, locale, url) } })
  if (!publish) return
  if (wanted.size > 0) {
    await db(work)
      .updateTable('help_translation')
      .set({ publish_when_ready: true })
      .where('store_id', '=', work.storeId)
      .where('article_id', '=', article.id)
      .where('locale', '=', locale)
      .execute()
    return
  }
  const row = await lockTranslation(work, article.id, locale)
  if (row && missingIn(doc).length === 0) await publishNow(work, article, row)
}

/** Old addresses lead here, unless something else has them. */
async function leadHere(work: Work, articleId: string, { locale, oldSlugs }: ImportedTranslation): Promise<void> {
  for (const slug of new Set(oldSlugs.map(slugOf))) {
    if (await isTaken(work, locale, slug, '')) continue
    await db(work)
      .insertInto('help_redirect')
      .values({
        store_id: work.storeId,
        id: work.newId('hlr'),
        locale,
        slug,
        article_id: articleId,
        by_hand: false,
        created_by: 'import',
        created_at: work.now,
      })
      .onConflict((conflict) => conflict.columns(['store_id', 'locale', 'slug']).doNothing())
      .execute()
  }
}

async function known(work: Work, source: string, reference: string): Promise<ArticleRecord | undefined> {
  return await db(work)
    .selectFrom('help_article')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('source_reference', '=', reference)
    .executeTakeFirst()
}

function hashOf({ title, slug, summary, keywords, doc }: ImportedTranslation): string {
  return createHash('sha256')
    .update(JSON.stringify([title, slug ?? null, summary, keywords, doc]))
    .digest('base64url')
}
