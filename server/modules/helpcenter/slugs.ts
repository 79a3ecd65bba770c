import { sql } from 'kysely'
import { refuse } from '#platform/errors'
import { foldText } from '#platform/fold-text'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

const longest = 80

/** The address that a title gives: `Return an item` → `return-an-item`. Letters of every script stay letters. */
export function slugOf(title: string): string {
  const words = foldText(title.normalize('NFKC').replaceAll(/['’]/gu, '')).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  let slug = ''
  for (const word of words) {
    if (slug !== '' && slug.length + word.length + 1 > longest) break
    slug += slug === '' ? word.slice(0, longest) : `-${word}`
  }
  return slug || 'article'
}

/** One at a time: two who choose the same address at once would otherwise both find it free. */
export async function lockSlugs(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`help slug ${work.storeId}`}))`.execute(work.db)
}

/**
 * The address for a draft. One that was chosen and is another article's is refused (`slug_taken`); one made from a title gets a
 * number behind it.
 */
export async function freeSlug(
  work: Work,
  wanted: { locale: string; title: string; slug?: string | undefined; articleId: string },
): Promise<string> {
  await lockSlugs(work)
  const { locale, articleId } = wanted
  const chosen = wanted.slug?.trim()
  if (chosen) {
    const slug = slugOf(chosen)
    if (await isTaken(work, locale, slug, articleId))
      refuse('slug_taken', { slug }, `Another article has the address ${slug} already. Choose another one.`)
    return slug
  }
  const base = slugOf(wanted.title)
  let slug = base
  for (let count = 2; await isTaken(work, locale, slug, articleId); count++) slug = `${base}-${count}`
  return slug
}

/** Whether another article has an address in a language, as it is read or as it is being written. */
export async function isTaken(reader: Reader, locale: string, slug: string, articleId: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('help_translation')
    .select('article_id')
    .where('store_id', '=', reader.storeId)
    .where('locale', '=', locale)
    .where(({ or, eb }) => or([eb('slug', '=', slug), eb('draft_slug', '=', slug)]))
    .where('article_id', '!=', articleId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
