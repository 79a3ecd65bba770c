import { loadCalendar } from '#modules/calendars'
import { turnsOf } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { localTime } from '#platform/time'
import type { Work } from '#platform/work'
import { isDeepStrictEqual } from 'node:util'
import { type Selectable, sql } from 'kysely'
import { chooseRule } from '../choose-rule.ts'
import { promiseRelieved } from '../events.ts'
import { noteBreach } from '../note-breach.ts'
import { promiseSince } from '../promise.ts'
import { rulesOf, type NumberedRule } from '../queries.ts'
import { clocksOf, isBreached, type ComputedClock } from '../work-out-clocks.ts'
import type { ClockTables, ServiceClockRow } from '../tables.ts'
import { clockDue } from '../timers/clock-due.ts'
import { promiseNear } from '../timers/promise-near.ts'

const db = tablesOf<ClockTables>()

/** Why clocks are worked out anew where nobody wrote anything. */
export type Because = 'hours_changed' | 'targets_changed' | 'queue_changed'

/**
 * Brings the clocks of conversations in line with what was written in them. It looks at everything anew each time, so it does not
 * matter in which order, or how often, it is told that something happened. What has stopped stays as it was; a running deadline
 * that moves for another reason than a message is recorded with that reason.
 * @param because by conversation, where nobody wrote anything
 */
export async function settleClocks(
  work: Work,
  conversationIds: readonly string[],
  because: ReadonlyMap<string, Because> = new Map(),
): Promise<void> {
  // In one order, so that two that settle the same ones wait for each other at most once.
  const ids = [...new Set(conversationIds)].sort()
  // One settles at a time: the row is the lock, and holds which queue it is in.
  const cases = await lockCases(work, ids)
  const known = await turnsOf(work, ids)
  const rules = await rulesOf(work)
  const stored = Map.groupBy(await clocksStored(work, ids), (row) => row.conversation_id)
  const fresh: NewClock[] = []
  for (const id of ids) {
    const its = known.get(id)
    if (!its) continue
    const rule = chooseRule(rules, { channel: its.channel, queueId: cases.get(id) ?? null })
    const hours = await loadCalendar(work, rule?.calendarId ?? null)
    const computed = rule ? clocksOf(its.turns, rule, hours) : []
    const ground = { rule, timeZone: hours.timeZone, hasPromise: ['mail', 'web'].includes(its.channel) }
    const rows = stored.get(id) ?? []
    for (const clock of computed) {
      const row = rows.find((each) => isSame(each, clock))
      if (!row) fresh.push({ conversationId: id, clock, ground })
      else if (row.stopped_at === null) await update(work, row, clock, { ...ground, because: because.get(id) })
    }
    // A message that was taken back, or moved away by a split, takes its clock with it.
    for (const row of rows)
      if (row.stopped_at === null && !computed.some((clock) => isSame(row, clock))) await withdraw(work, row)
  }
  await add(work, fresh)
}

function isSame(row: Selectable<ServiceClockRow>, clock: ComputedClock): boolean {
  return row.kind === clock.kind && row.started_at.getTime() === clock.startedAt.getTime()
}

async function lockCases(work: Work, ids: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await db(work)
    .selectFrom('clock_case')
    .select(['conversation_id', 'queue_id'])
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...ids]})`)
    .orderBy('conversation_id')
    .forUpdate()
    .execute()
  const locked = new Map(rows.map((row) => [row.conversation_id, row.queue_id]))
  const missing = ids.filter((id) => !locked.has(id))
  if (missing.length === 0) return locked
  await sql`insert into clock_case (store_id, conversation_id)
    select ${work.storeId}, id from unnest(${missing}::text[]) as id on conflict do nothing`.execute(work.db)
  return await lockCases(work, ids)
}

async function clocksStored(work: Work, conversationIds: readonly string[]): Promise<Selectable<ServiceClockRow>[]> {
  return await db(work)
    .selectFrom('service_clock')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...conversationIds]})`)
    .execute()
}

interface Ground {
  rule: NumberedRule | undefined
  timeZone: string
  /** Whether it goes by mail, where an answer is promised whatever the target is. */
  hasPromise: boolean
}

interface NewClock {
  conversationId: string
  clock: ComputedClock
  ground: Ground
}

