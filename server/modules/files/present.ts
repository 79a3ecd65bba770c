import { actorKey } from '#platform/auth/actor'
import type { Reader } from '#platform/work'
import type { StoredFile } from './contract.ts'
import { fileLink } from './links.ts'
import { facts } from './media-types.ts'
import { nameAsSeen } from './name-as-seen.ts'
import type { FileRecord } from './queries.ts'

/**
 * A file as the API shows it, with a fresh link for whoever asks.
 * @param through see `fileLink`
 */
export async function present(reader: Reader, file: FileRecord, through?: string): Promise<StoredFile> {
  const { note } = facts(file.mediaType)
  return {
    id: file.id,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    name: nameAsSeen(reader.actor, file),
    url: await fileLink(reader, file.id, actorKey(reader.actor), through),
    ...(note ? { note } : {}),
  }
}
