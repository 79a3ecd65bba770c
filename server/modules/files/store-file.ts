import { sql } from 'kysely'
import type { App } from '#platform/app'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { lockContent } from './content-lock.ts'
import { cleanName } from './clean-name.ts'
import { fileStored } from './events.ts'
import { headBytes, mediaTypeOf, unknownKind, type MediaType } from './media-types.ts'
import { fileStore } from './ports.ts'
import { recordOf, type FileRecord } from './queries.ts'
import { type Captured, readCaptured, type RemadePicture, remakeHeic, remakePicture } from './remake-picture.ts'
import { stripVideo } from './strip-video.ts'
import type { FileRow, FileTables } from './tables.ts'

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
    /** Documents say more than they show, so shoppers send photos of them. */
    noDocuments?: boolean
    /** Of people who work here, and of mails: what is of another kind, or empty, is kept as it is and only ever saved, never shown. */
    anyKind?: boolean
  },
): Promise<FileRecord> {
  const { head, rest } = await readHead(file.content)
  if (head.length === 0 && !file.anyKind) refuse('file_empty', undefined, 'This file is empty. Please pick it again.')
  const type = (await mediaTypeOf(head)) ?? (file.anyKind ? unknownKind : undefined)
  if (!type) return file.noDocuments ? noDocument() : notTaken()
  if (file.picturesOnly && type.treatment !== 'picture') notTaken()
  if (file.noDocuments && type.treatment === 'document') noDocument()
  const taken =
    type.treatment === 'document'
      ? await keepWhole(context, type, limited(head, rest))
      : await takeIn(context, type, await whole(head, rest))
  return context.transact(async (work) => {
    const known = await findSame(work, file.owner, taken)
    await lockContent(work, taken.sha256)
    if (!(await context.app.ports.get(fileStore).has(taken.sha256)))
      throw new Error('The same content was dropped in this moment; sent once more, it is kept.')
    if (known) return recordOf(known)
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

async function takeIn(context: Context, type: MediaType, content: Buffer): Promise<Taken> {
  switch (type.treatment) {
    case 'video': {
      return await keep(context, { ...strippedVideo(content), mediaType: type.type })
    }
    case 'heic': {
      const remade = await remakeHeic(content).catch(() => undefined)
      // What this decoder does not know is kept as it is, with a word about it: a photo is never turned away for its format.
      return remade
        ? await keep(context, remade)
        : await keep(context, { content, mediaType: type.type, captured: await readCaptured(content) })
    }
    default:
      return await keep(context, await remakePicture(content, type.type).catch(notOpened('picture')))
  }
}

async function keep(context: Context, { content, mediaType, captured }: RemadePicture): Promise<Taken> {
  const { sha256, byteLength } = await context.app.ports.get(fileStore).put(content)
  return { sha256, mediaType, sizeBytes: byteLength, captured }
}

async function keepWhole(context: Context, type: MediaType, content: AsyncIterable<Uint8Array>): Promise<Taken> {
  const { sha256, byteLength } = await context.app.ports.get(fileStore).put(content)
  return { sha256, mediaType: type.type, sizeBytes: byteLength, captured: { at: null, lat: null, lng: null } }
}

async function whole(head: Buffer, rest: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of limited(head, rest)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Sent once more after the connection was lost: the same file of the same owner stays one. */
async function findSame(work: Work, owner: FileOwner, { sha256, mediaType }: Taken): Promise<FileRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file:${owner.kind}:${owner.id}:${sha256}`}, 0))`.execute(
    db(work),
  )
  return await db(work)
    .selectFrom('file')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('sha256', '=', sha256)
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .where('media_type', '=', mediaType)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
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

function strippedVideo(content: Buffer): ReturnType<typeof stripVideo> {
  try {
    return stripVideo(content)
  } catch {
    return notOpened('video')()
  }
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

function notOpened(what: 'picture' | 'video'): () => never {
  const words = {
    picture: 'We couldn’t open this picture. A fresh photo or a screenshot of it usually works.',
    video: 'We couldn’t open this video. Recording it once more, or a photo instead, usually works.',
  }
  return () => refuse('file_type_not_allowed', { allowed }, words[what])
}

function noDocument(): never {
  refuse(
    'file_type_not_allowed',
    { allowed: allowed.filter((each) => each !== 'PDF') },
    'We can take photos and videos here. A photo or a screenshot of the page works.',
  )
}
