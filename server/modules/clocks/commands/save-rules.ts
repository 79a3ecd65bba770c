import { loadCalendars } from '#modules/calendars'
import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import type { clocks } from '../contract.ts'
import { targetsChanged } from '../events.ts'
import { presentRules } from '../queries.ts'
import { resettleAll } from '../jobs/resettle.ts'
import type { ClockTables } from '../tables.ts'

const db = tablesOf<ClockTables>()

/** Replaces all targets, in the order given; none at all goes back to the policy's. Clocks under way are worked out anew. */
export async function saveRules(work: Work, { rules }: z.output<(typeof clocks)['PUT /clock-rules']['input']>) {
  const calendarIds = rules.flatMap(({ calendar }) => (calendar ? [calendar] : []))
  const known = await loadCalendars(work, calendarIds)
  const wrong = rules.findIndex(({ calendar }) => calendar !== null && !known.has(calendar))
  if (wrong >= 0) invalid(`rules[${wrong}].calendar`, 'should be the id of a calendar')
  await db(work).deleteFrom('clock_rule').where('store_id', '=', work.storeId).execute()
  if (rules.length > 0) {
    await db(work)
      .insertInto('clock_rule')
      .values(
        rules.map((rule, place) => ({
          store_id: work.storeId,
          id: work.newId('clr'),
          place,
          name: rule.name,
          channels: rule.channels,
          queue_id: rule.queue,
          calendar_id: rule.calendar,
          first_minutes: rule.firstMinutes,
          next_minutes: rule.nextMinutes,
          resolution_minutes: rule.resolutionMinutes,
          created_at: work.now,
          version: 1,
        })),
      )
      .execute()
  }
  await work.emit(targetsChanged, { kind: 'clock_rules', id: 'store' }, { rules: rules.map(({ name }) => name) })
  await resettleAll(work, 'targets_changed')
  return presentRules(work)
}
