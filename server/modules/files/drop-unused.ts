import { job } from '#platform/jobs/job'
import { timer, timerToken } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { lockContent } from './content-lock.ts'
import { isHeld } from './held.ts'
import { fileStore } from './ports.ts'
import type { FileTables } from './tables.ts'

const db = tablesOf<FileTables>()

const unusedTimer = timerToken<{ fileId: string }>('files.unused')

/** Somebody took files out of what they were writing: where nothing else holds one in an hour, it is gone with its content. */
export async function dropUnlessUsed(work: Work, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds)
    await work.setTimer(unusedTimer, addMinutes(work.now, limits.files.unusedMinutes), { fileId }, { key: fileId })
}

export const fileUnused = timer(unusedTimer, async (work, { fileId }) => {
  await work.enqueue(dropFile, { fileId }, { key: fileId })
})

/** Forgets a file that nothing holds, then its content, unless another file has the same. */
export const dropFile = job<{ fileId: string }>('files.drop', {}, async (context, { fileId }) => {
  const sha256 = await context.transact((work) => forget(work, fileId))
  if (sha256 === undefined) return
  await context.transact(async (work) => {
    // Whoever takes in the same content at this moment comes before, or finds that it is gone.
    await lockContent(work, sha256)
    const another = await db(work)
      .selectFrom('file')
      .select('id')
      .where('sha256', '=', sha256)
      .where('deleted_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (!another) await context.port(fileStore).delete(sha256)
  })
})

// Its content; undefined while something holds it. A repeat goes on where the first try ended.
async function forget(work: Work, fileId: string): Promise<string | undefined> {
  const row = await db(work)
    .selectFrom('file')
    .select(['sha256', 'owner_kind', 'deleted_at'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', fileId)
    // Whoever attaches it at this moment has it locked, too.
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  if (row.deleted_at === null) {
    if (await isHeld(work, fileId)) return undefined
    await db(work)
      .updateTable('file')
      .set({ deleted_at: work.now, original_name: null })
      .where('store_id', '=', work.storeId)
      .where('id', '=', fileId)
      .execute()
  }
  return row.sha256
}
