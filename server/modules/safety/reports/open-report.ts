import { itemOf, type OrderRecord } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { safetyReported } from '../events.ts'
import { safetyMachine } from '../machine.ts'
import type { SafetyTables, SafetyThing } from '../tables.ts'
import { answerMinutes } from './policy.ts'
import { reportAbout } from './queries.ts'
import { lockReport, type ReportRow, saveReport } from './save-report.ts'
import { answerOver } from './tokens.ts'

const db = tablesOf<SafetyTables>()

/** What was told, about a problem or about an order itself. */
export interface Told {
  order: OrderRecord
  problemId: string | null
  unitIds: readonly string[]
  note: string | null
  who: 'person' | 'property' | null
  fileIds: readonly string[]
}

/**
 * It hurt someone: writes the report with its deadline, in the transaction in which it was said and under the order's lock. Told
 * again it is the same report, and one that was closed is open anew. Reactions bring the conversation and the mails.
 */
export async function openReport(work: Work, harm: Told): Promise<ReportRow> {
  const earlier = await reportAbout(work, { problemId: harm.problemId, orderId: harm.order.row.id })
  const known = earlier && (await lockReport(work, earlier.id))
  const row = known ? await hearAgain(work, known, harm) : await write(work, harm)
  await db(work)
    .insertInto('safety_account')
    .values({
      store_id: work.storeId,
      id: work.newId('sac'),
      report_id: row.id,
      note: harm.note,
      who: harm.who,
      file_ids: [...harm.fileIds],
      by: actorKey(work.actor),
      at: work.now,
    })
    .execute()
  await work.emit(
    safetyReported,
    { kind: 'safety_report', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    {
      reportId: row.id,
      reference: row.reference,
      problemId: row.problem_id,
      orderId: row.order_id,
      who: row.who,
      things: row.things.map(({ productId, variantId, lot, title }) => ({ productId, variantId, lot, title })),
      sellerIds: [...new Set(row.things.flatMap((thing) => thing.sellerId ?? []))],
      note: harm.note,
      answerBy: row.answer_by.toISOString(),
      again: known !== undefined,
    },
  )
  return row
}

async function write(work: Work, { order, problemId, unitIds, who }: Told): Promise<ReportRow> {
  const answerBy = addMinutes(work.now, await answerMinutes(work))
  const row: ReportRow = {
    store_id: work.storeId,
    id: work.newId('saf'),
    reference: spokenReference(work),
    problem_id: problemId,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    things: thingsOf(order, unitIds),
    who,
    state: safetyMachine.initial,
    outcome: null,
    outcome_note: null,
    answer_by: answerBy,
    required_role: 'associate',
    silences: 0,
    conversation_id: null,
    opened_by: actorKey(work.actor),
    opened_at: work.now,
    looked_by: null,
    looked_at: null,
    closed_by: null,
    closed_at: null,
    version: 1,
  }
  await db(work)
    .insertInto('safety_report')
    .values({ ...row, things: JSON.stringify(row.things) })
    .execute()
  await work.setTimer(answerOver, answerBy, { reportId: row.id }, { key: row.id })
  return row
}

async function hearAgain(work: Work, row: ReportRow, { order, unitIds, who }: Told): Promise<ReportRow> {
  // A person outweighs a thing, whatever is said later.
  const hurt = row.who === 'person' ? 'person' : (who ?? row.who)
  // What is told about an order may be about another thing in it each time.
  const things = together(row.things, thingsOf(order, unitIds))
  if (row.state !== 'closed') return await saveReport(work, row, { who: hurt, things })
  const answerBy = addMinutes(work.now, await answerMinutes(work))
  const opened = await saveReport(work, row, {
    who: hurt,
    things,
    state: safetyMachine.next(row.state, 'hearAgain'),
    answer_by: answerBy,
    required_role: 'associate',
    silences: 0,
    looked_by: null,
    looked_at: null,
    closed_by: null,
    closed_at: null,
  })
  await work.setTimer(answerOver, answerBy, { reportId: row.id }, { key: row.id })
  return opened
}

/** Each thing once, with as many of it as were ever said. */
function together(before: readonly SafetyThing[], now: readonly SafetyThing[]): SafetyThing[] {
  const isSame = (one: SafetyThing, other: SafetyThing) =>
    one.itemId === other.itemId && one.variantId === other.variantId
  return [
    ...before.map((thing) => {
      const again = now.find((each) => isSame(each, thing))
      return again && again.quantity > thing.quantity ? again : thing
    }),
    ...now.filter((thing) => !before.some((each) => isSame(each, thing))),
  ]
}

function thingsOf(order: OrderRecord, unitIds: readonly string[]): SafetyThing[] {
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  return [...Map.groupBy(units, (unit) => unit.item_id)].flatMap(([itemId, of]) => {
    const item = itemOf(order, itemId)
    if (!item) return []
    const { title, lot, product_id: productId, seller_id: sellerId } = item
    return [{ itemId, title, productId, variantId: of[0]?.variant_id ?? null, lot, sellerId, quantity: of.length }]
  })
}
