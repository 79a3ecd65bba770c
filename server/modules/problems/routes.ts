import { limits } from '../../limits.ts'
import { reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { guest, key, shopper, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import { addPhotos } from './commands/add-photos.ts'
import { decideReview } from './commands/decide-review.ts'
import { reportProblem } from './commands/report-problem.ts'
import { takeRemedy } from './commands/take-remedy.ts'
import { turnedUp } from './commands/turned-up.ts'
import { withdrawProblem } from './commands/withdraw-problem.ts'
import { type Problem, problems, type Review } from './contract.ts'
import { presentProblems } from './present.ts'
import { presentReviews } from './present-reviews.ts'
import { shadowReport } from './shadow-report.ts'
import { findProblem, findReview, listProblems, listReviews } from './queries.ts'

const asker = [shopper, guest, staff('associate')]

export const problemRoutes = routes(problems, {
  'POST /problems': {
    who: asker,
    command: async (work, input) => await shownProblem(work, await reportProblem(work, input)),
  },
  'GET /problems/:id': {
    who: [...asker, key('read')],
    query: async (reader, { id }) => await shownProblem(reader, id),
  },
  'GET /problems': { who: asker, query: listed },
  'POST /problems/:id/files': {
    who: asker,
    command: async (work, input) => {
      await addPhotos(work, input)
      return await shownProblem(work, input.id)
    },
  },
  'POST /problems/:id/remedy': {
    who: asker,
    command: async (work, input) => {
      await takeRemedy(work, input)
      return await shownProblem(work, input.id)
    },
  },
  'POST /problems/:id/turned-up': {
    who: asker,
    command: async (work, input) => {
      await turnedUp(work, input)
      return await shownProblem(work, input.id)
    },
  },
  'POST /problems/:id/withdrawal': {
    who: asker,
    command: async (work, input) => {
      await withdrawProblem(work, input)
      return await shownProblem(work, input.id)
    },
  },
  'GET /reviews': {
    who: [staff('associate')],
    query: async (reader, { state, limit = limits.page.size, cursor }) => {
      const rows = await listReviews(reader, { state: state ?? 'open', limit: limit + 1, after: position(cursor) })
      const shown = rows.slice(0, limit)
      return {
        data: await presentReviews(reader, shown),
        nextCursor: rows.length > limit ? cursorAt(shown.at(-1), (row) => row.decide_by) : null,
      }
    },
  },
  'GET /policy/shadow-report': { who: [staff('supervisor'), key('read')], query: shadowReport },
  'GET /reviews/:id': { who: [staff('associate')], query: async (reader, { id }) => await shownReview(reader, id) },
  'POST /reviews/:id/decision': {
    who: [staff('associate')],
    command: async (work, input) => {
      await decideReview(work, input)
      return await shownReview(work, input.id)
    },
  },
})

async function shownProblem(reader: Reader, id: string): Promise<Problem> {
  const record = await findProblem(reader, id)
  // Whoever may see the order may see its problems; another's is "not found".
  await findOrder(reader, record.row.order_id, 'problem')
  const [shown] = await presentProblems(reader, [record])
  return shown as Problem
}

async function listed(
  reader: Reader,
  input: { order?: string | undefined; limit?: number | undefined; cursor?: string | undefined },
) {
  const order = input.order ? await findOrder(reader, input.order) : null
  const { actor } = reader
  const customerId =
    order?.row.customer_id ?? (actor.kind === 'shopper' || actor.kind === 'guest' ? actor.customerId : null)
  const guestOrder = actor.kind === 'guest' ? actor.orderId : undefined
  const limit = input.limit ?? limits.page.size
  const records = customerId
    ? await listProblems(reader, {
        customerIds: await reachableIdsOf(reader, customerId),
        orderId: order?.row.id ?? guestOrder,
        limit: limit + 1,
        before: position(input.cursor),
      })
    : []
  const shown = records.slice(0, limit)
  return {
    data: await presentProblems(reader, shown),
    nextCursor: records.length > limit ? cursorAt(shown.at(-1)?.row, (row) => row.opened_at) : null,
  }
}

async function shownReview(reader: Reader, id: string): Promise<Review> {
  const [shown] = await presentReviews(reader, [await findReview(reader, id)])
  return shown as Review
}

function position(cursor: string | undefined): { at: Date; id: string } | undefined {
  return cursor === undefined ? undefined : decodeTimeCursor(cursor)
}

function cursorAt<R extends { id: string }>(row: R | undefined, at: (row: R) => Date): string | null {
  return row ? encodeTimeCursor(at(row), row.id) : null
}
