import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { migrate, migrationsFolder } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'

export interface TestDatabase {
  connectionString: string
  drop(): Promise<void>
}

let template: Promise<string> | undefined

/** The template of this schema on the server: made once, and by one process however many ask. Answers its name. */
export function makeTemplate(): Promise<string> {
  template ??= findOrMakeTemplate(`makeright_template_${schemaHash()}`, undefined, fillWithSchema)
  return template
}

/**
 * A template that begins as the one of the schema and holds besides what `fill` writes: made once, and by one process however many
 * ask. Answers its name. `fill` must leave no connection open.
 */
export async function makeFilledTemplate(
  name: string,
  fill: (connectionString: string) => Promise<void>,
): Promise<string> {
  return await findOrMakeTemplate(name, await makeTemplate(), fill)
}

async function findOrMakeTemplate(
  name: string,
  from: string | undefined,
  fill: (connectionString: string) => Promise<void>,
): Promise<string> {
  const server = serverUrl()
  await withClient(server, async (client) => {
    await client.query('select pg_advisory_lock(7041)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name])
    if (rowCount) return
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}${from ? ` template ${from}` : ''}`)
    await fill(databaseUrl(server, name))
    await client.query(`alter database ${name} is_template true`)
  })
  return name
}

/** A fresh database with the whole schema: a copy of a template, the one of the schema unless another is named. */
export async function testDatabase(from?: string): Promise<TestDatabase> {
  const server = serverUrl()
  const template = from ?? (await makeTemplate())
  const name = `makeright_test_${randomBytes(6).toString('hex')}`
  // Copying files takes half as long as writing every page to the log.
  await withClient(server, (client) => client.query(`create database ${name} template ${template} strategy file_copy`))
  return {
    connectionString: databaseUrl(server, name),
    drop: () => withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  }
}

async function fillWithSchema(connectionString: string): Promise<void> {
  const { db } = openDatabase(connectionString, createLog('silent'), 2)
  await migrate(db)
  await db.destroy()
  const boss = new PgBoss({ connectionString, schema: 'pgboss', supervise: false, schedule: false })
  await boss.start()
  await boss.stop({ graceful: false })
}

function serverUrl(): string {
  const server = process.env.MAKERIGHT_TEST_PG
  if (!server)
    throw new Error('MAKERIGHT_TEST_PG is not set: run tests through vitest, whose global setup starts Postgres.')
  return server
}

/** Names what the migrations say. */
export function schemaHash(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(migrationsFolder).sort())
    hash.update(file).update(readFileSync(join(migrationsFolder, file)))
  return hash.digest('hex').slice(0, 12)
}

function databaseUrl(server: string, name: string): string {
  const [base = '', query] = server.split('?')
  const withName = base.replace(/\/[^/]*$/, `/${name}`)
  return query ? `${withName}?${query}` : withName
}

async function withClient(connectionString: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}
