import { loadCalendar } from '#modules/calendars'
import { turnsOf } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { chooseRule } from './choose-rule.ts'
import { rulesOf } from './queries.ts'
import type { ClockTables } from './tables.ts'
import { clocksOf } from './work-out-clocks.ts'

const db = tablesOf<ClockTables>()

/** By when whoever waits is answered; null where nobody waits, or nothing is promised. */
export async function answerDueOf(reader: Reader, conversationId: string): Promise<Date | null> {
  const known = await turnsOf(reader, conversationId)
  if (!known) return null
  const row = await db(reader)
    .selectFrom('clock_case')
    .select('queue_id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  const rule = chooseRule(await rulesOf(reader), { channel: known.channel, queueId: row?.queue_id ?? null })
  if (!rule) return null
  const clocks = clocksOf(known.turns, rule, await loadCalendar(reader, rule.calendarId))
  return clocks.findLast(({ kind, stopped }) => kind !== 'resolution' && stopped === null)?.dueAt ?? null
}
