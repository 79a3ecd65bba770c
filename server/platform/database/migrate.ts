import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration'
import type { Log } from '../log.ts'
import type { AnyDatabase } from '../work.ts'

/** Where the SQL files live. */
export const migrationsFolder = join(import.meta.dirname, '../../../database/migrations')

/** Brings the schema up to date: every file that has not run yet, in order, under a lock, all or nothing. */
export async function migrate(db: AnyDatabase, log?: Log): Promise<string[]> {
  const { error, results = [] } = await migratorOf(db).migrateToLatest()
  const failed = results.find((result) => result.status === 'Error')
  if (error)
    throw new Error(
      `Migration ${failed?.migrationName ?? ''} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  const done = results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
  if (done.length > 0) log?.info({ migrations: done }, 'database migrated')
  return done
}

/** Names of migrations that this program has and the database does not. */
export async function pendingMigrations(db: AnyDatabase): Promise<string[]> {
  const known = await migratorOf(db).getMigrations()
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name)
}

function migratorOf(db: AnyDatabase): Migrator {
  return new Migrator({
    db,
    provider: sqlFiles(migrationsFolder),
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
    allowUnorderedMigrations: true,
  })
}

function sqlFiles(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
      return Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name.replace(/\.sql$/, ''), await migrationOf(join(folder, name))]),
        ),
      )
    },
  }
}

async function migrationOf(file: string): Promise<Migration> {
  const text = await readFile(file, 'utf8')
  return { up: async (db) => void (await sql.raw(text).execute(db)) }
}
