import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { authorOf } from '../author.ts'
import type { HelpRedirect } from '../contract.ts'
import { findArticle } from '../queries.ts'
import { presentRedirects } from '../settings-queries.ts'
import { isTaken, lockSlugs } from '../slugs.ts'
import type { HelpTables } from '../tables.ts'
import { localeOf } from './save-draft.ts'

const db = tablesOf<HelpTables>()

/** Lets an old address lead to an article; one that leads elsewhere leads here then. Refuses `slug_taken` by an article. */
export async function addRedirect(
  work: Work,
  input: { locale: string; slug: string; article: string },
): Promise<HelpRedirect> {
  const { id: articleId } = await findArticle(work, input.article)
  const locale = localeOf(input.locale)
  const { slug } = input
  await lockSlugs(work)
  if (await isTaken(work, locale, slug, ''))
    refuse('slug_taken', { slug }, `An article has the address ${slug} itself.`)
  const row = await db(work)
    .insertInto('help_redirect')
    .values({
      store_id: work.storeId,
      id: work.newId('hlr'),
      locale,
      slug,
      article_id: articleId,
      by_hand: true,
      created_by: authorOf(work),
      created_at: work.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'locale', 'slug']).doUpdateSet({ article_id: articleId, by_hand: true }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  const [shown] = await presentRedirects(work, [row])
  assert(shown, 'an address that was written can be shown')
  return shown
}

/** An old address leads nowhere again. */
export async function removeRedirect(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const row = await db(work)
    .deleteFrom('help_redirect')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row ? { done: true } : notFound('address')
}
