import { reachableIdsOf } from '#modules/customers'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { isHidden } from './seen-through.ts'
import type { FileRow, FileTables } from './tables.ts'

const db = tablesOf<FileTables>()

/** A file that was taken in. Place and time are evidence and never shown with it. */
export interface FileRecord {
  id: string
  sha256: string
  mediaType: string
  sizeBytes: number
  name: string | null
  owner: { kind: string; id: string }
  capturedAt: Date | null
  capturedLat: number | null
  capturedLng: number | null
  createdAt: Date
}

/** Files by id, in the order of the ids; unknown ones are left out. Who may see them is the caller's question. */
export async function findFiles(reader: Reader, ids: readonly string[]): Promise<FileRecord[]> {
  return await load(reader, ids, false)
}

async function load(reader: Reader, ids: readonly string[], areLocked: boolean): Promise<FileRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('file')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .where('deleted_at', 'is', null)
    .$if(areLocked, (query) => query.orderBy('id').forShare())
    .execute()
  const byId = new Map(rows.map((row) => [row.id, recordOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * One file that the actor may see: their own, and for people who work here any that does not lie only where they may not look.
 * Everything else is not found.
 */
export async function findOwnFile(reader: Reader, id: string): Promise<FileRecord> {
  const [file] = await findFiles(reader, [id])
  if (!file || !(await isOwn(reader, file))) notFound('file')
  if (await isOutOfSight(reader, file)) notFound('file')
  return file
}

/**
 * Ends with 404 unless every file is there and the actor's own: for what people attach by id. Until the end of the transaction none
 * of them is dropped as unused.
 */
export async function requireOwnFiles(reader: Reader, ids: readonly string[]): Promise<FileRecord[]> {
  const files = await load(reader, ids, true)
  if (files.length < new Set(ids).size) notFound('file')
  for (const file of files) if (!(await isOwn(reader, file)) || (await isOutOfSight(reader, file))) notFound('file')
  return files
}

// Colleagues may see any file, but not what lies only in conversations of other teams.
async function isOutOfSight(reader: Reader, { id, owner }: FileRecord): Promise<boolean> {
  const { actor } = reader
  if (actor.kind !== 'staff' || (owner.kind === 'staff' && owner.id === actor.staffId)) return false
  return await isHidden(reader, id)
}

async function isOwn(reader: Reader, { owner }: FileRecord): Promise<boolean> {
  const { actor } = reader
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return true
    case 'key':
      return actor.scopes.includes('admin') || (owner.kind === 'key' && owner.id === actor.keyId)
    case 'shopper': {
      if (owner.kind !== 'shopper' && owner.kind !== 'guest') return false
      const customerId = owner.id.split(':')[0] ?? ''
      return customerId === actor.customerId || (await reachableIdsOf(reader, actor.customerId)).includes(customerId)
    }
    case 'guest':
      return owner.kind === 'guest' && owner.id === `${actor.customerId}:${actor.orderId}`
    case 'visitor':
      return owner.kind === 'visitor' && owner.id === actor.visitorId
    case 'seller':
      return owner.kind === 'seller' && owner.id === actor.sellerId
    case 'anonymous':
      return false
  }
}

export function recordOf(row: FileRow): FileRecord {
  return {
    id: row.id,
    sha256: row.sha256,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    name: row.original_name,
    owner: { kind: row.owner_kind, id: row.owner_id },
    capturedAt: row.captured_at,
    capturedLat: row.captured_lat,
    capturedLng: row.captured_lng,
    createdAt: row.created_at,
  }
}
