import { listResolutions } from '#modules/conversations'
import { findStore, storePolicy } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { dateAfter, localDate, startOfDate, weekdayOf } from '#platform/time'
import type { Work } from '#platform/work'
import type { QualityTables } from './tables.ts'

const db = tablesOf<QualityTables>()

/** Draws the samples of the week before this one, once: some solved conversations of each person, by chance. */
export async function drawSamples(work: Work): Promise<void> {
  const store = await findStore(work)
  const week = mondayBefore(localDate(work.now, store.timeZone))
  const isFirst = await db(work)
    .insertInto('quality_week')
    .values({ store_id: work.storeId, week, drawn_at: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('week')
    .executeTakeFirst()
  if (!isFirst) return
  const policy = await storePolicy(work)
  const perPerson = policy.get('quality.samples_per_person')
  const solved = await listResolutions(work, {
    from: startOfDate(week, store.timeZone),
    to: startOfDate(dateAfter(week, 7), store.timeZone),
  })
  const drawn = [...Map.groupBy(solved, ({ staffId }) => staffId).values()].flatMap((own) =>
    shuffled(own, () => work.random()).slice(0, perPerson),
  )
  if (drawn.length === 0) return
  await db(work)
    .insertInto('quality_sample')
    .values(
      drawn.map(({ id, conversationId, staffId }) => ({
        store_id: work.storeId,
        id: work.newId('qsa'),
        week,
        conversation_id: conversationId,
        resolution_id: id,
        staff_id: staffId,
        drawn_at: work.now,
        answers: null,
        note: '',
        scored_by: null,
        scored_at: null,
        version: 1,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The Monday of the week before the one that a date lies in. */
function mondayBefore(date: string): string {
  return dateAfter(date, 1 - weekdayOf(date) - 7)
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
