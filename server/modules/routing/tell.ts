import { remembered } from '#platform/transact'
import type { Work } from '#platform/work'
import { queueChanged, wallChanged } from './events.ts'

/** Says, once in a transaction, that a queue is to be looked at again. */
export async function tellQueue(work: Work, queueId: string): Promise<void> {
  await remembered(work, `routing told ${queueId}`, () =>
    work.emit(queueChanged, { kind: 'queue', id: queueId }, { queueId }),
  )
  await tellWall(work)
}

/** The same for whoever looks at all of it. */
export async function tellWall(work: Work): Promise<void> {
  await remembered(work, 'routing told wall', () => work.emit(wallChanged, { kind: 'wall', id: 'store' }, {}))
}
