import { type ChangeOutcome, storefrontPort } from '#modules/changes'
import { system } from '#platform/auth/actor'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { settleStop } from '../commands/stop-replacement.ts'
import { findReplacement, type ReplacementRecord } from '../queries.ts'
import { stopAtStorefront } from './tokens.ts'

/**
 * Stops a replacement at the storefront under a key of its own. What was never asked of it is simply not sent; what it has not
 * answered yet is waited for.
 */
export const stopAtStorefrontJob = job<{ replacementId: string }>(
  stopAtStorefront,
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900 },
  async (context, { replacementId }) => {
    const record = await findReplacement(context.read(), replacementId)
    const outcome = await ask(context, record)
    await context.transact((work) => settleStop(work, { replacementId, outcome }), system('replacements'))
  },
)

async function ask(context: JobContext, { row }: ReplacementRecord): Promise<ChangeOutcome | null> {
  const storefront = context.port(storefrontPort)
  const key = `${row.storefront_key}:stop`
  const gone: ChangeOutcome = { state: 'refused', reference: null, reason: 'already_dispatched' }
  if (row.state === 'requested') {
    if (row.attempts === 0) return null
    throw new OutsideError('not_done', 'not_answered_yet', 'the storefront has not said yet whether it sends it')
  }
  if (row.state !== 'accepted' || !row.storefront_reference) return gone
  const known = await storefront.lookUp(key)
  const outcome =
    known ??
    (await storefront.applyChange({ key, kind: 'cancel', orderReference: row.storefront_reference, items: [] }))
  if (outcome.state !== 'pending') return outcome
  throw new OutsideError('not_done', 'not_answered_yet', 'the storefront has not said yet whether it stops it')
}
