import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { insertCategory } from '../commands/write-category.ts'
import { categoriesOf } from '../queries.ts'
import { slugOf } from '../slugs.ts'
import type { HelpTables } from '../tables.ts'
import type { Imported } from './imported.ts'

const db = tablesOf<HelpTables>()

/**
 * Makes the categories that came along, or that articles name, where they are not there yet; names that are there stay. Answers which
 * category an article's own word for it means.
 */
export async function takeCategories(
  work: Work,
  source: string,
  imported: Imported,
  storeLocale: string,
): Promise<(named: string) => string | undefined> {
  const ids = new Map<string, string>()
  const there = await categoriesOf(work)
  for (const category of imported.categories) {
    const before = there.find(
      (each) =>
        (each.source === source && each.source_reference === category.reference) ||
        (category.slug !== undefined && each.slug === slugOf(category.slug)),
    )
    const row = before ?? (await insertCategory(work, { ...category, source, reference: category.reference }))
    ids.set(category.reference, row.id)
    if (before) await addNames(work, before.id, { ...category.names, ...before.names }, before.names)
  }
  for (const { category: named } of imported.articles) {
    if (named === null || ids.has(named)) continue
    const wanted = named.toLowerCase()
    const before = there.find(
      ({ slug, names }) =>
        slug === slugOf(named) || Object.values(names).some(({ name }) => name.toLowerCase() === wanted),
    )
    const row = before ?? (await nameless(work, source, named, storeLocale))
    if (row) ids.set(named, row.id)
  }
  return (named) => ids.get(named)
}

// A number says nothing to a person: a category whose own row did not come along is left out.
async function nameless(work: Work, source: string, named: string, locale: string) {
  if (source !== 'markdown' && source !== 'starter') return undefined
  const names = { [locale]: { name: named.slice(0, 80) } }
  return await insertCategory(work, { names, source, reference: slugOf(named) })
}

async function addNames(
  work: Work,
  id: string,
  names: Record<string, { name: string; summary: string }>,
  before: Record<string, unknown>,
): Promise<void> {
  if (Object.keys(names).length === Object.keys(before).length) return
  await db(work)
    .updateTable('help_category')
    .set((each) => ({ names: JSON.stringify(names), version: each('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
}
