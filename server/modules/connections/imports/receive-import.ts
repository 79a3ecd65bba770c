import type { FastifyRequest } from 'fastify'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ApiError } from '#platform/errors'
import type { RawContext } from '#platform/contract/routes'
import { defaultSource } from '#platform/reference'
import { limits } from '../../../limits.ts'
import type { Import, ImportKind } from '../contract.ts'
import type { ImportFormat } from '../tables.ts'
import { showImport } from './queries.ts'
import { runImport, StreamLimit } from './run-import.ts'

/** `POST /imports`: takes in the body while it arrives and answers what became of every row. */
export async function receiveImport(
  { app, actor, input, read }: RawContext<{ kind: ImportKind; source?: string }>,
  request: FastifyRequest,
): Promise<Import> {
  const bytes = limited(unpacked(request), limits.http.importBytes)
  const start = await peek(bytes)
  const format = formatOf(request.headers['content-type'], start.first)
  const importId = await runImport(app, actor, {
    kind: input.kind,
    source: input.source ?? defaultSource,
    format,
    bytes: start.all,
  })
  return showImport(read(), { id: importId })
}

function unpacked(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return request.raw.iterator({ destroyOnReturn: false })
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new ApiError('invalid_request', 'unsupported_encoding', 'Content-Encoding should be gzip, or be left out.', {
      param: 'content-encoding',
    })
  }
  // Errors reach whoever reads the result; the callback only keeps them from being unheard.
  return pipeline(request.raw, createGunzip(), () => undefined) as unknown as Readable
}

async function* limited(chunks: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > limitBytes)
      throw new StreamLimit(`The file is larger than ${Math.round(limitBytes / 1_000_000)} MB. Send it in parts.`)
    yield chunk
  }
}

/** The first bytes, for telling what they are, and all of them, for reading. */
async function peek(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  let failure: { error: unknown } | undefined
  const first = await chunks.next().catch((error: unknown) => {
    failure = { error }
    return { done: true as const, value: undefined }
  })
  async function* all() {
    if (failure) throw failure.error
    if (first.done || first.value === undefined) return
    yield first.value
    yield* chunks
  }
  return { first: first.value ?? new Uint8Array(), all: all() }
}

const csvTypes = ['text/csv', 'application/csv', 'application/vnd.ms-excel', 'text/tab-separated-values']
const ndjsonTypes = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json-lines',
  'application/json',
]
// What programs send when nobody told them what the file is.
const unspecific = [
  '',
  'application/octet-stream',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/gzip',
  'application/x-gzip',
]

function formatOf(contentType: string | undefined, first: Uint8Array): ImportFormat {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (csvTypes.includes(type)) return 'csv'
  if (ndjsonTypes.includes(type)) return 'ndjson'
  if (unspecific.includes(type))
    return /^\uFEFF?\s*[[{]/.test(Buffer.from(first.subarray(0, 64)).toString('utf8')) ? 'ndjson' : 'csv'
  throw new ApiError(
    'invalid_request',
    'unsupported_content_type',
    'Content-Type should be application/x-ndjson or text/csv.',
    { param: 'content-type' },
  )
}
