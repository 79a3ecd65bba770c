import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { isConnectionLoss } from '#platform/database/is-connection-loss'
import { ApiError } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { transact, type Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { ConnectionTables } from '../tables.ts'
import type { BadRow, Batch, GoodRow } from './batch.ts'
import type { RowProblem } from './row.ts'
import type { ImportSource, RowWriter } from './writer.ts'

const db = tablesOf<ConnectionTables>()

/** Where rows go. */
export interface Target {
  readonly app: App
  readonly actor: Actor
  readonly importId: string
  readonly source: ImportSource
  readonly writer: RowWriter
  /** Batches written so far. */
  batches: number
}

/**
 * Writes one batch with its counts in one transaction. Where that fails, halves of it are tried, so that only the rows at
 * fault are left out; they are then reported like any bad row. While the database is away the batch waits for it.
 */
export async function writeBatch(target: Target, batch: Batch, bytesRead: number): Promise<void> {
  if (batch.good.length === 0 && batch.bad.length === 0) return
  try {
    await writeOnce(target, batch, bytesRead)
  } catch (error) {
    if (isConnectionLoss(error) || batch.good.length === 0) throw error
    if (batch.good.length > 1) {
      const half = Math.ceil(batch.good.length / 2)
      await writeBatch(target, { good: batch.good.slice(0, half), bad: batch.bad, bytes: 0 }, bytesRead)
      await writeBatch(target, { good: batch.good.slice(half), bad: [], bytes: 0 }, bytesRead)
      return
    }
    const [row] = batch.good as [GoodRow]
    const problem = problemOf(target.app, target.importId, row, error)
    await writeBatch(target, { good: [], bad: [...batch.bad, { line: row.line, ...problem }], bytes: 0 }, bytesRead)
  }
}

async function writeOnce(target: Target, batch: Batch, bytesRead: number): Promise<void> {
  const number = target.batches + 1
  for (let tries = 1; ; tries++) {
    try {
      await transact(target.app, target.actor, async (work) => {
        if (await isWritten(work, target.importId, number)) return
        const { counts, bad } = await writeRows(work, target, batch.good)
        await recordProgress(work, target.importId, {
          ...counts,
          number,
          read: batch.good.length + batch.bad.length,
          bad: [...batch.bad, ...bad],
          bytesRead,
        })
      })
      target.batches = number
      return
    } catch (error) {
      if (!isConnectionLoss(error) || tries >= limits.imports.batchTries) throw error
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}

/** Whether an earlier try went through although its answer never came. */
async function isWritten(work: Work, importId: string, number: number): Promise<boolean> {
  const row = await db(work)
    .selectFrom('import')
    .select('last_batch')
    .where('store_id', '=', work.storeId)
    .where('id', '=', importId)
    .executeTakeFirst()
  return row !== undefined && row.last_batch >= number
}

async function writeRows(work: Work, { source, writer }: Target, rows: readonly GoodRow[]) {
  const counts = { created: 0, updated: 0, unchanged: 0 }
  const bad: BadRow[] = []
  if (rows.length === 0) return { counts, bad }
  const outcomes = await writer.write(
    work,
    source,
    rows.map((row) => row.value),
  )
  for (const [index, row] of rows.entries()) {
    const outcome = outcomes[index] ?? 'unchanged'
    if (typeof outcome === 'string') counts[outcome]++
    else bad.push({ line: row.line, ...outcome.problem })
  }
  return { counts, bad }
}

async function recordProgress(
  work: Work,
  importId: string,
  progress: {
    number: number
    read: number
    created: number
    updated: number
    unchanged: number
    bad: readonly BadRow[]
    bytesRead: number
  },
): Promise<void> {
  if (progress.bad.length > 0) {
    await db(work)
      .insertInto('import_bad_row')
      .values(
        progress.bad.map(({ line, code, message, param }) => ({
          store_id: work.storeId,
          import_id: importId,
          line,
          code,
          message: message.slice(0, 500),
          param: param?.slice(0, 300) ?? null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['store_id', 'import_id', 'line']).doNothing())
      .execute()
  }
  await db(work)
    .updateTable('import')
    .set((set) => ({
      rows_read: set('rows_read', '+', progress.read),
      created_count: set('created_count', '+', progress.created),
      updated_count: set('updated_count', '+', progress.updated),
      unchanged_count: set('unchanged_count', '+', progress.unchanged),
      bad_count: set('bad_count', '+', progress.bad.length),
      bytes_read: progress.bytesRead,
      last_batch: progress.number,
      progress_at: sql<Date>`now()`,
    }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', importId)
    .execute()
}

function problemOf(app: App, importId: string, row: GoodRow, error: unknown): RowProblem {
  if (error instanceof ApiError)
    return { code: error.code, message: error.message, ...(error.param ? { param: error.param } : {}) }
  app.log.error({ err: error, importId, line: row.line }, 'a row of an import could not be stored')
  return {
    code: 'not_stored',
    message: 'This row could not be stored for a reason that is not in the row. It was logged; send the row again.',
  }
}
