import type { OrderRecord } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { reviewOpened } from '../events.ts'
import type { ProblemRow, ProblemTables, ReviewRow } from '../tables.ts'
import { reviewOver } from '../timers/review-over.ts'

const db = tablesOf<ProblemTables>()

/** Asks a person, with a deadline and what happens when nobody answers (policy `silence.decides_for_shopper`). */
export async function openReview(
  work: Work,
  { problem, order }: { problem: ProblemRow; order: OrderRecord },
): Promise<ReviewRow> {
  const { verdict } = problem
  // By the clock: shifts of staff are not known yet, so staffed hours count as clock hours, which is sooner.
  const decideBy = addHours(work.now, verdict.decideWithinHours ?? 24)
  const row: ReviewRow = {
    store_id: work.storeId,
    id: work.newId('rev'),
    about_kind: 'problem',
    about_id: problem.id,
    order_id: order.row.id,
    customer_id: problem.customer_id,
    state: 'open',
    required_role: 'associate',
    question: questionOf(problem),
    decide_by: decideBy,
    // A lead has 72 hours at most once the first deadline has passed.
    hard_limit: addHours(decideBy, verdict.leadWithinHours),
    on_silence: verdict.onSilence === 'shopper' ? 'for_shopper' : 'to_lead',
    silences: 0,
    opened_at: work.now,
    decided_by: null,
    decided_at: null,
    outcome: null,
    note: null,
    version: 1,
  }
  await db(work).insertInto('review').values(row).execute()
  await work.setTimer(reviewOver, row.decide_by, { reviewId: row.id }, { key: row.id })
  await work.emit(
    reviewOpened,
    { kind: 'review', id: row.id, orderId: order.row.id, customerId: problem.customer_id },
    {
      reviewId: row.id,
      problemId: problem.id,
      decideBy: row.decide_by.toISOString(),
      onSilence: row.on_silence,
    },
  )
  return row
}

function questionOf(problem: ProblemRow): string {
  const why = problem.verdict.reasons
    .map((reason) => reason.staff)
    .filter(Boolean)
    .join(' ')
  const what: Record<string, string> = {
    delivered_not_received: 'Marked delivered, but the shopper doesn’t have it.',
    not_received: 'The parcel has not come.',
    late: 'The parcel is late.',
    damaged: 'Arrived damaged.',
    defective: 'Does not work.',
    wrong_item: 'The wrong item came.',
    missing_parts: 'Parts are missing.',
    not_as_described: 'Not as described.',
  }
  return `${what[problem.kind] ?? problem.kind} ${why}`.trim()
}
