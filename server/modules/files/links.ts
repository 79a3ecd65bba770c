import { createHmac, randomBytes } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { FileTables } from './tables.ts'

const db = tablesOf<FileTables>()

/**
 * An address under which this viewer, and nobody else, gets the file for a quarter of an hour. The caller has checked that
 * the viewer may see it.
 * @param viewer `actorKey` of who asked
 * @param through the thing that shows it to them, such as `conversation:cnv_…`: the link works only while they may see that
 */
export async function fileLink(reader: Reader, fileId: string, viewer: string, through?: string): Promise<string> {
  return signed(await keyOf(reader), reader.now, { fileId, viewer, through })
}

/** Links to several files at once, by their ids. */
export async function fileLinks(
  reader: Reader,
  fileIds: readonly string[],
  viewer: string,
  through?: string,
): Promise<Map<string, string>> {
  if (fileIds.length === 0) return new Map()
  const key = await keyOf(reader)
  return new Map(fileIds.map((fileId) => [fileId, signed(key, reader.now, { fileId, viewer, through })]))
}

/** Whether a link was made by us for this viewer and still works. */
export async function isLinkGood(
  reader: Reader,
  link: { id: string; expires: string; viewer: string; through?: string | undefined; signature: string },
): Promise<boolean> {
  const right = signatureOf(await keyOf(reader), link.id, link.expires, link.viewer, link.through)
  const ends = Number(link.expires) * 1000
  return isSameProof(link.signature, right) && ends >= reader.now.getTime()
}

// Whole minutes, so that a page that is drawn again shows the same addresses and browsers use what they have.
function signed(
  key: string,
  now: Date,
  { fileId, viewer, through }: { fileId: string; viewer: string; through: string | undefined },
): string {
  const ends = addMinutes(now, limits.files.linkMinutes)
  const expires = String(Math.ceil(ends.getTime() / 60_000) * 60)
  const signature = signatureOf(key, fileId, expires, viewer, through)
  const query = new URLSearchParams({ expires, viewer, ...(through === undefined ? {} : { through }), signature })
  return `/api/v1/files/${encodeURIComponent(fileId)}/content?${query.toString()}`
}

function signatureOf(key: string, fileId: string, expires: string, viewer: string, through?: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(through === undefined ? [fileId, expires, viewer] : [fileId, expires, viewer, through]))
    .digest('base64url')
}

// It never changes, and a page of messages asks for it again and again.
const keys = new WeakMap<object, string>()

async function keyOf(reader: Reader): Promise<string> {
  const known = keys.get(reader.db) ?? (await findKey(reader))
  keys.set(reader.db, known)
  return known
}

async function findKey(reader: Reader): Promise<string> {
  const find = () =>
    db(reader).selectFrom('file_link_key').select('key').where('store_id', '=', reader.storeId).executeTakeFirst()
  const known = await find()
  if (known) return known.key
  await db(reader)
    .insertInto('file_link_key')
    .values({ store_id: reader.storeId, key: randomBytes(32).toString('base64url'), created_at: reader.now })
    .onConflict((conflict) => conflict.column('store_id').doNothing())
    .execute()
  return (await find())?.key ?? findKey(reader)
}
