import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import { applyChange, lookUpChange } from './jobs/apply-change.ts'
import type { ChangeTables } from './tables.ts'

const db = tablesOf<ChangeTables>()

/** Looks up what the storefront has not answered yet: a notice of theirs may be lost, and so may a job of ours. */
export const sweepChanges = schedule('changes.sweep', { everySeconds: 60 }, async (context) => {
  const reader = context.read()
  const waiting = await db(reader).selectFrom('change').select(['id', 'state', 'difference_minor', 'requested_at'])
    .where('store_id', '=', reader.storeId).where('state', 'in', ['pending', 'review']).where('requested_at', '<', addMinutes(reader.now, -1))
    .orderBy('requested_at').limit(200).execute()
  if (waiting.length === 0) return
  await context.transact(async (work) => {
    for (const { id, state, difference_minor: difference, requested_at: at } of waiting) {
      const never = state === 'pending' && difference <= 0 && at < addMinutes(reader.now, -10)
      await work.enqueue(never ? applyChange : lookUpChange, { changeId: id }, { key: never ? id : `look-up:${id}` })
    }
  }, system('changes'))
})
