import { system } from '#platform/auth/actor'
import type { JobContext } from '#platform/jobs/job'
import { schedule, type Schedule } from '#platform/jobs/schedule'
import { storePolicy } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { addDays, addHours } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { settleRefundMovement } from '../commands/settle-movement.ts'
import { paymentPort, type ListedMovement, type PaymentPort } from '../ports.ts'
import type { MovementRow, RefundTables } from '../tables.ts'
import { compareBatch, type Difference } from './compare.ts'
import { closeMismatches, noteMismatch, notePaidTwice } from './mismatches.ts'

const db = tablesOf<RefundTables>()
const actor = system('refunds.reconcile')

/**
 * Compares the provider's books with ours, as often as policy says (`refund.reconcile.every`). What only lags is settled; what
 * differs is kept as a mismatch, which `watch` shows to people, and closes when both agree.
 */
export const reconcileRefunds: Schedule = schedule(
  'refunds.reconcile',
  { everySeconds: limits.refunds.reconcileLookSeconds },
  async (context) => {
    const { ports, clock } = context.app
    if (!ports.has(paymentPort) || !(await isDue(context.read()))) return
    const startedAt = clock.now()
    await context.transact(notePaidTwice, actor)
    const port = ports.get(paymentPort)
    const listed = port.listMovements ? await readAll(context, port) : 0
    await context.transact(async (work) => {
      await db(work)
        .insertInto('refund_reconciliation')
        .values({ store_id: work.storeId, looked_at: startedAt, listed })
        .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ looked_at: startedAt, listed }))
        .execute()
    }, actor)
  },
)

async function isDue(reader: Reader): Promise<boolean> {
  const last = await db(reader)
    .selectFrom('refund_reconciliation')
    .select('looked_at')
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
  if (!last) return true
  const policy = await storePolicy(reader)
  return addHours(last.looked_at, policy.get('refund.reconcile.every')) <= reader.now
}

/** @returns how many bookings the provider listed */
async function readAll(context: JobContext, port: PaymentPort): Promise<number> {
  // Providers count by the clock on the wall, which the store's may be ahead of.
  const since = addDays(new Date(), -limits.refunds.reconcileDays)
  const seen = new Set<string>()
  let batch: ListedMovement[] = []
  const compare = async () => {
    if (batch.length > 0) await act(context, port, await compareBatch(context.read(), batch))
    batch = []
  }
  for await (const movement of port.listMovements?.(since) ?? []) {
    if (context.signal.aborted) return seen.size
    if (movement.key) seen.add(movement.key)
    batch.push(movement)
    if (batch.length >= limits.refunds.reconcileBatch) await compare()
  }
  await compare()
  await findMissing(context, port, seen)
  return seen.size
}

async function act(context: JobContext, port: PaymentPort, differences: readonly Difference[]): Promise<void> {
  for (const difference of differences) {
    // A listing can be older than what a notice told meanwhile: the truth is looked up once more.
    if (difference.kind === 'lags') await settleAgain(context, port, difference.movement, difference.listed)
    else if (difference.kind === 'agrees')
      await context.transact((work) => closeMismatches(work, difference.subjectIds), actor)
    else await context.transact((work) => noteMismatch(work, difference.mismatch), actor)
  }
}

async function settleAgain(
  context: JobContext,
  port: PaymentPort,
  movement: MovementRow,
  { reference, tenderReference }: ListedMovement,
): Promise<void> {
  const key = movement.provider_key
  const found = await port.lookUp(key, { reference, tenderReference: tenderReference ?? undefined })
  if (found) await context.transact((work) => settleRefundMovement(work, key, found), actor)
}

/** What we call done and the provider did not list is asked for by its key before anybody is told that it is missing. */
async function findMissing(context: JobContext, port: PaymentPort, seen: ReadonlySet<string>): Promise<void> {
  const reader = context.read()
  const rows = await db(reader)
    .selectFrom('refund_movement as m')
    .innerJoin('refund as r', (join) => join.onRef('r.store_id', '=', 'm.store_id').onRef('r.id', '=', 'm.refund_id'))
    .selectAll('m')
    .select('r.customer_id')
    .where('m.store_id', '=', reader.storeId)
    .where('m.state', '=', 'succeeded')
    .where('m.attempts', '>', 0)
    .where('m.settled_at', '>', addDays(reader.now, 1 - limits.refunds.reconcileDays))
    .orderBy('m.settled_at', 'desc')
    .limit(limits.refunds.reconcileMissing)
    .execute()
  for (const row of rows.filter((each) => !seen.has(each.provider_key))) {
    if (context.signal.aborted) return
    if (await port.lookUp(row.provider_key, { reference: row.provider_reference })) continue
    await context.transact(
      (work) =>
        noteMismatch(work, {
          kind: 'missing',
          subject_id: row.id,
          refund_id: row.refund_id,
          order_id: row.order_id,
          customer_id: row.customer_id,
          ours_minor: row.amount_minor,
          theirs_minor: null,
          currency: row.currency,
          provider_reference: row.provider_reference,
        }),
      actor,
    )
  }
}
