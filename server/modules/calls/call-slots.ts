import { sql } from 'kysely'
import { shiftSpans } from '#modules/calendars'
import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { callPolicy } from './policy.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

const slotMs = limits.calls.timeStepMinutes * 60_000

/** Of some times those at which one more call can be promised: as many for each slot as the people on shift can make. */
export async function freeTimes(reader: Reader, times: readonly Date[]): Promise<Date[]> {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return []
  const [from, to] = [slotOf(first), addMinutes(slotOf(last), limits.calls.timeStepMinutes)]
  const [promised, shifts] = [await promisedBetween(reader, from, to), await shiftSpans(reader, { from, to })]
  const { callsPerPerson } = await callPolicy(reader)
  return times.filter((at) => {
    const slot = slotOf(at)
    const end = addMinutes(slot, limits.calls.timeStepMinutes)
    const people = new Set(shifts.filter((each) => each.from < end && each.to > slot).map(({ staffId }) => staffId))
    // Where nobody has planned that far yet, somebody will be there all the same: it is open then.
    return (promised.get(slot.getTime()) ?? 0) < callsPerPerson * Math.max(1, people.size)
  })
}

/** Nobody else is promised the last place of a slot meanwhile; says so where there is none left. */
export async function requireFreeTime(work: Work, at: Date): Promise<void> {
  const slot = `call slot ${work.storeId} ${slotOf(at).getTime()}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${slot}, 0))`.execute(work.db)
  if ((await freeTimes(work, [at])).length === 0)
    invalid('at', 'All of us are on the phone at this time. Any other one of our times works.', 'time_full')
}

function slotOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / slotMs) * slotMs)
}

async function promisedBetween(reader: Reader, from: Date, to: Date): Promise<Map<number, number>> {
  const rows = await db(reader)
    .selectFrom('call_request')
    .select('next_at')
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'scheduled')
    .where('next_at', '>=', from)
    .where('next_at', '<', to)
    .execute()
  const counts = new Map<number, number>()
  for (const { next_at: at } of rows) {
    const slot = at ? slotOf(at).getTime() : 0
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  return counts
}
