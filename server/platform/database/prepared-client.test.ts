import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { anonymous } from '../auth/actor.ts'
import { transact } from '../transact.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ modules: [] })
  await sql`create table parcel (id int, label text)`.execute(app.db)
  await sql`insert into parcel values (1, 'one'), (2, 'two')`.execute(app.db)
})
afterAll(() => app.close())

const labelOf = async (id: number) =>
  await transact(app, anonymous, async ({ db }) => {
    const { rows } = await sql<Record<string, unknown>>`select * from parcel where id = ${id}`.execute(db)
    return rows[0]
  })

it('what is asked again and again is prepared, and answers as before', async () => {
  for (const id of [1, 2, 1, 2, 1]) expect(await labelOf(id)).toMatchObject({ label: id === 1 ? 'one' : 'two' })
  const prepared = await transact(app, anonymous, async ({ db }) => {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
    return rows.map((row) => row.statement)
  })
  expect(prepared).toContain('select * from parcel where id = $1')
})

it('a table that is changed underneath is no reason to fail', async () => {
  for (const id of [1, 2, 1, 2]) await labelOf(id)
  await sql`alter table parcel add column weight int default 7`.execute(app.db)
  expect(await labelOf(2)).toEqual({ id: 2, label: 'two', weight: 7 })
})
