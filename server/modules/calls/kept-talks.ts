import { sql } from 'kysely'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import { read, transact, type Work } from '#platform/work'
import { limits } from '../../limits.ts'
import type { KeptLineCalls, KeptTalks } from './ports.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()
const actor = system('calls.in-browsers')
const lineActor = system('calls.line')

/** Calls between browsers in the database, where every process finds them. */
export function keptTalks(app: App): KeptTalks {
  return { change: (id, change) => transact(app, actor, (work) => changeTalk(work, 'browser_call', id, change)) }
}

/** The same for calls of a line that a provider carries. Each has `legs`, and a leg may have a `sid`. */
export function keptLineCalls<T extends object>(app: App): KeptLineCalls<T> {
  const change = async (work: Work, id: string, by: (call: T | undefined) => T | undefined) =>
    (await changeTalk(work, 'line_call', id, (call) => by(call as T | undefined))) as T | undefined
  return {
    change: (id, by) => transact(app, lineActor, (work) => change(work, id, by)),
    async isKnown(sid) {
      const reader = read(app, lineActor)
      const found = await db(reader)
        .selectFrom('line_call')
        .select('id')
        .where('store_id', '=', reader.storeId)
        .where(sql<boolean>`call @> ${JSON.stringify({ legs: [{ sid }] })}::jsonb`)
        .executeTakeFirst()
      return found !== undefined
    },
  }
}

type Table = 'browser_call' | 'line_call'
type Change = Parameters<KeptTalks['change']>[1]

async function changeTalk(work: Work, table: Table, id: string, change: Change): Promise<object | undefined> {
  const found = await db(work)
    .selectFrom(table)
    .select('call')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const next = change(found?.call)
  if (!next || next === found?.call) return found?.call
  const kept = { call: sql<object>`${JSON.stringify(next)}::jsonb`, touched_at: work.now }
  if (found) {
    await db(work).updateTable(table).set(kept).where('store_id', '=', work.storeId).where('id', '=', id).execute()
    return next
  }
  await forgetOld(work, table)
  const inserted = await db(work)
    .insertInto(table)
    .values({ store_id: work.storeId, id, ...kept })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Of two that begin the same call at once, the second finds that of the first.
  return inserted ? next : await changeTalk(work, table, id, change)
}

async function forgetOld(work: Work, table: Table): Promise<void> {
  await db(work)
    .deleteFrom(table)
    .where('store_id', '=', work.storeId)
    .where('touched_at', '<', addHours(work.now, -limits.browserCalls.keepHours))
    .execute()
}