async function add(work: Work, fresh: readonly NewClock[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map((each) => ({ ...each, id: work.newId('clk'), late: isBreached(each.clock, work.now) }))
  await db(work)
    .insertInto('service_clock')
    .values(
      rows.map(({ id, conversationId, clock, ground, late }) => ({
        store_id: work.storeId,
        id,
        conversation_id: conversationId,
        kind: clock.kind,
        started_at: clock.startedAt,
        breached_at: late ? clock.dueAt : null,
        version: 1,
        ...columnsOf(clock, ground),
      })),
    )
    .execute()
  for (const { id, conversationId, clock, ground, late } of rows) {
    if (late) await noteBreach(work, { id, conversation_id: conversationId, kind: clock.kind }, clock.dueAt)
    else if (clock.dueAt && !clock.stopped) await work.setTimer(clockDue, clock.dueAt, { clockId: id }, { key: id })
    if (ground.hasPromise && clock.kind !== 'resolution' && !clock.stopped)
      await work.setTimer(promiseNear, (await promiseSince(work, clock.startedAt)).tellAt, { clockId: id }, { key: id })
  }
}

async function update(
  work: Work,
  row: Selectable<ServiceClockRow>,
  clock: ComputedClock,
  { because, ...ground }: Ground & { because: Because | undefined },
): Promise<void> {
  const columns = columnsOf(clock, ground)
  const { why, ...values } = columns
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, row[name as keyof typeof values]]))
  if (isDeepStrictEqual(before, values) && isDeepStrictEqual(row.why, JSON.parse(why))) return
  const isLateNow = row.breached_at === null && isBreached(clock, work.now)
  await db(work)
    .updateTable('service_clock')
    .set({ ...columns, version: row.version + 1, ...(isLateNow ? { breached_at: clock.dueAt } : {}) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .execute()
  if (clock.stopped && ground.hasPromise) await relieve(work, row)
  if (because && row.due_at?.getTime() !== clock.dueAt?.getTime()) await recordChange(work, row, clock, because)
  if (isLateNow) await noteBreach(work, row, clock.dueAt)
  await keepTimer(work, row.id, clock, row.breached_at !== null || isLateNow)
}

async function recordChange(
  work: Work,
  row: Selectable<ServiceClockRow>,
  clock: ComputedClock,
  reason: Because,
): Promise<void> {
  await db(work)
    .insertInto('service_clock_change')
    .values({
      store_id: work.storeId,
      id: work.newId('clc'),
      clock_id: row.id,
      at: work.now,
      reason,
      due_before: row.due_at,
      due_after: clock.dueAt,
    })
    .execute()
}

async function withdraw(work: Work, row: Selectable<ServiceClockRow>): Promise<void> {
  await db(work)
    .updateTable('service_clock')
    .set({ stopped_at: work.now, stop_reason: 'withdrawn', due_at: null, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  await work.clearTimer(clockDue, row.id)
  await relieve(work, row)
}

// Before somebody was told there is nobody to tell that it is over.
async function relieve(
  work: Work,
  { id, kind, conversation_id: conversationId, started_at: startedAt }: Selectable<ServiceClockRow>,
): Promise<void> {
  await work.clearTimer(promiseNear, id)
  if (kind === 'resolution' || work.now < (await promiseSince(work, startedAt)).tellAt) return
  await work.emit(promiseRelieved, { kind: 'desk', id: conversationId }, { clockId: id, conversationId })
}

async function keepTimer(work: Work, id: string, { dueAt, stopped }: ComputedClock, isDone: boolean): Promise<void> {
  if (dueAt && !stopped && !isDone) await work.setTimer(clockDue, dueAt, { clockId: id }, { key: id })
  else await work.clearTimer(clockDue, id)
}

function columnsOf(clock: ComputedClock, { rule, timeZone }: Ground) {
  return {
    calendar_id: rule?.calendarId ?? null,
    target_minutes: Math.round(clock.targetMinutes),
    due_at: clock.dueAt,
    paused_at: clock.paused?.at ?? null,
    left_minutes: clock.paused ? Math.round(clock.paused.leftMinutes) : null,
    stopped_at: clock.stopped?.at ?? null,
    stop_reason: clock.stopped?.reason ?? null,
    why: JSON.stringify(whyOf(clock, rule, timeZone)),
  }
}

const kindWords = { first: 'First answer', next: 'Next answer', resolution: 'Solved' }

function whyOf(clock: ComputedClock, rule: NumberedRule | undefined, timeZone: string): string[] {
  const began = `${localTime(clock.startedAt, timeZone)} (${timeZone})`
  const counted = rule?.calendarId ? 'Counted in opening hours only.' : 'Counted around the clock.'
  return [
    `${kindWords[clock.kind]} within ${spanWords(clock.targetMinutes)}: target “${rule?.name ?? ''}”.`,
    clock.kind === 'resolution'
      ? `Runs since ${began}; it pauses while we wait for the shopper.`
      : `Runs since ${began}, when the shopper’s oldest unanswered message came.`,
    counted,
  ]
}

function spanWords(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole % 60 === 0 && whole > 0) return `${whole / 60} h`
  return whole > 60 ? `${Math.floor(whole / 60)} h ${whole % 60} min` : `${whole} min`
}
