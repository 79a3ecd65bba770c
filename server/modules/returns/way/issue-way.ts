import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import { saveReturn } from '../commands/save-return.ts'
import type { ReturnMethod } from '../tables.ts'

/** Gives a return its way back: for now only the choice is kept. */
export async function issueWay(
  work: Work,
  record: ReturnRecord,
  way: { method: ReturnMethod; placeId?: string | undefined; pickup?: { from: Date; until: Date } | undefined },
): Promise<void> {
  await saveReturn(work, record, {
    row: {
      method: way.method,
      place_id: way.placeId ?? null,
      pickup_from: way.pickup?.from ?? null,
      pickup_until: way.pickup?.until ?? null,
    },
  })
}
