import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { openStates } from './machine.ts'
import { callPolicy } from './policy.ts'
import { countryOf } from './read-number.ts'
import { costOf } from './rules.ts'

/**
 * Whether one more call may be promised, as far as money goes: what calls of the last day cost by the store's price list, what is
 * promised already, and this one together stay within `callback.cost_per_day`.
 */
export async function isAffordable(reader: Reader, number: string): Promise<boolean> {
  const { costPerMinute, costPerDay } = await callPolicy(reader)
  const most = costPerDay[(await findStore(reader)).currency]
  if (most === undefined) return true
  const calls = [...(await callsOfDay(reader)), { number, minutes: limits.calls.expectedMinutes }]
  const cost = calls.reduce((sum, each) => sum + costOf(costPerMinute, countryOf(each.number), each.minutes), 0)
  return cost <= most
}

// What is promised counts as long as calls usually take; a try that nobody answered costs a minute.
async function callsOfDay(reader: Reader): Promise<{ number: string; minutes: number }[]> {
  const { rows } = await sql<{ number: string; minutes: number }>`
    select request.number, greatest(1, ceil(extract(epoch from coalesce(try.ended_at, ${reader.now}) - try.answered_at) / 60))::int as minutes
      from call_attempt as try join call_request as request on request.store_id = try.store_id and request.id = try.request_id
      where try.store_id = ${reader.storeId} and try.placed_at > ${addDays(reader.now, -1)} and request.way = 'phone' and not try.simulated
    union all
    select number, ${limits.calls.expectedMinutes}::int from call_request
      where store_id = ${reader.storeId} and way = 'phone' and state in (${sql.join([...openStates])})`.execute(
    reader.db,
  )
  return rows
}
