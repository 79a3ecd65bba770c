import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import { placeReplacement } from './jobs/place-replacement.ts'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

/** Asks again for what has waited too long for the storefront's answer: a job that was lost or gave up is no reason to forget a promise. */
export const sweepReplacements = schedule('replacements.sweep', { everySeconds: 300 }, async (context) => {
  const reader = context.read()
  const waiting = await db(reader).selectFrom('replacement').select('id')
    .where('store_id', '=', reader.storeId).where('state', '=', 'requested').where('requested_at', '<', addMinutes(reader.now, -10))
    .orderBy('requested_at').limit(100).execute()
  if (waiting.length === 0) return
  await context.transact(async (work) => {
    for (const { id } of waiting) await work.enqueue(placeReplacement, { replacementId: id }, { key: id })
  }, system('replacements'))
})
