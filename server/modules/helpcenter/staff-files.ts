import { fileLinks, findOwnFile } from '#modules/files'
import { actorKey } from '#platform/auth/actor'
import { ApiError } from '#platform/errors'
import type { Reader } from '#platform/work'
import { publicFileUrl } from './render.ts'

/** Links to files for whoever works here, who sees them before they are published. What they may not see stays a dead link. */
export async function staffFileUrls(reader: Reader, ids: readonly string[]): Promise<(id: string) => string> {
  const seen: string[] = []
  for (const id of ids) if (await maySee(reader, id)) seen.push(id)
  const links = await fileLinks(reader, seen, actorKey(reader.actor))
  return (id) => links.get(id) ?? publicFileUrl(id)
}

async function maySee(reader: Reader, id: string): Promise<boolean> {
  try {
    await findOwnFile(reader, id)
    return true
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}
