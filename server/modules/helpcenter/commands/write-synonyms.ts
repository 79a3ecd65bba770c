import { sql } from 'kysely'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { authorOf } from '../author.ts'
import type { HelpSynonym } from '../contract.ts'
import { synonymsChanged } from '../events.ts'
import { presentSynonym } from '../settings-queries.ts'
import type { HelpTables } from '../tables.ts'
import { localeOf } from './save-draft.ts'

const db = tablesOf<HelpTables>()

export interface SynonymFields {
  locale: string
  words: string[]
}

/** Words that mean the same. Refuses `too_many`. */
export async function addSynonyms(work: Work, input: SynonymFields): Promise<HelpSynonym> {
  const { count } = await db(work)
    .selectFrom('help_synonym')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('store_id', '=', work.storeId)
    .executeTakeFirstOrThrow()
  if (count >= limits.helpcenter.synonyms)
    refuse('too_many', { most: limits.helpcenter.synonyms }, 'That is as many as searches can look through.')
  const row = await db(work)
    .insertInto('help_synonym')
    .values({ store_id: work.storeId, id: work.newId('hls'), version: 1, ...valuesOf(work, input) })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tell(work, row)
  return presentSynonym(row)
}

/** Changes them where nobody did meanwhile. */
export async function changeSynonyms(
  work: Work,
  input: SynonymFields & { id: string; version: number },
): Promise<HelpSynonym> {
  const before = await db(work)
    .selectFrom('help_synonym')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) notFound('entry')
  if (before.version !== input.version)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this just now. Look again.')
  const row = await db(work)
    .updateTable('help_synonym')
    .set({ ...valuesOf(work, input), version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (row.locale !== before.locale) await tell(work, before)
  await tell(work, row)
  return presentSynonym(row)
}

export async function removeSynonyms(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const row = await db(work)
    .deleteFrom('help_synonym')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .returning(['id', 'locale'])
    .executeTakeFirst()
  if (!row) notFound('entry')
  await tell(work, row)
  return { done: true }
}

function valuesOf(work: Work, { locale, words }: SynonymFields) {
  const each = [...new Set(words.map((word) => word.normalize('NFC').toLowerCase()))]
  if (each.length < 2) invalid('words', 'needs two words that differ')
  return { locale: localeOf(locale), words: each, updated_by: authorOf(work), updated_at: work.now }
}

async function tell(work: Work, { id, locale }: { id: string; locale: string }): Promise<void> {
  await work.emit(synonymsChanged, { kind: 'help_synonym', id }, { locale })
}
