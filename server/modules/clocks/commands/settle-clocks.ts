import { loadCalendar } from '#modules/calendars'
import { turnsOf } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { localTime } from '#platform/time'
import type { Work } from '#platform/work'
import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
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
 * Brings a conversation's clocks in line with what was written in it. It looks at everything anew each time, so it does not matter
 * in which order, or how often, it is told that something happened. What has stopped stays as it was; a running deadline that moves
 * for another reason than a message is recorded with that reason.
 */
export async function settleClocks(work: Work, conversationId: string, because?: Because): Promise<void> {
  // One settles at a time: the row is the lock, and holds which queue it is in.
  const { queue_id: queueId } = await lockCase(work, conversationId)
  const known = await turnsOf(work, conversationId)
  if (!known) return
  const rule = chooseRule(await rulesOf(work), { channel: known.channel, queueId })
  const hours = await loadCalendar(work, rule?.calendarId ?? null)
  const computed = rule ? clocksOf(known.turns, rule, hours) : []
  const stored = await clocksStored(work, conversationId)
  const ground = { rule, timeZone: hours.timeZone, hasPromise: ['mail', 'web'].includes(known.channel) }
  for (const clock of computed) {
    const row = stored.find(
      (each) => each.kind === clock.kind && each.started_at.getTime() === clock.startedAt.getTime(),
    )
    if (!row) await add(work, conversationId, clock, ground)
    else if (row.stopped_at === null) await update(work, row, clock, { ...ground, because })
  }
  // A message that was taken back, or moved away by a split, takes its clock with it.
  for (const row of stored.filter((each) => each.stopped_at === null)) {
    const isThere = computed.some(
      (each) => each.kind === row.kind && each.startedAt.getTime() === row.started_at.getTime(),
    )
    if (!isThere) await withdraw(work, row)
  }
}

async function lockCase(work: Work, conversationId: string): Promise<{ queue_id: string | null }> {
  const row = await db(work)
    .selectFrom('clock_case')
    .select('queue_id')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst()
  if (row) return row
  await db(work)
    .insertInto('clock_case')
    .values({ store_id: work.storeId, conversation_id: conversationId, queue_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return await lockCase(work, conversationId)
}

function clocksStored(work: Work, conversationId: string): Promise<Selectable<ServiceClockRow>[]> {
  return db(work)
    .selectFrom('service_clock')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .execute()
}

interface Ground {
  rule: NumberedRule | undefined
  timeZone: string
  /** Whether it goes by mail, where an answer is promised whatever the target is. */
  hasPromise: boolean
}

async function add(work: Work, conversationId: string, clock: ComputedClock, ground: Ground): Promise<void> {
  const id = work.newId('clk')
  const late = isBreached(clock, work.now)
  await db(work)
    .insertInto('service_clock')
    .values({
      store_id: work.storeId,
      id,
      conversation_id: conversationId,
      kind: clock.kind,
      started_at: clock.startedAt,
      breached_at: late ? clock.dueAt : null,
      version: 1,
      ...columnsOf(clock, ground),
    })
    .execute()
  if (late) await noteBreach(work, { id, conversation_id: conversationId, kind: clock.kind }, clock.dueAt)
  await keepTimer(work, id, clock, late)
  if (ground.hasPromise && clock.kind !== 'resolution' && !clock.stopped)
    await work.setTimer(promiseNear, (await promiseSince(work, clock.startedAt)).tellAt, { clockId: id }, { key: id })
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
