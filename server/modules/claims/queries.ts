import { sql } from 'kysely'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ClaimState } from './machine.ts'
import type { ClaimAppealRow, ClaimEntryRow, ClaimOfferRow, ClaimQuestionRow, ClaimRow, ClaimTables } from './tables.ts'

const db = tablesOf<ClaimTables>()

/** A claim with everything that was said and shown about it. */
export interface ClaimRecord {
  row: ClaimRow
  unitIds: string[]
  entries: ClaimEntryRow[]
  questions: ClaimQuestionRow[]
  offers: ClaimOfferRow[]
  appeals: ClaimAppealRow[]
}

/** One claim by id or by the reference that people say; who may see it is the caller's question. */
export async function findClaim(reader: Reader, id: string): Promise<ClaimRecord> {
  const row = await db(reader)
    .selectFrom('claim')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(id.startsWith('MR-') ? 'reference' : 'id', '=', id)
    .executeTakeFirst()
  if (!row) notFound('claim')
  const [record] = await withDetails(reader, [row])
  return record ?? notFound('claim')
}

/** The claims about some orders, oldest first. */
export async function claimsOf(reader: Reader, orderIds: readonly string[]): Promise<ClaimRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('claim')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

/** The claims that some problems led to, oldest first. */
export async function claimsOfProblems(reader: Reader, problemIds: readonly string[]): Promise<ClaimRecord[]> {
  if (problemIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('claim')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('problem_id', 'in', [...problemIds])
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

export interface ClaimQuery {
  customerIds?: readonly string[] | undefined
  sellerId?: string | undefined
  orderId?: string | undefined
  states?: readonly ClaimState[] | undefined
  /** `due`: the soonest deadline first; else what was decided, or opened, last. */
  by: 'due' | 'opened' | 'decided'
  limit: number
  after?: { at: Date; id: string } | undefined
}

const columnOf = {
  due: sql<Date>`due_at`,
  opened: sql<Date>`opened_at`,
  // What was taken back or settled elsewhere has no decision.
  decided: sql<Date>`coalesce(decided_at, opened_at)`,
}

/** When a claim comes in a list of that order. */
export function placeOf(row: ClaimRow, by: ClaimQuery['by']): Date | null {
  if (by === 'due') return row.due_at
  return by === 'decided' ? (row.decided_at ?? row.opened_at) : row.opened_at
}

/** One page of claims. */
export async function listClaims(reader: Reader, query: ClaimQuery): Promise<ClaimRecord[]> {
  const { customerIds, sellerId, orderId, states, by, limit, after } = query
  if (customerIds?.length === 0) return []
  const column = columnOf[by]
  const direction = by === 'due' ? 'asc' : 'desc'
  const beyond = by === 'due' ? '>' : '<'
  const rows = await db(reader)
    .selectFrom('claim')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(customerIds !== undefined, (each) => each.where('customer_id', 'in', [...(customerIds ?? [])]))
    .$if(sellerId !== undefined, (each) => each.where('seller_id', '=', sellerId ?? ''))
    .$if(orderId !== undefined, (each) => each.where('order_id', '=', orderId ?? ''))
    .$if(states !== undefined, (each) => each.where('state', 'in', [...(states ?? [])]))
    .$if(by === 'due', (each) => each.where('due_at', 'is not', null))
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where(column, beyond, after?.at ?? new Date(0)),
          where.and([where(column, '=', after?.at ?? new Date(0)), where('id', beyond, after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute()
  return await withDetails(reader, rows)
}

async function withDetails(reader: Reader, rows: ClaimRow[]): Promise<ClaimRecord[]> {
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const units = await rowsOf(reader, 'claim_unit', ids, 'unit_id')
  const entries = await rowsOf(reader, 'claim_entry', ids, 'at')
  const questions = await rowsOf(reader, 'claim_question', ids, 'asked_at')
  const offers = await rowsOf(reader, 'claim_offer', ids, 'made_at')
  const appeals = await rowsOf(reader, 'claim_appeal', ids, 'at')
  const mine = <T extends { claim_id: string }>(all: readonly T[], id: string) =>
    all.filter((each) => each.claim_id === id)
  return rows.map((row) => ({
    row,
    unitIds: mine(units, row.id).map((unit) => unit.unit_id),
    entries: mine(entries, row.id),
    questions: mine(questions, row.id),
    offers: mine(offers, row.id),
    appeals: mine(appeals, row.id),
  }))
}

type Details = Pick<ClaimTables, 'claim_unit' | 'claim_entry' | 'claim_question' | 'claim_offer' | 'claim_appeal'>

/** The rows of some claims in one of the tables around them, in an order that does not change. */
async function rowsOf<T extends keyof Details>(
  reader: Reader,
  table: T,
  claimIds: readonly string[],
  order: keyof Details[T] & string,
): Promise<Details[T][]> {
  const { rows } = await sql<Details[T]>`
    select * from ${sql.table(table)} where store_id = ${reader.storeId} and claim_id = any(${claimIds})
    order by ${sql.ref(order)}`.execute(reader.db)
  return rows
}

/** Whether a claim was settled by an offer that the shopper took: that is nobody's to appeal. */
export function isSettledByOffer({ offers }: Pick<ClaimRecord, 'offers'>): boolean {
  return offers.some((offer) => offer.state === 'accepted')
}
