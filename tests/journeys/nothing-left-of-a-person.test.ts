import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetPerson, personOf } from '#modules/privacy'
import { system } from '#platform/auth/actor'
import { read, transact } from '#platform/work'
import { openDemonstration, type Demonstration } from '../browser/open-demonstration.ts'

let store: Demonstration
beforeAll(async () => {
  store = await openDemonstration()
}, 120_000)
afterAll(() => store?.close())

const actor = system('test.forget')

// Kept because the law says so, or the demonstration's own cast.
const mayStay = new Set(['credit_note', 'demo_person'])

interface Found {
  table: string
  row: string
}

/** Rows of the whole database, jobs included, in whose text one of the words stands. */
async function rowsWith(words: readonly string[]): Promise<Found[]> {
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'pgboss')`.execute(store.app.db)
  const found: Found[] = []
  for (const { name } of tables) {
    const table = name.replace(/^public\./, '')
    if (mayStay.has(table)) continue
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(name)} as t where t::text ~* ${pattern} limit 3`.execute(store.app.db)
    found.push(...rows.map(({ row }) => ({ table, row: row.slice(0, 300) })))
  }
  return found
}

test('everybody of the demonstration store is forgotten: nothing of them is left anywhere, and the books still balance', async () => {
  const { app } = store
  await store.settle()
  const shoppers = await read(app, actor)
    .db.selectFrom('customer')
    .select(['id', 'email', 'phone', 'name'])
    .where('store_id', '=', app.storeId)
    .execute()
  const { rows: typed } = await sql<{ body: string }>`
    select distinct body from message where store_id = ${app.storeId} and author_kind in ('shopper', 'visitor') and body <> ''`.execute(
    app.db,
  )
  const { rows: streets } = await sql<{ line1: string }>`
    select distinct ship_to ->> 'line1' as line1 from orders where store_id = ${app.storeId}`.execute(app.db)
  const { rows: files } = await sql<{ sha256: string }>`
    select distinct sha256 from file where store_id = ${app.storeId} and owner_kind in ('shopper', 'guest', 'visitor')`.execute(
    app.db,
  )
  const words = [
    ...shoppers.flatMap(({ email, phone, name }) => [email, phone, name]),
    ...typed.map(({ body }) => body.slice(0, 60)),
    ...streets.map(({ line1 }) => line1),
  ].filter((word): word is string => Boolean(word) && word.length >= 5)
  expect(words.length).toBeGreaterThan(20)
  expect((await rowsWith(words)).length).toBeGreaterThan(12)

  for (const { id } of shoppers)
    await transact(app, actor, async (work) => await forgetPerson(work, await personOf(work, id, { whole: true })))
  await store.settle()

  expect(await rowsWith(words)).toEqual([])
  const { rows: unbalanced } = await sql`
    select transfer_id, currency from ledger_entry group by transfer_id, currency having sum(amount_minor) <> 0`.execute(
    app.db,
  )
  expect(unbalanced).toEqual([])
  expect(files.length).toBeGreaterThan(0)
})
