import { type FileRecord, requireOwnFiles } from '#modules/files'
import type { Resolved } from '#modules/policy'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { filesOf } from '../queries.ts'
import type { ProblemTables } from '../tables.ts'

const db = tablesOf<ProblemTables>()

/** Photos of a report stay with it, for whoever looks at it; one that is there already stays once. Somebody else's file is not found. */
export async function attachFiles(work: Work, problemId: string, fileIds: readonly string[]): Promise<FileRecord[]> {
  const files = await requireOwnFiles(work, [...new Set(fileIds)])
  if (files.length === 0) return []
  const known = (await filesOf(work, [problemId])).get(problemId) ?? []
  const fresh = files.filter((file) => !known.includes(file.id))
  if (fresh.length > 0)
    await db(work)
      .insertInto('problem_file')
      .values(
        fresh.map((file, index) => ({
          store_id: work.storeId,
          problem_id: problemId,
          file_id: file.id,
          position: known.length + index,
        })),
      )
      .execute()
  return files
}

/** What a store takes with a report of this kind (policy `damage.upload.*`). Refuses `too_many_files`, `file_type_not_allowed`, `file_too_large`. */
export async function assertFilesTaken(
  work: Work,
  resolved: Resolved,
  problemId: string,
  files: readonly FileRecord[],
): Promise<void> {
  const most = resolved.get('damage.upload.files')
  const count = (await filesOf(work, [problemId])).get(problemId)?.length ?? 0
  if (count > most) refuse('too_many_files', { most }, `${most} files are enough. Pick the clearest ones.`)
  const types = resolved.get('damage.upload.types')
  const megabytes = resolved.get('damage.upload.megabytes')
  for (const file of files) {
    const type = endings[file.mediaType]
    // What people who work here attach is theirs to judge; what became a picture is one, whatever it was before.
    if (work.actor.kind !== 'staff' && (!type || !types.includes(type)))
      refuse(
        'file_type_not_allowed',
        { file: file.id, allowed: types },
        'We can’t take this kind of file here. A photo works best.',
      )
    if (file.sizeBytes > megabytes * 1_000_000)
      refuse(
        'file_too_large',
        { file: file.id, megabytes },
        `This file is larger than ${megabytes} MB. A shorter video or a smaller picture works.`,
      )
  }
}

type Ending = 'jpg' | 'png' | 'webp' | 'heic' | 'mp4' | 'mov' | 'pdf'

const endings: Record<string, Ending> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
}
