import { sql } from 'kysely'
import type { AnyDatabase } from '../work.ts'

/**
 * The whole schema `public` as readable SQL, always the same text for the same schema: tables with their columns and
 * constraints, then views and indexes. It is for people, diffs and tests; migrations are what builds a database.
 */
export async function describeSchema(db: AnyDatabase): Promise<string> {
  const tables = await tableNames(db)
  const [columns, constraints, indexes, views] = [
    await columnsOf(db),
    await constraintsOf(db),
    await indexesOf(db),
    await viewsOf(db),
  ]
  const parts = tables.map((table) => {
    const lines = [...(columns.get(table) ?? []), ...(constraints.get(table) ?? [])]
    const create = `create table ${table} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`
    return [create, ...(indexes.get(table) ?? [])].join('\n')
  })
  return ['-- Written by bin/migrate.js from the migrations; do not edit.', ...parts, ...views]
    .join('\n\n')
    .concat('\n')
}

const own = sql`n.nspname = 'public' and c.relname not like 'schema_migration%'`

async function tableNames(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${own} order by c.relname collate "C"`.execute(db)
  return rows.map((row) => row.name)
}

async function columnsOf(db: AnyDatabase): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; line: string }>`
    select c.relname as name, quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
                when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || case when a.attnotnull then ' not null' else '' end as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and ${own} and a.attnum > 0 and not a.attisdropped order by c.relname collate "C", a.attnum`.execute(
    db,
  )
  return grouped(rows)
}

async function constraintsOf(db: AnyDatabase): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; line: string }>`
    select c.relname as name, 'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('p', 'u', 'f', 'c', 'x') and ${own}
    order by c.relname collate "C", array_position(array['p','u','f','c','x'], k.contype::text), k.conname collate "C"`.execute(
    db,
  )
  return grouped(rows)
}

async function indexesOf(db: AnyDatabase): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; line: string }>`
    select c.relname as name, replace(pg_get_indexdef(i.indexrelid), 'public.', '') || ';' as line
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_class x on x.oid = i.indexrelid
    where ${own} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
    order by c.relname collate "C", x.relname collate "C"`.execute(db)
  return grouped(rows)
}

async function viewsOf(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select 'create view ' || quote_ident(c.relname) || ' as' || chr(10) || pg_get_viewdef(c.oid, true) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${own} order by c.relname collate "C"`.execute(
    db,
  )
  return rows.map((row) => row.text)
}

function grouped(rows: { name: string; line: string }[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const { name, line } of rows) map.set(name, [...(map.get(name) ?? []), line])
  return map
}
