import { sql, type RawBuilder } from 'kysely'
import { dropFile, fileColumns } from '#modules/files'
import { assert } from '#platform/errors'
import type { Person, PersonalTable, ToldIn } from '#platform/personal'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { blankTold } from './blank-told.ts'
import { allHolders, holdersFromTop } from './person.ts'
import { blanked, isJsonText, patternOf } from './words-of.ts'

/**
 * Takes a person out of everything that is kept: each table as its module says, the lowest modules first, because rows are found
 * through those above. Rows stay where books and figures need them, and lead to nobody. All of it, or nothing.
 */
export async function forgetPerson(work: Work, person: Person): Promise<void> {
  const pattern = patternOf(person)
  const types = await columnTypes(work)
  const files = await filesOf(work, person)
  for (const { personal } of holdersFromTop())
    for (const [table, rule] of Object.entries(personal.tables))
      if (rule) await forgetIn(work, table, rule, { person, pattern, types })
  // Every module's tables were written here: nothing that was read before holds.
  forget(work)
  // Nothing holds them any more: the content goes by a job.
  for (const fileId of files) await work.enqueue(dropFile, { fileId }, { key: fileId })
}

// Their own, and what lies in rows of theirs: pictures of a delivery, files that came by mail.
async function filesOf(work: Work, person: Person): Promise<string[]> {
  const places = [...fileColumns(), 'file.id'].map((place) => place.split('.') as [string, string])
  const found = new Set<string>()
  for (const [table, column] of places) {
    const rule = ruleOf(table)
    if (!rule) continue
    const { rows } = await sql<{ ids: string | string[] | null }>`
      select ${sql.ref(`t.${column}`)} as ids from ${sql.table(table)} as t
      where t.store_id = ${work.storeId} and (${rule.rows(person)})`.execute(work.db)
    for (const { ids } of rows) for (const id of Array.isArray(ids) ? ids : [ids]) if (id) found.add(id)
  }
  return [...found]
}

function ruleOf(table: string): PersonalTable | undefined {
  for (const { personal } of allHolders()) {
    const rule = personal.tables[table]
    if (rule) return rule
  }
  return undefined
}

interface Looking {
  person: Person
  pattern: string | null
  types: ReadonlyMap<string, string>
}

async function forgetIn(work: Work, table: string, rule: PersonalTable, { person, pattern, types }: Looking) {
  const rows = sql<boolean>`t.store_id = ${work.storeId} and (${rule.rows(person)})`
  // Words first: what is set below decides no more which rows are the person's.
  if (pattern !== null)
    for (const column of rule.scrubs ?? []) await scrub(work, table, column, { rows, pattern, types })
  if (rule.told) await blankTold(work.storeId, rule.told, toldRows(table, rule.told, rows)).execute(work.db)
  if (rule.forget === 'rows') await sql`delete from ${sql.table(table)} as t where ${rows}`.execute(work.db)
  else if ('set' in rule.forget) {
    const sets = Object.entries(rule.forget.set).map(
      ([column, value]) => sql`${sql.ref(column)} = ${isExpression(value) ? value : sql`${value}`}`,
    )
    await sql`update ${sql.table(table)} as t set ${sql.join(sets)} where ${rows}`.execute(work.db)
  }
}

function toldRows(table: string, { by }: ToldIn, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${sql.ref(`t.${by}`)} as subject, t.id as row from ${sql.table(table)} as t where ${rows}`
}

function isExpression(value: unknown): value is RawBuilder<unknown> {
  return typeof value === 'object' && value !== null
}

async function scrub(
  work: Work,
  table: string,
  column: string,
  { rows, pattern, types }: { rows: RawBuilder<boolean>; pattern: string; types: ReadonlyMap<string, string> },
): Promise<void> {
  const type = types.get(`${table}.${column}`)
  assert(type, `${table}.${column} is a column`)
  const name = sql.ref(`t.${column}`)
  const isList = type === 'text[]'
  const { rows: found } = await sql<{ place: string; words: string }>`
    select t.ctid::text as place, ${isList ? sql`to_json(${name})::text` : sql`${name}::text`} as words
    from ${sql.table(table)} as t where ${rows} and ${name}::text ~* ${pattern} for update`.execute(work.db)
  for (const { place, words } of found) {
    const after = blanked(words, pattern, isList || type.startsWith('json') || isJsonText(words))
    if (after === words) continue
    const value = isList
      ? sql`array(select jsonb_array_elements_text(${after}::jsonb))`
      : sql`cast(${after} as ${sql.raw(type)})`
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ctid = ${place}::tid`.execute(work.db)
  }
}

async function columnTypes(work: Work): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select table_name || '.' || column_name as name,
           case data_type when 'ARRAY' then 'text[]' else data_type end as type
    from information_schema.columns where table_schema = 'public'`.execute(work.db)
  return new Map(rows.map(({ name, type }) => [name, type]))
}
