import { Client } from 'pg'

/** Name that the server's socket carries; it does not listen on TCP. */
export const socketPort = 5432

/** URL for `pg`: the folder of the socket as host, nothing taken from PG* variables of the environment. */
export function connectionString(runDir: string, database: string): string {
  const query = new URLSearchParams({ host: runDir, port: String(socketPort), sslmode: 'disable' })
  return `postgresql://postgres@/${encodeURIComponent(database)}?${query.toString().replaceAll('+', '%20')}`
}

/** Creates the database unless it exists. Safe when several processes do it at once. */
export async function ensureDatabase(maintenanceUrl: string, database: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
  } catch (error) {
    if (!isAlreadyThere(error)) throw error
  } finally {
    await client.end()
  }
}

function isAlreadyThere(error: unknown): boolean {
  const duplicateDatabase = '42P04'
  const uniqueViolation = '23505'
  const code = (error as { code?: string }).code
  return code === duplicateDatabase || code === uniqueViolation
}
