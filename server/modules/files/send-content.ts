import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { actorKey, type Actor } from '#platform/auth/actor'
import { authenticate } from '#platform/auth/authenticate'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { limits } from '../../limits.ts'
import { isLinkGood } from './links.ts'
import { facts } from './media-types.ts'
import { nameAsSeen, neutralName } from './name-as-seen.ts'
import { fileStore } from './ports.ts'
import { findFiles, type FileRecord } from './queries.ts'
import { isStillShown } from './seen-through.ts'
import type { FileTables } from './tables.ts'

const db = tablesOf<FileTables>()

type Link = { id: string; expires: string; viewer: string; through?: string | undefined; signature: string }

/**
 * Sends a file to whom its link was made for, and notes that they got it. A link that is old, changed or somebody else's is
 * not found. What is sent can run nothing: its type is fixed, and a document is sandboxed or saved.
 */
export async function sendContent(
  context: RawContext<Link>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { app, input } = context
  const reader = context.read()
  const viewer = (await isLinkGood(reader, input)) ? await viewerOfLink(context, request, input.viewer) : undefined
  if (!viewer) notFound('file')
  const { through, id } = input
  if (through !== undefined && !(await isStillShown(context.read(viewer), through, id))) notFound('file')
  const [file] = await findFiles(reader, [input.id])
  const content = file && (await app.ports.get(fileStore).get(file.sha256))
  if (!file || !content) notFound('file')
  await db(reader)
    .insertInto('file_access')
    .values({ store_id: reader.storeId, file_id: file.id, viewer: input.viewer, at: reader.now })
    .execute()
  const etag = `"${file.sha256}"`
  setHeaders(
    reply,
    { ...file, name: nameAsSeen(viewer, file) },
    etag,
    `private, max-age=${secondsLeft(input, reader.now)}, immutable`,
  )
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return sendRange(request, reply, content)
}

/** Sends a file to anybody, for what is published: the caller has checked that it is. Nobody is noted. */
export async function sendOpenly(
  app: App,
  file: FileRecord,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const content = (await app.ports.get(fileStore).get(file.sha256)) ?? notFound('file')
  const etag = `"${file.sha256}"`
  setHeaders(reply, file, etag, `public, max-age=${limits.files.publicSeconds}`)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return sendRange(request, reply, content)
}

/**
 * Who asks, where that is whom a link was made for. What the browser asks for by itself cannot say which of two cookies is meant: the
 * link does.
 * @param viewer `actorKey` of whom it was made for
 */
export async function viewerOfLink(
  { app, actor }: Pick<RawContext<unknown>, 'app' | 'actor'>,
  request: FastifyRequest,
  viewer: string,
): Promise<Actor | undefined> {
  if (actorKey(actor) === viewer) return actor
  const realm = viewer.startsWith('staff:') ? 'staff' : 'shopper'
  const asRealm = { ...pick(request), headers: { ...request.headers, 'makeright-realm': realm } }
  const other = await authenticate(app, asRealm).catch(() => undefined)
  return other !== undefined && other.kind !== 'anonymous' && actorKey(other) === viewer ? other : undefined
}

function pick({ ip, method, protocol, host, cookies }: FastifyRequest) {
  return { ip, method, protocol, host, cookies }
}

function setHeaders(reply: FastifyReply, file: FileRecord, etag: string, kept: string): void {
  const { inline } = facts(file.mediaType)
  const name = file.name ?? neutralName(file.mediaType)
  const plain = name.replaceAll(/[^\w. -]/g, '_')
  void reply.headers({
    'content-type': file.mediaType,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': kept,
    'accept-ranges': 'bytes',
    etag,
  })
}

// Players ask for videos piece by piece.
function sendRange(request: FastifyRequest, reply: FastifyReply, content: Uint8Array): FastifyReply {
  const size = content.byteLength
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  if (!range || (range[1] === '' && range[2] === ''))
    return reply.code(200).send(Buffer.from(content.buffer, content.byteOffset, size))
  const start = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1])
  const end = range[1] === '' || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]))
  if (start > end || start >= size) return reply.code(416).header('content-range', `bytes */${size}`).send()
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .send(Buffer.from(content.subarray(start, end + 1)))
}

function secondsLeft({ expires }: Link, now: Date): number {
  return Math.max(0, Math.floor(Number(expires) - now.getTime() / 1000))
}
