import type { App } from '#platform/app'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { cleanName } from './clean-name.ts'
import { fileStored } from './events.ts'
import { headBytes, mediaTypeOf, type MediaType } from './media-types.ts'
import { fileStore } from './ports.ts'
import { recordOf, type FileRecord } from './queries.ts'
import { remakePicture, readCaptured, type Captured } from './remake-picture.ts'
import type { FileTables } from './tables.ts'

const db = tablesOf<FileTables>()

/** Whose file it is: `shopper`, `guest`, `staff`, `seller`, `key`, or the thing that it was fetched for. */
export interface FileOwner {
  kind: string
  id: string
}

/** What a file needs around it: a route, or a job. */
interface Context {
  app: App
  transact<T>(run: (work: Work) => Promise<T>): Promise<T>
}

/**
 * Takes a file in: type by content, pictures made anew without metadata, the content stored under its hash, then the row.
 * Refuses `file_empty`, `file_too_large`, `file_type_not_allowed`. Whatever is refused leaves no row.
 */
export async function storeFile(
  context: Context,
  file: {
    content: AsyncIterable<Uint8Array> | Uint8Array
    name?: string | undefined
    owner: FileOwner
    picturesOnly?: boolean
  },
): Promise<FileRecord> {
  const { head, rest } = await readHead(file.content)
  if (head.length === 0) refuse('file_empty', undefined, 'This file is empty. Please pick it again.')
  const type = await mediaTypeOf(head)
  if (!type || (file.picturesOnly && type.treatment !== 'picture')) notTaken()
  const taken =
    type.treatment === 'picture'
      ? await takePicture(context, type, head, rest)
      : await takeWhole(context, type, head, rest)
  return context.transact(async (work) => {
    const id = work.newId('file')
    const row = await db(work)
      .insertInto('file')
      .values({
        store_id: work.storeId,
        id,
        sha256: taken.sha256,
        media_type: taken.mediaType,
        size_bytes: taken.sizeBytes,
        original_name: cleanName(file.name, taken.mediaType),
        owner_kind: file.owner.kind,
        owner_id: file.owner.id,
        captured_at: taken.captured.at,
        captured_lat: taken.captured.lat,
        captured_lng: taken.captured.lng,
        created_at: work.now,
        deleted_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await work.emit(
      fileStored,
      { kind: 'file', id },
      { fileId: id, mediaType: taken.mediaType, sizeBytes: taken.sizeBytes },
    )
    return recordOf(row)
  })
}

interface Taken {
  sha256: string
  mediaType: string
  sizeBytes: number
  captured: Captured
}

async function takePicture(
  context: Context,
  type: MediaType,
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
): Promise<Taken> {
  const chunks: Uint8Array[] = []
  for await (const chunk of limited(head, rest)) chunks.push(chunk)
  const remade = await remakePicture(Buffer.concat(chunks), type.type).catch(() => {
    refuse(
      'file_type_not_allowed',
      { allowed },
      'We couldn’t open this picture. A fresh photo or a screenshot of it usually works.',
    )
  })
  const { sha256, byteLength } = await context.app.ports.get(fileStore).put(remade.content)
  return { sha256, mediaType: remade.mediaType, sizeBytes: byteLength, captured: remade.captured }
}

// Streams to the store; only a picture's head is looked into.
async function takeWhole(
  context: Context,
  type: MediaType,
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
): Promise<Taken> {
  const captured = type.type === 'image/heic' ? await readCaptured(head) : { at: null, lat: null, lng: null }
  const { sha256, byteLength } = await context.app.ports.get(fileStore).put(limited(head, rest))
  return { sha256, mediaType: type.type, sizeBytes: byteLength, captured }
}

async function* limited(head: Buffer, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = head.length
  yield head
  for await (const chunk of rest) {
    size += chunk.length
    if (size > limits.http.uploadBytes) tooLarge()
    yield chunk
  }
}

async function readHead(
  content: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<{ head: Buffer; rest: AsyncIterable<Uint8Array> }> {
  if (content instanceof Uint8Array)
    return { head: Buffer.from(content.subarray(0, headBytes)), rest: once(content.subarray(headBytes)) }
  const iterator = content[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < headBytes) {
    const next = await iterator.next()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.length
  }
  return { head: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } }
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  if (chunk.length > 0) yield chunk
}

const allowed = ['JPEG', 'PNG', 'WebP', 'GIF', 'AVIF', 'HEIC', 'PDF', 'MP4', 'MOV']

export function tooLarge(): never {
  const megabytes = Math.floor(limits.http.uploadBytes / 1_000_000)
  refuse(
    'file_too_large',
    { megabytes },
    `This file is larger than ${megabytes} MB. A shorter video or a smaller picture works.`,
  )
}

function notTaken(): never {
  refuse(
    'file_type_not_allowed',
    { allowed },
    'We can take photos, videos (MP4) and PDF files. Please pick one of those.',
  )
}
