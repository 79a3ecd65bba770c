import { sql } from 'kysely'
import { findSeller } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SellerBalance } from './contract.ts'
import type { SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/** What is open with a seller in one currency, in minor units from zero up. */
export interface OpenSums {
  receivablesMinor: number
  creditsMinor: number
  heldMinor: number
  collectingMinor: number
}

/** What is open with a seller, by currency. */
export async function openSumsOf(reader: Reader, sellerId: string): Promise<Map<string, OpenSums>> {
  const { rows } = await sql<{ currency: string } & Record<keyof OpenSums, string>>`
    select currency,
      coalesce(-sum(open_minor) filter (where open_minor < 0 and state = 'receivable'), 0) as "receivablesMinor",
      coalesce(sum(open_minor) filter (where open_minor > 0), 0) as "creditsMinor",
      coalesce(-sum(open_minor) filter (where open_minor < 0 and state = 'held'), 0) as "heldMinor",
      coalesce(-sum(open_minor) filter (where open_minor < 0 and state = 'posted'), 0) as "collectingMinor"
    from seller_entry
    where store_id = ${reader.storeId} and seller_id = ${sellerId} and open_minor <> 0
    group by currency order by currency`.execute(db(reader))
  return new Map(
    rows.map((row) => [
      row.currency,
      {
        receivablesMinor: Number(row.receivablesMinor),
        creditsMinor: Number(row.creditsMinor),
        heldMinor: Number(row.heldMinor),
        collectingMinor: Number(row.collectingMinor),
      },
    ]),
  )
}

export const nothingOpen: OpenSums = { receivablesMinor: 0, creditsMinor: 0, heldMinor: 0, collectingMinor: 0 }

/** What the next payout to a seller can net, and what else is open; 404 when there is no such seller. */
export async function showBalance(reader: Reader, { id }: { id: string }): Promise<SellerBalance> {
  const seller = await findSeller(reader, id)
  const sums = await openSumsOf(reader, seller.id)
  if (sums.size === 0) sums.set((await findStore(reader)).currency, nothingOpen)
  return {
    seller: { id: seller.id, reference: seller.reference, name: seller.name },
    data: [...sums].map(([currency, open]) => {
      const netMinor = open.receivablesMinor - open.creditsMinor
      return {
        currency,
        toNet: money(Math.max(0, netMinor), currency),
        toPay: money(Math.max(0, -netMinor), currency),
        receivables: money(open.receivablesMinor, currency),
        credits: money(open.creditsMinor, currency),
        held: money(open.heldMinor, currency),
        beingCollected: money(open.collectingMinor, currency),
      }
    }),
  }
}
