import { sql } from 'kysely'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { allowanceOf, dayOf } from '../queries.ts'
import type { StaffTables } from '../tables.ts'

const db = tablesOf<StaffTables>()

/** Whether somebody may give this away alone; if not, why a second person has to agree. */
export type LimitVerdict =
  | { ok: true }
  | { approvalNeeded: true; reason: 'above_action_limit' | 'above_daily_limit'; limit: Money; usedToday: Money }

/**
 * Asks whether the actor may give an amount away, and counts it against their day when they may. Remedies that policy
 * allows need no permission and are not counted; only departures are (agent.limit.*, agent.limit.daily.*). The day's row
 * is locked until the transaction ends, so that many at once never exceed the limit together. Shoppers, systems and API
 * keys that act for nobody have no limit here: other rules bind them.
 */
export async function staffLimit(work: Work, input: { amount: Money; withinPolicy: boolean }): Promise<LimitVerdict> {
  const { actor } = work
  if (actor.kind !== 'staff' || input.withinPolicy) return { ok: true }
  const { amountMinor, currency } = input.amount
  await lockDay(work, actor.staffId, currency)
  const { perAction, leftToday, usedToday } = await allowanceOf(work, actor.staffId, actor.role, currency)
  if (perAction && amountMinor > perAction.amountMinor)
    return { approvalNeeded: true, reason: 'above_action_limit', limit: perAction, usedToday }
  if (leftToday && amountMinor > leftToday.amountMinor)
    return { approvalNeeded: true, reason: 'above_daily_limit', limit: leftToday, usedToday }
  await countSpend(work, actor.staffId, input.amount)
  return { ok: true }
}

/** Makes this person's spending of today, in this currency, wait for us until the transaction ends. */
export async function lockDay(work: Work, staffId: string, currency: string): Promise<void> {
  const day = await dayOf(work)
  await db(work)
    .insertInto('staff_spend')
    .values({ store_id: work.storeId, staff_id: staffId, day, currency, amount_minor: 0 })
    .onConflict((conflict) => conflict.columns(['store_id', 'staff_id', 'day', 'currency']).doNothing())
    .execute()
  await db(work)
    .selectFrom('staff_spend')
    .select('amount_minor')
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('day', '=', day)
    .where('currency', '=', currency)
    .forUpdate()
    .execute()
}

/** Adds to the day's sum, under `lockDay`. */
export async function countSpend(work: Work, staffId: string, amount: Money): Promise<void> {
  await db(work)
    .updateTable('staff_spend')
    .set({ amount_minor: sql<number>`amount_minor + ${amount.amountMinor}` })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('day', '=', await dayOf(work))
    .where('currency', '=', amount.currency)
    .execute()
}
