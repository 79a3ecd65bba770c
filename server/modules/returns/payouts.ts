import { type Resolved } from '#modules/policy'
import type { RefundRecord } from '#modules/refunds'
import { findStore, storePolicy } from '#modules/stores'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import { addDays, localDate, startOfDate } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import type { ReturnRecord } from './record.ts'
import type { PayMoment } from './rules.ts'
import type { ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

const BEFORE_RECEIPT: ReadonlySet<PayMoment> = new Set<PayMoment>(['at_once', 'first_scan', 'destination_scan', 'kept'])

/** What is paid before receipt today in one currency, beside the norm of the weekday. */
export interface Payouts {
  currency: string
  /** The store's own calendar day, as `2026-03-02`. */
  day: string
  paidMinor: number
  /** Average of the same weekday; null while too few of them are known. */
  normMinor: number | null
  level: 'usual' | 'alert' | 'step_down'
}

/** Notes refunds that were made before the goods were back. */
export async function notePayouts(
  work: Work,
  record: ReturnRecord,
  refunds: readonly RefundRecord[],
  moment: PayMoment,
): Promise<void> {
  if (!BEFORE_RECEIPT.has(moment)) return
  await insertRows(
    db(work),
    'return_payout',
    refunds.map((refund) => ({
      store_id: work.storeId,
      refund_id: refund.id,
      return_id: record.row.id,
      moment,
      currency: refund.row.currency,
      amount_minor: refund.row.amount_minor,
      at: work.now,
    })),
  )
}

/** How today stands in each currency that something was paid in (policy `watch.payout*`). */
export async function payoutsToday(reader: Reader, only?: string): Promise<Payouts[]> {
  const store = await findStore(reader)
  const policy = await storePolicy(reader)
  const day = localDate(reader.now, store.timeZone)
  const today = startOfDate(day, store.timeZone)
  const weeks = policy.get('watch.payout.weeks')
  const rows = await db(reader)
    .selectFrom('return_payout')
    .select(['currency', 'amount_minor', 'at'])
    .where('store_id', '=', reader.storeId)
    .where('at', '>=', addDays(today, -7 * weeks))
    .$if(only !== undefined, (query) => query.where('currency', '=', only ?? ''))
    .execute()
  const sums = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const days = sums.get(row.currency) ?? new Map<string, number>()
    const on = localDate(row.at, store.timeZone)
    sums.set(row.currency, days.set(on, (days.get(on) ?? 0) + row.amount_minor))
  }
  const before = Array.from({ length: weeks }, (_, index) =>
    localDate(addDays(today, -7 * (index + 1) + 0.5), store.timeZone),
  )
  return [...sums].map(([currency, days]) => {
    const paidMinor = days.get(day) ?? 0
    const norm = normOf(
      before.flatMap((each) => days.get(each) ?? []),
      policy.get('watch.payout.weeks_known'),
    )
    return { currency, day, paidMinor, normMinor: norm, level: levelOf(policy, currency, paidMinor, norm) }
  })
}

/** Whether more is being paid before receipt today than the weekday's norm allows, in this currency. */
export async function isSteppedDown(reader: Reader, currency: string): Promise<boolean> {
  return (await payoutsToday(reader, currency)).some((each) => each.level === 'step_down')
}

function normOf(sums: readonly number[], atLeast: number): number | null {
  if (sums.length < atLeast) return null
  return Math.round(sums.reduce((total, each) => total + each, 0) / sums.length)
}

function levelOf(policy: Resolved, currency: string, paidMinor: number, normMinor: number | null): Payouts['level'] {
  const least = policy.get('watch.payout.least')[currency]
  if (normMinor === null || least === undefined || paidMinor < least) return 'usual'
  if (paidMinor >= normMinor * policy.get('watch.payout_step_down')) return 'step_down'
  return paidMinor >= normMinor * policy.get('watch.payout_alert') ? 'alert' : 'usual'
}
