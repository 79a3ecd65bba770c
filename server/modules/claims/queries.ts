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
  /** `due`: the soonest deadline first, and last what waits for a bank; else what was decided, or opened, last. */
  by: 'due' | 'opened' | 'decided'
  limit: number
  after?: { at: Date; id: string } | undefined
}

/** Where a claim without a deadline stands among those that have one. */
const neverDue = new Date('9999-12-31T00:00:00Z')
const paused = sql`case when paused_at is not null then ${neverDue}::timestamptz end`

const columnOf = {
  // While a bank looks nothing is due: such a claim comes last.
  due: sql<Date>`coalesce(due_at, ${paused})`,
  opened: sql<Date>`opened_at`,
  // What was taken back or settled elsewhere has no decision.
  decided: sql<Date>`coalesce(decided_at, opened_at)`,
}

/** When a claim comes in a list of that order. */
export function placeOf(row: ClaimRow, by: ClaimQuery['by']): Date | null {
  if (by === 'due') return row.due_at ?? (row.paused_at === null ? null : neverDue)
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
    .$if(by === 'due', (each) => each.where(column, 'is not', null))
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
  // Several may be of one moment: then in the order in which they were made, whatever was written to them since.
  const all = (table: keyof ClaimTables, ...order: string[]) => sql`(
    select coalesce(json_agg(t order by ${sql.join(order.map((column) => sql.ref(`t.${column}`)))}), '[]'::json) from ${sql.table(table)} as t
    where t.store_id = ${reader.storeId} and t.claim_id = any(${ids}))`
  const answer =
    await sql<Details>`select ${all('claim_unit', 'unit_id')} as units, ${all('claim_entry', 'at', 'id')} as entries,
    ${all('claim_question', 'asked_at', 'id')} as questions, ${all('claim_offer', 'made_at', 'id')} as offers,
    ${all('claim_appeal', 'at', 'side')} as appeals`.execute(reader.db)
  const [found] = answer.rows as [Details]
  const mine = <T extends { claim_id: string }>(list: readonly T[], id: string) =>
    list.filter((each) => each.claim_id === id)
  return rows.map((row) => ({
    row,
    unitIds: mine(found.units, row.id).map((unit) => unit.unit_id),
    entries: mine(found.entries, row.id).map((each) => ({ ...each, at: new Date(each.at) })),
    questions: mine(found.questions, row.id).map((each) => ({
      ...each,
      asked_at: new Date(each.asked_at),
      due_at: new Date(each.due_at),
      closed_at: instant(each.closed_at),
    })),
    offers: mine(found.offers, row.id).map((each) => ({
      ...each,
      made_at: new Date(each.made_at),
      closed_at: instant(each.closed_at),
    })),
    appeals: mine(found.appeals, row.id).map((each) => ({
      ...each,
      at: new Date(each.at),
      decided_at: instant(each.decided_at),
    })),
  }))
}

/** Rows as JSON has them: a time is a text there. */
type AsJson<Row> = {
  [Column in keyof Row]: Date extends Row[Column] ? Exclude<Row[Column], Date> | string : Row[Column]
}

interface Details {
  units: ClaimTables['claim_unit'][]
  entries: AsJson<ClaimEntryRow>[]
  questions: AsJson<ClaimQuestionRow>[]
  offers: AsJson<ClaimOfferRow>[]
  appeals: AsJson<ClaimAppealRow>[]
}

function instant(time: string | null): Date | null {
  return time === null ? null : new Date(time)
}

/** Whether a claim was settled by an offer that the shopper took: that is nobody's to appeal. */
export function isSettledByOffer({ offers }: Pick<ClaimRecord, 'offers'>): boolean {
  return offers.some((offer) => offer.state === 'accepted')
}

/** The appeal that nobody has decided yet. */
export function openAppealOf({ appeals }: Pick<ClaimRecord, 'appeals'>): ClaimAppealRow | undefined {
  return appeals.find((appeal) => appeal.outcome === null)
}
