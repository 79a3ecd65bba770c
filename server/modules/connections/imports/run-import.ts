import { sql } from 'kysely'
import type { App } from '#platform/app'
import { actorKey, type Actor } from '#platform/auth/actor'
import { inputParser, type InputParser } from '#platform/contract/parse-input'
import { ApiError } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { transact } from '#platform/work'
import { ensureConnection } from '../connection.ts'
import type { ImportKind } from '../contract.ts'
import { importFinished } from '../events.ts'
import type { ConnectionTables, ImportFormat } from '../tables.ts'
import { createBatcher } from './batch.ts'
import { readCsv } from './read-csv.ts'
import { readNdjson } from './read-ndjson.ts'
import { FileFault, type Row } from './row.ts'
import { writeBatch, type Target } from './write-batch.ts'
import type { RowWriter } from './writer.ts'
import { writers } from './writers.ts'

const db = tablesOf<ConnectionTables>()

export interface ImportRequest {
  kind: ImportKind
  source: string
  format: ImportFormat
  bytes: AsyncIterable<Uint8Array>
}

/**
 * Takes in one file as it arrives, a few hundred rows per transaction, holding no more than one batch. Answers the import's
 * id when the file is through. A file that cannot be read at all is refused with 400; one that breaks off keeps its whole
 * rows and counts as failed.
 */
export async function runImport(app: App, actor: Actor, request: ImportRequest): Promise<string> {
  const { importId, cutoff } = await begin(app, actor, request)
  const target: Target = {
    app,
    actor,
    importId,
    source: { name: request.source, cutoff },
    writer: writers[request.kind],
    batches: 0,
  }
  const counted = countBytes(request.bytes)
  const batcher = createBatcher()
  try {
    for await (const rows of checkedRows(request.format, counted.chunks, target.writer)) {
      for (const { row, key } of rows) {
        const full = batcher.add(row, key)
        if (full) await writeBatch(target, full, counted.read())
      }
    }
    await writeBatch(target, batcher.rest(), counted.read())
    await finish(app, actor, importId, null)
  } catch (error) {
    await breakOff(target, error, () => writeBatch(target, batcher.rest(), counted.read()))
  }
  return importId
}

async function begin(
  app: App,
  actor: Actor,
  { kind, source, format }: ImportRequest,
): Promise<{ importId: string; cutoff: Date }> {
  return transact(app, actor, async (work) => {
    const connection = await ensureConnection(work, source)
    const importId = work.newId('imp')
    await db(work)
      .insertInto('import')
      .values({
        store_id: work.storeId,
        id: importId,
        kind,
        source,
        format,
        state: 'running',
        rows_read: 0,
        created_count: 0,
        updated_count: 0,
        unchanged_count: 0,
        bad_count: 0,
        bytes_read: 0,
        failure: null,
        started_by: actorKey(actor),
        started_at: work.now,
        finished_at: null,
        progress_at: sql<Date>`now()`,
        last_batch: 0,
      })
      .execute()
    return { importId, cutoff: connection.cutoff }
  })
}

async function* checkedRows(
  format: ImportFormat,
  chunks: AsyncIterable<Uint8Array>,
  writer: RowWriter,
): AsyncGenerator<{ row: Row; key: string | undefined }[]> {
  const parse = inputParser(writer.schema, { text: false })
  const read = writer.read?.[format](chunks) ?? (format === 'csv' ? readCsv(chunks, writer.schema) : readNdjson(chunks))
  for await (const rows of read) {
    yield rows.map((row) => {
      const checked = check(row, parse)
      return { row: checked, key: 'value' in checked ? writer.keyOf(checked.value) : undefined }
    })
  }
}

function check(row: Row, parse: InputParser): Row {
  if ('problem' in row) return row
  try {
    return { ...row, value: parse(row.value as Record<string, unknown>) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { code, message, param } = error
    return { line: row.line, bytes: row.bytes, problem: { code, message, ...(param ? { param } : {}) } }
  }
}

/** What could still be written is written; then the import is closed as failed, and what is wrong with the file is said. */
async function breakOff(target: Target, error: unknown, writeRest: () => Promise<void>): Promise<void> {
  const { app, actor, importId } = target
  if (error instanceof FileFault) {
    await finish(app, actor, importId, error.message)
    throw new ApiError('invalid_request', error.code, error.message, {
      ...(error.param ? { param: error.param } : {}),
      details: { import: importId },
    })
  }
  if (!isBrokenStream(error)) {
    await finish(
      app,
      actor,
      importId,
      'The server could not go on. Send the file again: rows that are there already do not change.',
    )
    throw error
  }
  await writeRest()
  const isTooLarge = error instanceof StreamLimit
  await finish(
    app,
    actor,
    importId,
    isTooLarge
      ? `${error.message} Whole rows up to there were kept.`
      : 'The connection ended before the file did. Whole rows were kept; send the file again, they will not change.',
  )
}

// Aborted requests, broken gzip and the byte limit all come as errors of the stream that is read.
function isBrokenStream(error: unknown): boolean {
  if (error instanceof StreamLimit) return true
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^(ECONNRESET|EPIPE|ABORT_ERR|ERR_STREAM_PREMATURE_CLOSE|Z_)/.test(code)
}

/** A file that goes on beyond what one import may hold. */
export class StreamLimit extends Error {}

async function finish(app: App, actor: Actor, importId: string, failure: string | null): Promise<void> {
  await transact(app, actor, async (work) => {
    const state = failure === null ? 'done' : 'failed'
    const row = await db(work)
      .updateTable('import')
      .set({ state, failure, finished_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', importId)
      .returningAll()
      .executeTakeFirstOrThrow()
    await work.emit(
      importFinished,
      { kind: 'import', id: importId },
      {
        importId,
        kind: row.kind,
        source: row.source,
        state,
        read: row.rows_read,
        created: row.created_count,
        updated: row.updated_count,
        unchanged: row.unchanged_count,
        bad: row.bad_count,
      },
    )
  })
}

function countBytes(bytes: AsyncIterable<Uint8Array>): { chunks: AsyncIterable<Uint8Array>; read(): number } {
  let total = 0
  async function* chunks() {
    for await (const chunk of bytes) {
      total += chunk.length
      yield chunk
    }
  }
  return { chunks: chunks(), read: () => total }
}
