import { sql, type Selectable } from 'kysely'
import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { HelpCategory } from '../contract.ts'
import { categoriesOf } from '../queries.ts'
import { presentCategories } from '../settings-queries.ts'
import { lockSlugs, slugOf } from '../slugs.ts'
import type { CategoryNames, HelpCategoryRow, HelpTables } from '../tables.ts'
import { localeOf } from './save-draft.ts'

const db = tablesOf<HelpTables>()

export interface CategoryFields {
  slug?: string | undefined
  names: Record<string, { name: string; summary?: string | undefined }>
  position?: number | undefined
}

/** A new category, behind the others unless its place is given. Refuses `slug_taken` and `too_many`. */
export async function addCategory(work: Work, input: CategoryFields): Promise<HelpCategory> {
  return await shown(work, await insertCategory(work, input))
}

/** The same, for imports, which know where it came from. */
export async function insertCategory(
  work: Work,
  input: CategoryFields & { source?: string; reference?: string },
): Promise<Selectable<HelpCategoryRow>> {
  await lockSlugs(work)
  const others = await categoriesOf(work)
  if (others.length >= limits.helpcenter.categories)
    refuse(
      'too_many',
      { most: limits.helpcenter.categories },
      'There are as many categories as people can look through.',
    )
  const names = namesOf(input.names)
  const chosen = input.slug?.trim()
  const slug = slugOf(chosen || firstName(names))
  return await db(work)
    .insertInto('help_category')
    .values({
      store_id: work.storeId,
      id: work.newId('hlc'),
      slug: chosen && !input.source ? requireFree(slug, others) : numbered(slug, others),
      position: input.position ?? Math.max(0, ...others.map((each) => each.position)) + 10,
      names: JSON.stringify(names),
      source: input.source ?? null,
      source_reference: input.reference ?? null,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Names, address and place of a category. Refuses `changed_meanwhile` and `slug_taken`. */
export async function changeCategory(
  work: Work,
  input: CategoryFields & { id: string; version: number },
): Promise<HelpCategory> {
  await lockSlugs(work)
  const all = await categoriesOf(work)
  const before = all.find((each) => each.id === input.id) ?? notFound('category')
  if (before.version !== input.version)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this category just now. Look again.')
  const chosen = input.slug?.trim()
  const others = all.filter((each) => each.id !== before.id)
  const row = await db(work)
    .updateTable('help_category')
    .set({
      slug: chosen ? requireFree(slugOf(chosen), others) : before.slug,
      names: JSON.stringify(namesOf(input.names)),
      position: input.position ?? before.position,
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a category is changed by one at a time')
  return await shown(work, row)
}

/** Removes a category. Refuses `has_articles`; archived ones are left without a category. */
export async function removeCategory(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const row = await db(work)
    .selectFrom('help_category')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) notFound('category')
  const { articles } = await db(work)
    .selectFrom('help_article')
    .select(sql<number>`count(*) filter (where archived_at is null)::int`.as('articles'))
    .where('store_id', '=', work.storeId)
    .where('category_id', '=', id)
    .executeTakeFirstOrThrow()
  if (articles > 0) refuse('has_articles', { articles }, 'Move its articles to another category first.')
  await db(work)
    .updateTable('help_article')
    .set({ category_id: null })
    .where('store_id', '=', work.storeId)
    .where('category_id', '=', id)
    .execute()
  await db(work).deleteFrom('help_category').where('store_id', '=', work.storeId).where('id', '=', id).execute()
  return { done: true }
}

function namesOf(names: CategoryFields['names']): CategoryNames {
  return Object.fromEntries(
    Object.entries(names).map(([locale, { name, summary }]) => [
      localeOf(locale, `names.${locale}`),
      { name, summary: summary ?? '' },
    ]),
  )
}

function firstName(names: CategoryNames): string {
  return (names.en ?? Object.values(names)[0])?.name ?? ''
}

function requireFree(slug: string, others: readonly { slug: string }[]): string {
  if (others.some((each) => each.slug === slug))
    refuse('slug_taken', { slug }, `Another category has the address ${slug} already. Choose another one.`)
  return slug
}

function numbered(base: string, others: readonly { slug: string }[]): string {
  let slug = base
  for (let count = 2; others.some((each) => each.slug === slug); count++) slug = `${base}-${count}`
  return slug
}

async function shown(work: Work, row: Selectable<HelpCategoryRow>): Promise<HelpCategory> {
  const [category] = await presentCategories(work, [row])
  assert(category, 'a category that was written can be shown')
  return category
}
