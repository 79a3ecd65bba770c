import type { AnyDatabase } from '#platform/work'
import { sql } from 'kysely'
import type { ClaimTables } from '../../server/modules/claims/tables.ts'
import type { ChangeTables } from '../../server/modules/changes/tables.ts'
import type { OrderTables } from '../../server/modules/orders/tables.ts'
import type { ProblemTables } from '../../server/modules/problems/tables.ts'
import type { RefundTables } from '../../server/modules/refunds/tables.ts'
import type { ReturnTables } from '../../server/modules/returns/tables.ts'
import type { SettlementTables } from '../../server/modules/settlements/tables.ts'
import type { ReplacementTables } from '../../server/modules/replacements/tables.ts'

/** Every row that says what was promised and what moved, read in one snapshot. */
export interface OurBooks {
  orders: OrderTables['orders'][]
  items: OrderTables['order_item'][]
  units: OrderTables['unit'][]
  holds: OrderTables['unit_hold'][]
  tenders: OrderTables['tender'][]
  disputes: OrderTables['dispute'][]
  variants: OrderTables['variant'][]
  refunds: RefundTables['refund'][]
  lines: RefundTables['refund_line'][]
  movements: RefundTables['refund_movement'][]
  charges: RefundTables['charge'][]
  sellerEntries: SettlementTables['seller_entry'][]
  transfers: RefundTables['ledger_transfer'][]
  entries: RefundTables['ledger_entry'][]
  storeCredits: RefundTables['store_credit'][]
  methods: {
    id: string
    customer_id: string
    kind: string
    reference: string
    balance_minor: number | null
    currency: string | null
  }[]
  changes: ChangeTables['change'][]
  changeUnits: ChangeTables['change_unit'][]
  replacements: ReplacementTables['replacement'][]
  replacementUnits: ReplacementTables['replacement_unit'][]
  returns: ReturnTables['return_request'][]
  returnLines: ReturnTables['return_line'][]
  returnUnits: ReturnTables['return_unit'][]
  problems: ProblemTables['problem'][]
  problemUnits: ProblemTables['problem_unit'][]
  reviews: ProblemTables['review'][]
  claims: ClaimTables['claim'][]
  claimUnits: ClaimTables['claim_unit'][]
  burdens: SettlementTables['burden'][]
  defects: { about_kind: string; about_id: string; counts: boolean; voided_at: Date | null }[]
  approvals: { id: string; state: string }[]
  notifications: { id: string; state: string; template: string }[]
  timers: { name: string; key: string; due_at: Date; failures: number; last_error: string | null }[]
  /** Not finished: waiting, to be tried again, or in hand. */
  jobs: { name: string; state: string; data: { data: Record<string, unknown> | null; key: string } }[]
  /** Failed on their last try. */
  deadJobs: { source_name: string; data: unknown; source_output: { message?: string } | null }[]
}

export async function readOurBooks(db: AnyDatabase, storeId = 'main'): Promise<OurBooks> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const all = async <T>(table: string) =>
        (await sql<T>`select * from ${sql.table(table)} where store_id = ${storeId} order by 1, 2, 3`.execute(snapshot))
          .rows
      return {
        orders: await all('orders'),
        items: await all('order_item'),
        units: await all('unit'),
        holds: await all('unit_hold'),
        tenders: await all('tender'),
        disputes: await all('dispute'),
        variants: await all('variant'),
        refunds: await all('refund'),
        lines: await all('refund_line'),
        movements: await all('refund_movement'),
        charges: await all('charge'),
        sellerEntries: await all('seller_entry'),
        transfers: await all('ledger_transfer'),
        entries: await all('ledger_entry'),
        storeCredits: await all('store_credit'),
        methods: await all('payment_method'),
        changes: await all('change'),
        changeUnits: await all('change_unit'),
        replacements: await all('replacement'),
        replacementUnits: await all('replacement_unit'),
        returns: await all('return_request'),
        returnLines: await all('return_line'),
        returnUnits: await all('return_unit'),
        problems: await all('problem'),
        problemUnits: await all('problem_unit'),
        reviews: await all('review'),
        claims: await all('claim'),
        claimUnits: await all('claim_unit'),
        burdens: await all('burden'),
        defects: await all('seller_defect'),
        approvals: await all('approval'),
        notifications: await all('notification'),
        timers: await all('timer'),
        jobs: await jobs(snapshot),
        deadJobs: await deadJobs(snapshot),
      }
    })
}

async function jobs(db: AnyDatabase): Promise<OurBooks['jobs']> {
  const { rows } = await sql<OurBooks['jobs'][number]>`
    select name, state::text as state, data from pgboss.job where state < 'completed' and name <> 'dead'`.execute(db)
  return rows
}

async function deadJobs(db: AnyDatabase): Promise<OurBooks['deadJobs']> {
  const { rows } = await sql<OurBooks['deadJobs'][number]>`
    select source_name, data, source_output from pgboss.job where state = 'created' and name = 'dead'`.execute(db)
  return rows
}
