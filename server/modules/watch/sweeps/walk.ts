import type { Actor } from '#platform/auth/actor'
import type { JobContext } from '#platform/jobs/job'
import type { Work } from '#platform/work'

/** How many rows are looked at together. */
export const batchSize = 200

/** Does one thing per subject, each in a transaction of its own: what fails is logged and looked at again on the next round. */
export async function forEach(
  context: JobContext,
  ids: readonly string[],
  run: (work: Work, id: string) => Promise<void>,
  actor: Actor,
): Promise<void> {
  for (const id of ids) {
    if (context.signal.aborted) return
    try {
      await context.transact((work) => run(work, id), actor)
    } catch (error) {
      context.log.error(
        { err: error, subject: id },
        'something that was watched could not be handled; it is looked at again',
      )
    }
  }
}

/** Reads page after page until one is not full. @param read the rows after the last one of the page before */
export async function pages<R>(
  context: JobContext,
  read: (last: R | undefined) => Promise<R[]>,
  each: (rows: R[]) => Promise<void>,
): Promise<void> {
  let last: R | undefined
  while (!context.signal.aborted) {
    const rows = await read(last)
    if (rows.length > 0) await each(rows)
    if (rows.length < batchSize) return
    last = rows.at(-1)
  }
}
