import { findCustomers, provedIdsOf } from '#modules/customers'
import { storeCreditOf } from '#modules/refunds'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import type { Money } from '#platform/money'
import { type KeptReason, keptReasons } from '#platform/contract/kept-reasons'
import type { Unfinished } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Deletion } from './contract.ts'
import { allHolders, personOf } from './person.ts'
import type { ErasureRow, PrivacyTables } from './tables.ts'

const db = tablesOf<PrivacyTables>()

/** Where the deletion of the signed-in shopper's account stands, and what it would mean. */
export async function showDeletion(reader: Reader): Promise<Deletion> {
  const { actor } = reader
  const customerId = actor.kind === 'shopper' ? actor.customerId : ''
  const open = await openErasure(reader, await provedIdsOf(reader, customerId))
  return {
    state: open ? 'asked' : 'none',
    askedAt: open?.asked_at.toISOString() ?? null,
    dueAt: open?.due_at.toISOString() ?? null,
    graceDays: limits.privacy.graceDays,
    unfinished: await unfinishedOf(reader, customerId),
    storeCredit: await creditOf(reader, customerId),
    kept: keptOf(),
  }
}

/** The deletion that waits for its day; undefined when there is none. */
export async function openErasure(reader: Reader, customerIds: readonly string[]): Promise<ErasureRow | undefined> {
  if (customerIds.length === 0) return undefined
  return await db(reader)
    .selectFrom('erasure')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .where('state', '=', 'asked')
    .executeTakeFirst()
}

/** What is under way for a shopper, which a deletion waits for: an order on its way, money not yet back. */
export async function unfinishedOf(reader: Reader, customerId: string): Promise<Unfinished[]> {
  const person = await personOf(reader, customerId)
  const found: Unfinished[] = []
  for (const { personal } of allHolders()) found.push(...((await personal.unfinished?.(reader, person)) ?? []))
  return [...Map.groupBy(found, ({ what }) => what)]
    .map(([what, each]) => ({ what, count: each.reduce((sum, { count }) => sum + count, 0) }))
    .filter(({ count }) => count > 0)
}

async function creditOf(reader: Reader, customerId: string): Promise<Money[]> {
  return (await storeCreditOf(reader, await provedIdsOf(reader, customerId))).filter(
    ({ amountMinor }) => amountMinor > 0,
  )
}

function keptOf(): Deletion['kept'] {
  const tables = new Map<KeptReason, string[]>()
  for (const { personal } of allHolders())
    for (const [table, rule] of Object.entries(personal.tables))
      if (rule && typeof rule.forget === 'object' && 'kept' in rule.forget)
        tables.set(rule.forget.kept, [...(tables.get(rule.forget.kept) ?? []), table])
  return [...tables].map(([reason, what]) => ({ reason, words: keptReasons[reason], tables: what }))
}

/** Accounts that are to be deleted, or were, newest first. */
export async function listErasures(
  reader: Reader,
  asked: PageAsked,
): Promise<{ data: ReturnType<typeof presentErasure>[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await timePage(
    asked,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('erasure')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .where(isBelow('asked_at'))
        .orderBy('asked_at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.asked_at,
  )
  const customers = await findCustomers(
    reader,
    rows.map((row) => row.customer_id),
  )
  return { data: rows.map((row) => presentErasure(row, customers.get(row.customer_id)?.name)), nextCursor }
}

/** A deletion as the API shows it. */
export function presentErasure(row: ErasureRow, name = '') {
  return {
    id: row.id,
    customerId: row.customer_id,
    name,
    state: row.state,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  }
}
