import { findOrder, lockOrder, releaseHolds } from '#modules/orders'
import { voidSignals } from '#modules/trust'
import type { Work } from '#platform/work'
import { problemWithdrawn } from '../events.ts'
import { problemMachine, reviewMachine } from '../machine.ts'
import { findProblem, reviewsAbout } from '../queries.ts'
import { saveProblem, saveReview } from './save-problem.ts'

/** The shopper takes the report back before a remedy: as if it had never been, history included. */
export async function withdrawProblem(work: Work, { id }: { id: string }): Promise<void> {
  const found = await findProblem(work, id)
  await findOrder(work, found.row.order_id, 'problem')
  await lockOrder(work, found.row.order_id)
  const { row } = await findProblem(work, id)
  if (row.state === 'withdrawn') return
  await saveProblem(work, row, { state: problemMachine.next(row.state, 'withdraw') })
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  await voidSignals(work, { about: { kind: 'problem', id: row.id }, reason: 'withdrawn' })
  for (const review of await reviewsAbout(work, [row.id])) {
    if (review.state === 'open')
      await saveReview(work, review, {
        state: reviewMachine.next(review.state, 'withdraw'),
        decided_at: work.now,
        outcome: 'withdrawn',
      })
  }
  await work.emit(
    problemWithdrawn,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { problemId: row.id },
  )
}
