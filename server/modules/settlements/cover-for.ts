import { sql } from 'kysely'
import { unpaidSalesOf } from '#modules/orders'
import { storePolicy } from '#modules/stores'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { lockSeller } from './lock-seller.ts'
import type { Cover, SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/**
 * Who would be good for an amount, so that the shopper can be paid at once before it is settled who bears it: what the store still
 * has of the seller's sales, else the guarantee fund, as far as policy allows either (`claim.advance.cover`). Null: nobody.
 * In a transaction the answer holds until it ends.
 */
export async function coverFor(
  reader: Reader,
  { sellerId, amount }: { sellerId: string; amount: Money },
): Promise<Cover | null> {
  // Two at once must not both take the last of it: first the seller's, and only where that is too little the fund's.
  await lockSeller(reader, sellerId)
  const policy = await storePolicy(reader)
  const allowed = policy.get('claim.advance.cover')
  if (allowed.includes('held_payout') && (await heldPayoutOf(reader, sellerId, amount.currency)) >= amount.amountMinor)
    return 'held_payout'
  const limitMinor = policy.get('claim.fund.limit')[amount.currency]
  if (!allowed.includes('fund') || limitMinor === undefined) return null
  await sql`select pg_advisory_xact_lock(hashtextextended(${`guarantee ${reader.storeId}`}, 0))`.execute(reader.db)
  return (await outOfFund(reader, amount.currency)) + amount.amountMinor <= limitMinor ? 'fund' : null
}

/** What the store still has of a seller's sales, less all that is open against them, held debits too. Minor units, may be below zero. */
export async function heldPayoutOf(reader: Reader, sellerId: string, currency: string): Promise<number> {
  const paid = await db(reader)
    .selectFrom('seller_payout')
    .select((each) => each.fn.max('covers_until').as('until'))
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('currency', '=', currency)
    .executeTakeFirst()
  const sales = await unpaidSalesOf(reader, {
    sellerId,
    currency,
    placedAfter: addDays(reader.now, -limits.settlements.heldSalesDays),
    capturedAfter: paid?.until ?? null,
  })
  const open = await db(reader)
    .selectFrom('seller_entry')
    .select((each) => each.fn.sum<string>('open_minor').as('sum'))
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('currency', '=', currency)
    .where('open_minor', '<', 0)
    .executeTakeFirst()
  return sales + Number(open?.sum ?? 0)
}

/** What the fund advanced and has not back: burdens that are still held, and what sellers owe of those that were posted. */
export async function outOfFund(reader: Reader, currency: string): Promise<number> {
  const { rows } = await sql<{ sum: string }>`
    select coalesce((
        select sum(seller_minor + platform_minor + carrier_minor) from burden
        where store_id = ${reader.storeId} and currency = ${currency} and cover = 'fund' and state = 'held'), 0)
      + coalesce((
        select -sum(e.open_minor) from seller_entry e
        join burden b on b.store_id = e.store_id and b.id = e.burden_id and b.cover = 'fund'
        where e.store_id = ${reader.storeId} and e.currency = ${currency} and e.open_minor < 0 and e.state <> 'held'), 0) as sum`.execute(
    db(reader),
  )
  return Number(rows[0]?.sum ?? 0)
}
