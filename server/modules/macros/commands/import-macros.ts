import { sql } from 'kysely'
import { ApiError } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Action, MacroTables } from '../tables.ts'
import { readTemplate } from '../template.ts'
import { authorOf, lockNames } from './save-macro.ts'

const db = tablesOf<MacroTables>()

/** A macro as another help desk had it, with its variables already named as ours. */
export interface ImportedMacro {
  reference: string
  name: string
  text: string
  actions: Action[]
  locale: string | null
}

export type MacroOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | { problem: { code: string; message: string; param?: string } }

/**
 * Takes macros in, each once by its source's reference. One that was changed here meanwhile stays as it is here; a name that is
 * taken gets a number behind it.
 */
export async function importMacros(
  work: Work,
  source: string,
  macros: readonly ImportedMacro[],
): Promise<MacroOutcome[]> {
  await lockNames(work)
  const outcomes: MacroOutcome[] = []
  for (const macro of macros) outcomes.push(problemWith(macro) ?? (await take(work, source, macro)))
  return outcomes
}

function problemWith(macro: ImportedMacro): MacroOutcome | undefined {
  try {
    readTemplate(macro.text)
    for (const action of macro.actions) if (action.do === 'note') readTemplate(action.text)
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { problem: { code: error.code, message: error.message, param: 'text' } }
  }
}

async function take(work: Work, source: string, macro: ImportedMacro): Promise<MacroOutcome> {
  const known = await db(work)
    .selectFrom('macro')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('source_reference', '=', macro.reference)
    .forUpdate()
    .executeTakeFirst()
  const by = authorOf(work)
  const values = { body: macro.text, actions: JSON.stringify(macro.actions), locale: macro.locale }
  if (!known) {
    await db(work)
      .insertInto('macro')
      .values({
        store_id: work.storeId,
        id: work.newId('mac'),
        name: await freeName(work, macro.name, macro.locale),
        ...values,
        team_id: null,
        source,
        source_reference: macro.reference,
        updated_by: by,
        updated_at: work.now,
        version: 1,
      })
      .execute()
    return 'created'
  }
  const changedHere = known.version > 1 && known.updated_by !== by
  const same =
    known.body === values.body && JSON.stringify(known.actions) === values.actions && known.locale === macro.locale
  if (known.archived_at !== null || changedHere || same) return 'unchanged'
  await db(work)
    .updateTable('macro')
    .set({ ...values, updated_by: by, updated_at: work.now, version: known.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', known.id)
    .execute()
  return 'updated'
}

async function freeName(work: Work, wanted: string, locale: string | null): Promise<string> {
  const base = wanted.normalize('NFC').trim().slice(0, 74) || 'Macro'
  const rows = await db(work)
    .selectFrom('macro')
    .select(sql<string>`lower(name)`.as('name'))
    .where('store_id', '=', work.storeId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`coalesce(locale, '') = ${locale ?? ''}`)
    .execute()
  const taken = new Set(rows.map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} ${number}`
    if (!taken.has(name.toLowerCase())) return name
  }
}
