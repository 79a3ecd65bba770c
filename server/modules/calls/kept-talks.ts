import { sql } from 'kysely'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import { transact, type Work } from '#platform/work'
import { limits } from '../../limits.ts'
import type { KeptTalks } from './ports.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()
const actor = system('calls.in-browsers')

/** Calls between browsers in the database, where every process finds them. */
export function keptTalks(app: App): KeptTalks {
  return { change: (id, change) => transact(app, actor, (work) => changeTalk(work, id, change)) }
}

type Change = Parameters<KeptTalks['change']>[1]

async function changeTalk(work: Work, id: string, change: Change): Promise<object | undefined> {
  const found = await db(work)
    .selectFrom('browser_call')
    .select('call')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const next = change(found?.call)
  if (!next || next === found?.call) return found?.call
  const kept = { call: sql<object>`${JSON.stringify(next)}::jsonb`, touched_at: work.now }
  if (found) {
    await db(work)
      .updateTable('browser_call')
      .set(kept)
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .execute()
    return next
  }
  await forgetOld(work)
  const inserted = await db(work)
    .insertInto('browser_call')
    .values({ store_id: work.storeId, id, ...kept })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Of two that begin the same call at once, the second finds that of the first.
  return inserted ? next : await changeTalk(work, id, change)
}

async function forgetOld(work: Work): Promise<void> {
  await db(work)
    .deleteFrom('browser_call')
    .where('store_id', '=', work.storeId)
    .where('touched_at', '<', addHours(work.now, -limits.browserCalls.keepHours))
    .execute()
}
