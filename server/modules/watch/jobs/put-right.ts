import { loadOrders } from '#modules/orders'
import { findProblem, takeRemedy, type ProblemRecord } from '#modules/problems'
import { queueNotification } from '#modules/notifications'
import { system } from '#platform/auth/actor'
import { ApiError } from '#platform/errors'
import { job } from '#platform/jobs/job'
import type { Work } from '#platform/work'
import { noteOnFinding, resolveFindings } from '../commands/record-finding.ts'
import { thingsIn } from '../things.ts'

export const lostActor = system('watch.lost')

/**
 * Takes the best remedy of a problem that was opened for a shopper whose parcel is lost, and tells them what was done. Each
 * try is a transaction of its own, because the last one in stock may go to somebody else at the same moment.
 */
export const putRight = job<{ problemId: string; findingId: string }>(
  'watch.put-right',
  {},
  async (context, { problemId, findingId }) => {
    const problem = await findProblem(context.read(), problemId)
    if (problem.row.state !== 'open') return
    const offers = problem.row.offers.filter(
      ({ kind, requires }) => ['replacement', 'refund', 'cancel', 'claim'].includes(kind) && requires.length === 0,
    )
    let stoppedBy = 'nothing_to_offer'
    for (const offer of offers) {
      try {
        await context.transact(async (work) => {
          await takeRemedy(work, { id: problemId, remedy: offer.id })
          await tell(work, problem, offer)
          await noteOnFinding(work, findingId, { remedy: offer.kind })
          if (problem.row.shipment_id)
            await resolveFindings(work, {
              kinds: ['presumed_lost'],
              subjectIds: [problem.row.shipment_id],
              resolution: 'put_right',
            })
        }, lostActor)
        return
      } catch (error) {
        if (!(error instanceof ApiError) || error.type !== 'refused') throw error
        stoppedBy = error.code
      }
    }
    await context.transact((work) => noteOnFinding(work, findingId, { stoppedBy }), lostActor)
  },
)

type Offer = ProblemRecord['row']['offers'][number]

async function tell(work: Work, { row, unitIds }: ProblemRecord, offer: Offer): Promise<void> {
  // Of a claim against a seller its own mails tell.
  if (offer.kind === 'claim') return
  const [order] = await loadOrders(work, [row.order_id])
  if (!order) return
  await queueNotification(work, {
    template: 'lost_put_right',
    params: {
      things: thingsIn(
        order,
        order.units.filter((unit) => unitIds.includes(unit.id)),
      ),
      remedy: offer.kind === 'replacement' ? 'replacement' : 'refund',
      amount: offer.amount,
      by: offer.expectedBy ? { day: new Date(offer.expectedBy) } : null,
    },
    to: { customerId: row.customer_id },
    dedupeKey: `lost-put-right:${row.id}:${offer.kind}`,
    about: { kind: 'problem', id: row.id },
    orderId: row.order_id,
    order: order.row.reference,
    reference: row.reference,
    path: `/problems/${row.id}`,
  })
}
