import { Kysely, PostgresDialect } from 'kysely'
import pg, { type Pool } from 'pg'
import { limits } from '../../limits.ts'
import type { Log } from '../log.ts'
import type { AnyDatabase } from '../work.ts'
import { PreparedClient } from './prepared-client.ts'

const int8 = 20

// Money and counters are bigint columns and all stay below 2^53; a larger value is a fault worth stopping at.
const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8 && format !== 'binary') return safeNumber
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** Opens the pool that serves commands and queries. It survives a restart of the database. */
export function openDatabase(
  connectionString: string,
  log: Log,
  connections: number = limits.database.connections,
): { pool: Pool; db: AnyDatabase } {
  const pool = new pg.Pool({
    Client: PreparedClient,
    connectionString,
    max: connections,
    application_name: 'makeright',
    types: typeParsers as pg.CustomTypesConfig,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: limits.database.statementSeconds * 1000,
    lock_timeout: limits.database.lockSeconds * 1000,
    idle_in_transaction_session_timeout: limits.database.idleInTransactionSeconds * 1000,
  })
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ reason: error.message }, 'an idle database connection was lost')
  })
  // A connection that dies while checked out reports here as well as to its query; unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { pool, db: new Kysely({ dialect: new PostgresDialect({ pool }) }) }
}

function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database returned ${text}, which is too large to count with.`)
  return value
}
