import { limits } from '../../limits.ts'
import { reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { guest, key, shopper, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import { forbidden } from '#platform/errors'
import type { Reader } from '#platform/work'
import { answerReturn } from './commands/answer-return.ts'
import { cancelReturn } from './commands/cancel-return.ts'
import { makeReturn } from './commands/request-return.ts'
import { type Return, returns, type ReturnQuote, type ReturnRequest } from './contract.ts'
import { ordersOf } from './asked-items.ts'
import { planReturn } from './plan-return.ts'
import { presentQuote } from './present-quote.ts'
import { presentReturns } from './present.ts'
import { findReturn, listReturns, type ReturnQuery } from './queries.ts'
import type { ReturnRecord } from './record.ts'
import { showReturnable } from './returnable.ts'
import { chooseWay } from './way/choose-way.ts'

const asker = [shopper, guest, staff('associate')]

export const returnRoutes = routes(returns, {
  'GET /orders/:id/returnable': { who: asker, query: showReturnable },
  'POST /returns/quote': { who: asker, query: quoteReturn },
  'POST /returns': {
    who: asker,
    command: async (work, input) => await shown(work, await makeReturn(work, input)),
  },
  'GET /returns': { who: asker, query: listed },
  'GET /returns/:id': { who: [...asker, key('read')], query: async (reader, { id }) => await shownReturn(reader, id) },
  'POST /returns/:id/cancellation': {
    who: asker,
    command: async (work, input) => await shownReturn(work, await cancelReturn(work, input)),
  },
  'POST /returns/:id/way': {
    who: asker,
    command: async (work, input) => await shownReturn(work, await chooseWay(work, input)),
  },
  'POST /returns/:id/approval': {
    who: [staff('associate')],
    command: async (work, input) => await shownReturn(work, await answerReturn(work, input)),
  },
})

/** One return as whoever asks may see it; another's is not found. */
export async function shownReturn(reader: Reader, id: string): Promise<Return> {
  return await shown(reader, await findReturn(reader, id))
}

async function shown(reader: Reader, record: ReturnRecord): Promise<Return> {
  const [only] = await presentReturns(reader, [record])
  return only as Return
}

async function quoteReturn(reader: Reader, input: ReturnRequest): Promise<ReturnQuote> {
  const plan = await planReturn(reader, await ordersOf(reader, input), input)
  return await presentQuote(reader, plan)
}

async function listed(
  reader: Reader,
  input: {
    order?: string | undefined
    queue?: ReturnQuery['queue']
    q?: string | undefined
    limit?: number | undefined
    cursor?: string | undefined
  },
) {
  const { actor } = reader
  const forStaff = actor.kind === 'staff'
  if (!forStaff && (input.queue !== undefined || input.q !== undefined)) forbidden('Queues are for staff.')
  const order = input.order ? await findOrder(reader, input.order) : null
  const limit = input.limit ?? limits.page.size
  const records = await listReturns(reader, {
    customerIds:
      actor.kind === 'shopper' || actor.kind === 'guest' ? await reachableIdsOf(reader, actor.customerId) : undefined,
    orderId: order?.row.id ?? (actor.kind === 'guest' ? actor.orderId : undefined),
    queue: forStaff ? (input.queue ?? (order || input.q ? 'all' : 'needs_review')) : undefined,
    q: input.q,
    limit: limit + 1,
    before: input.cursor === undefined ? undefined : decodeTimeCursor(input.cursor),
  })
  const page = records.slice(0, limit)
  return {
    data: await presentReturns(reader, page),
    nextCursor: records.length > limit ? cursorAt(page.at(-1)) : null,
  }
}

function cursorAt(record: ReturnRecord | undefined): string | null {
  return record ? encodeTimeCursor(record.row.requested_at, record.row.id) : null
}
