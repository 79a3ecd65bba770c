import { orderReferences } from '#modules/orders'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { StatementLine } from './contract.ts'
import { runningTotals } from './statement.ts'
import type { BurdenRow, SellerEntryRow, SellerPayoutRow, SettlementTables } from './tables.ts'
import { reasonWords, stateWords } from './words.ts'

const db = tablesOf<SettlementTables>()

/** Lines of one seller's statement, in their order. */
export async function presentLines(reader: Reader, entries: readonly SellerEntryRow[]): Promise<StatementLine[]> {
  const [references, burdens, payouts, totals] = await Promise.all([
    orderReferences(
      reader,
      entries.flatMap((entry) => entry.order_id ?? []),
    ),
    byIds<BurdenRow>(
      reader,
      'burden',
      entries.flatMap((entry) => entry.burden_id ?? []),
    ),
    byIds<SellerPayoutRow>(
      reader,
      'seller_payout',
      entries.flatMap((entry) => entry.payout_id ?? []),
    ),
    runningTotals(reader, entries),
  ])
  return entries.map((entry) => {
    const burden = burdens.get(entry.burden_id ?? '')
    const { currency } = entry
    return {
      id: entry.id,
      at: entry.at.toISOString(),
      kind: entry.kind,
      state: entry.state,
      stateWords: stateWords(entry.state),
      orderReference: references.get(entry.order_id ?? '') ?? null,
      orderId: entry.order_id,
      burdenId: entry.burden_id,
      debitId: entry.burden_id,
      about:
        burden && burden.about_kind !== null && burden.about_id !== null
          ? { kind: burden.about_kind, id: burden.about_id }
          : null,
      reason: { code: entry.reason, words: reasonWords(entry.reason) },
      note: entry.note,
      reference: entry.reference ?? payouts.get(entry.payout_id ?? '')?.reference ?? null,
      amount: money(entry.amount_minor, currency),
      open: money(entry.open_minor, currency),
      breakdown: entry.kind === 'debit' && burden ? breakdownOf(burden) : null,
      runningTotal: money(totals.get(entry.id) ?? 0, currency),
    }
  })
}

function breakdownOf(burden: BurdenRow): StatementLine['breakdown'] {
  return {
    goods: money(burden.goods_minor, burden.currency),
    shipping: money(burden.shipping_minor, burden.currency),
    commissionBack: money(burden.commission_back_minor, burden.currency),
    borneByOthers: money(burden.platform_minor + burden.carrier_minor, burden.currency),
  }
}

async function byIds<R extends { id: string }>(
  reader: Reader,
  table: 'burden' | 'seller_payout',
  ids: readonly string[],
): Promise<Map<string, R>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom(table)
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map((rows as unknown as R[]).map((row) => [row.id, row]))
}
