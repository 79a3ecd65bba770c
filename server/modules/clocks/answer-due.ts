import { loadCalendar } from '#modules/calendars'
import { turnsOf } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { chooseRule } from './choose-rule.ts'
import { rulesOf } from './queries.ts'
import { sql } from 'kysely'
import type { ClockTables } from './tables.ts'
import { clocksOf } from './work-out-clocks.ts'

const db = tablesOf<ClockTables>()

/** By when whoever waits is answered, by conversation; those are left out where nobody waits, or nothing is promised. */
export async function answersDueOf(reader: Reader, conversationIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db(reader)
    .selectFrom('clock_case')
    .select(['conversation_id', 'queue_id'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...conversationIds]})`)
    .execute()
  const queues = new Map(rows.map((row) => [row.conversation_id, row.queue_id]))
  const rules = await rulesOf(reader)
  const due = new Map<string, Date>()
  for (const { id, channel, turns } of (await turnsOf(reader, conversationIds)).values()) {
    const rule = chooseRule(rules, { channel, queueId: queues.get(id) ?? null })
    const clocks = rule ? clocksOf(turns, rule, await loadCalendar(reader, rule.calendarId)) : []
    const at = clocks.findLast(({ kind, stopped }) => kind !== 'resolution' && stopped === null)?.dueAt
    if (at) due.set(id, at)
  }
  return due
}
