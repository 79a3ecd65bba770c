import { findConversation, loadVisibleConversations } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Selectable } from 'kysely'
import type * as z from 'zod'
import type { Rule } from './choose-rule.ts'
import type { Clock, ClockRule } from './contract.ts'
import { defaultRules } from './default-rules.ts'
import { limits } from '../../limits.ts'
import type { ClockTables, ServiceClockRow } from './tables.ts'

const db = tablesOf<ClockTables>()

/** A rule as it counts, with its id; `policy:…` where a store has set none. */
export type NumberedRule = Rule & { id: string }

/** The store's targets in order; the policy's where it has none. */
export async function rulesOf(reader: Reader): Promise<NumberedRule[]> {
  const rows = await db(reader)
    .selectFrom('clock_rule')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('place')
    .execute()
  if (rows.length === 0) return defaultRules(reader)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    channels: row.channels,
    queueId: row.queue_id,
    calendarId: row.calendar_id,
    firstMinutes: row.first_minutes,
    nextMinutes: row.next_minutes,
    resolutionMinutes: row.resolution_minutes,
  }))
}

/** The targets as they are shown. */
export async function presentRules(reader: Reader): Promise<{ data: z.infer<typeof ClockRule>[] }> {
  const rules = await rulesOf(reader)
  return {
    data: rules.map((rule, place) => ({
      ...rule,
      place,
      channels: rule.channels as z.infer<typeof ClockRule>['channels'],
      version: 1,
    })),
  }
}

/** A conversation's clocks, those that run first, then the latest; 404 for whoever may not see the conversation. */
export async function clocksOfConversation(reader: Reader, anyId: string): Promise<{ data: Clock[] }> {
  const conversation = await findConversation(reader, anyId)
  const rows = await db(reader)
    .selectFrom('service_clock')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversation.id)
    .orderBy((each) => each('stopped_at', 'is not', null))
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limits.clocks.shown)
    .execute()
  return { data: await present(reader, rows) }
}

/** What is due next, soonest first, of conversations that the reader may see. */
export async function clocksDue(reader: Reader, { limit = limits.page.size }: { limit?: number | undefined }) {
  const data: { conversationId: string; reference: string; clock: Clock }[] = []
  let after: { due: Date; id: string } | undefined
  // Others' conversations are passed over, page by page, so that a full page is answered where there is one.
  for (let page = 0; page < limits.clocks.duePages && data.length < limit; page++) {
    const rows = await duePage(reader, after)
    if (rows.length === 0) break
    const seen = await loadVisibleConversations(
      reader,
      rows.map((row) => row.conversation_id),
    )
    const mine = rows.filter((row) => seen.has(row.conversation_id)).slice(0, limit - data.length)
    const clocks = await present(reader, mine)
    for (const [index, row] of mine.entries()) {
      const [clock, conversation] = [clocks[index], seen.get(row.conversation_id)]
      if (clock && conversation)
        data.push({ conversationId: row.conversation_id, reference: conversation.reference, clock })
    }
    const last = rows.at(-1)
    if (rows.length < limits.page.maximum || !last?.due_at) break
    after = { due: last.due_at, id: last.id }
  }
  return { data }
}

function duePage(reader: Reader, after: { due: Date; id: string } | undefined) {
  return db(reader)
    .selectFrom('service_clock')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('stopped_at', 'is', null)
    .where('due_at', 'is not', null)
    .$if(after !== undefined, (query) =>
      query.where((each) =>
        each(each.refTuple('due_at', 'id'), '>', each.tuple(after?.due ?? reader.now, after?.id ?? '')),
      ),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limits.page.maximum)
    .execute()
}

async function present(reader: Reader, rows: readonly Selectable<ServiceClockRow>[]): Promise<Clock[]> {
  if (rows.length === 0) return []
  const changes = await db(reader)
    .selectFrom('service_clock_change')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'clock_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.stopped_at ? 'stopped' : row.paused_at ? 'paused' : 'running',
    startedAt: row.started_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    targetMinutes: row.target_minutes,
    breachedAt: row.breached_at?.toISOString() ?? null,
    stoppedAt: row.stopped_at?.toISOString() ?? null,
    why: row.why,
    changes: changes
      .filter((change) => change.clock_id === row.id)
      .map((change) => ({
        at: change.at.toISOString(),
        reason: change.reason,
        dueBefore: change.due_before?.toISOString() ?? null,
        dueAfter: change.due_after?.toISOString() ?? null,
      })),
  }))
}
