import { findCustomers } from '#modules/customers'
import { findFiles, presentFile } from '#modules/files'
import { firstName } from '#modules/conversations'
import { loadOrders } from '#modules/orders'
import { findSellers } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { encodeTimeCursor } from '#platform/contract/cursor'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { SafetyCard, SafetyReport } from '../contract.ts'
import { type SafetyState, safetyMachine } from '../machine.ts'
import { openStops } from '../stops/queries.ts'
import { accountsOf, countByProduct, findReport, reportsByClock } from './queries.ts'
import type { ReportRow } from './save-report.ts'

/** A report as its shopper sees it. */
export async function cardOf(reader: Reader, row: ReportRow, canAskForSame: boolean): Promise<SafetyCard> {
  const person = row.looked_by ? (await findStaff(reader, [row.looked_by])).get(row.looked_by) : undefined
  return {
    id: row.id,
    reference: row.reference,
    state: row.state,
    who: row.who,
    answerBy: row.answer_by.toISOString(),
    person: person ? firstName(person.name) : null,
    conversationId: row.conversation_id,
    canAskForSame,
  }
}

/** One report as colleagues see it. */
export async function showReport(reader: Reader, { id }: { id: string }): Promise<SafetyReport> {
  const [shown] = await presentReports(reader, [await findReport(reader, id)])
  return shown as SafetyReport
}

/** A page of reports, those that wait unless asked for others. */
export async function listReports(
  reader: Reader,
  query: { state?: SafetyState | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SafetyReport[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const rows = await reportsByClock(reader, { ...query, state: query.state ?? 'open', limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await presentReports(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.answer_by, last.id) : null,
  }
}

async function presentReports(reader: Reader, rows: readonly ReportRow[]): Promise<SafetyReport[]> {
  const things = rows.flatMap((row) => row.things)
  const productIds = things.flatMap(({ productId }) => productId ?? [])
  const [orders, customers, people, sellers, accounts, counts, stops] = [
    await loadOrders(reader, [...new Set(rows.map((row) => row.order_id))]),
    await findCustomers(
      reader,
      rows.map((row) => row.customer_id),
    ),
    await findStaff(
      reader,
      rows.flatMap((row) => [row.looked_by, row.closed_by]).filter((id) => id !== null),
    ),
    await findSellers(
      reader,
      things.flatMap(({ sellerId }) => sellerId ?? []),
    ),
    await accountsOf(
      reader,
      rows.map(({ id }) => id),
    ),
    await countByProduct(reader, productIds),
    await openStops(reader, productIds),
  ]
  const files = new Map(
    await Promise.all(
      (await findFiles(reader, [...new Set(accounts.flatMap((each) => each.file_ids))])).map(
        async (file) => [file.id, await presentFile(reader, file)] as const,
      ),
    ),
  )
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? null))
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    state: row.state,
    problemId: row.problem_id,
    orderId: row.order_id,
    orderReference: orders.find((order) => order.row.id === row.order_id)?.row.reference ?? '',
    customer: { id: row.customer_id, name: customers.get(row.customer_id)?.name ?? '' },
    who: row.who,
    things: row.things.map((thing) => ({
      itemId: thing.itemId,
      title: thing.title,
      productId: thing.productId,
      variantId: thing.variantId,
      lot: thing.lot,
      quantity: thing.quantity,
      seller: sellers.find(({ id }) => id === thing.sellerId)?.name ?? null,
      stopId: stops.find((stop) => stop.product_id === thing.productId)?.id ?? null,
      otherReports: Math.max(0, (counts.get(thing.productId ?? '') ?? 0) - 1),
    })),
    accounts: accounts
      .filter((each) => each.report_id === row.id)
      .map((each) => ({
        note: each.note,
        who: each.who,
        files: each.file_ids.flatMap((id) => files.get(id) ?? []),
        at: each.at.toISOString(),
      })),
    answerBy: row.answer_by.toISOString(),
    requiredRole: row.required_role,
    silences: row.silences,
    conversationId: row.conversation_id,
    openedAt: row.opened_at.toISOString(),
    lookedAt: row.looked_at?.toISOString() ?? null,
    lookedBy: nameOf(row.looked_by),
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: nameOf(row.closed_by),
    outcome: row.outcome,
    outcomeNote: row.outcome_note,
    allowed: (['look', 'close'] as const).filter((step) => safetyMachine.can(row.state, step)),
    version: row.version,
  }))
}
