import { chargesOf } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { settleChange, settleNo } from '../commands/settle-change.ts'
import { type ChangeOutcome, storefrontPort } from '../ports.ts'
import { type ChangeRecord, findChange } from '../queries.ts'
import { isWithStorefront } from '../rules.ts'
import { storefrontRequestOf } from '../storefront-request.ts'
import type { ChangeTables } from '../tables.ts'

const db = tablesOf<ChangeTables>()

/** Asks the storefront to carry a change out, under the change's own key: however often this runs, it is done once. Nothing is asked before it is paid. */
export const applyChange = job<{ changeId: string }>(
  'changes.apply',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900 },
  async (context, { changeId }) => {
    const record = await findChange(context.read(), changeId)
    if (!(await mayBeSent(context.read(), record))) return
    const outcome = await ask(context, record)
    await context.transact((work) => settleChange(work, { changeId, outcome }), system('changes'))
  },
)

/** Asks what became of a change that the storefront answers later; a notice of theirs is only a hint to look. What never arrived there is sent again. */
export const lookUpChange = job<{ changeId: string }>(
  'changes.look-up',
  { retryLimit: 10, retryDelaySeconds: 5, retryDelayMaxSeconds: 600 },
  async (context, { changeId }) => {
    const record = await findChange(context.read(), changeId)
    if (record.row.state !== 'pending' && record.row.state !== 'review') return
    await noteTry(context, record, 0)
    const outcome = await context.port(storefrontPort).lookUp(record.row.storefront_key)
    const again = !outcome && !record.row.details.no && (await mayBeSent(context.read(), record))
    await context.transact(async (work) => {
      if (outcome) await settleChange(work, { changeId, outcome })
      else if (record.row.details.no) await settleNo(work, changeId)
      else if (again) await work.enqueue(applyChange, { changeId }, { key: changeId })
    }, system('changes'))
  },
)

async function mayBeSent(reader: Reader, { row }: ChangeRecord): Promise<boolean> {
  if (!isWithStorefront(row) || row.details.no) return false
  if (row.difference_minor <= 0) return true
  return (await chargesOf(reader, [row.order_id])).some(
    (charge) => charge.id === row.charge_id && charge.state === 'succeeded',
  )
}

async function ask(context: JobContext, record: ChangeRecord): Promise<ChangeOutcome> {
  const storefront = context.port(storefrontPort)
  const key = record.row.storefront_key
  const request = await storefrontRequestOf(context.read(), record)
  // Written before the call, so that a try whose end nobody saw is looked up before the next.
  await noteTry(context, record, 1)
  const known = record.row.attempts > 0 ? await storefront.lookUp(key) : undefined
  if (known) return known
  try {
    return await storefront.applyChange(request)
  } catch (error) {
    const done =
      error instanceof OutsideError && error.outcome === 'unknown'
        ? await storefront.lookUp(key).catch(() => undefined)
        : undefined
    if (done) return done
    throw error
  }
}

async function noteTry(context: JobContext, { row }: ChangeRecord, sent: 0 | 1): Promise<void> {
  await context.transact(async (work) => {
    await db(work)
      .updateTable('change')
      .set((set) => ({ attempts: set('attempts', '+', sent), last_tried_at: work.now }))
      .where('store_id', '=', work.storeId)
      .where('id', '=', row.id)
      .execute()
  }, system('changes'))
}
