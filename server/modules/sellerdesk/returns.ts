import { loadOrders } from '#modules/orders'
import {
  findReturn,
  inspectGoods,
  type InspectedLine,
  listSellerReturns,
  loadReturns,
  orderIdsOf,
  receiveGoods,
} from '#modules/returns'
import { answer } from '#platform/contract/answer'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { assert, refuse } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../limits.ts'
import type { SellerReturn } from './contract.ts'
import { ownPart, presentSellerReturns, wayBackOf } from './present-returns.ts'
import { canBeReceived } from './rules.ts'
import { sellerIdOf } from './whose.ts'

/** A page of the returns of a seller's items. */
export async function listOwnReturns(
  reader: Reader,
  {
    state,
    limit = limits.page.size,
    cursor,
  }: { state?: 'open' | 'here' | 'all' | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SellerReturn[]; nextCursor: string | null }> {
  const sellerId = sellerIdOf(reader)
  const records = await listSellerReturns(reader, {
    sellerId,
    state: state === 'all' ? undefined : state,
    before: cursor === undefined ? undefined : decodeTimeCursor(cursor),
    limit: limit + 1,
  })
  const shown = records.slice(0, limit)
  const last = shown.at(-1)?.row
  return {
    data: await presentSellerReturns(reader, sellerId, shown),
    nextCursor: records.length > limit && last ? encodeTimeCursor(last.requested_at, last.id) : null,
  }
}

/** One return as a seller sees it; without anything of theirs it is not found. */
export async function showOwnReturn(reader: Reader, { id }: { id: string }): Promise<SellerReturn> {
  return await shown(reader, (await findReturn(reader, id)).row.id)
}

/** What of a seller's own items came back. What else is in the same return is others' to count. */
export async function receiveOwn(
  work: Work,
  input: {
    id: string
    counts?: { line: string; quantity: number }[] | undefined
    note?: string | undefined
    files?: string[] | undefined
  },
): Promise<SellerReturn> {
  const own = await ownLines(work, input.id)
  for (const { line } of input.counts ?? []) requireOwn(own, line)
  const counts =
    input.counts ??
    [...own.live].map((line) => ({
      line,
      quantity: own.units.filter((unit) => unit.line_id === line && canBeReceived(wayBackOf(unit))).length,
    }))
  const some = counts.filter(({ quantity }) => quantity > 0)
  if (some.length === 0) refuse('not_possible_now', {}, 'There is nothing of this to count any more.')
  const id = await receiveGoods(work, { ...input, counts: some, inspectionFollows: true })
  return await shown(work, id)
}

/** What state a seller's own items are in. More than may be taken off alone waits for the store: 202. */
export async function inspectOwn(work: Work, input: { id: string; lines: InspectedLine[] }) {
  const own = await ownLines(work, input.id)
  for (const { line } of input.lines) requireOwn(own, line)
  const { returnId, approvalId } = await inspectGoods(work, input)
  const body = await shown(work, returnId)
  return approvalId ? answer(202, body) : body
}

async function ownLines(work: Work, id: string) {
  const record = await findReturn(work, id)
  const orders = new Map((await loadOrders(work, orderIdsOf(record))).map((order) => [order.row.id, order]))
  return ownPart(record, sellerIdOf(work), (orderId) => orders.get(orderId)?.items ?? [])
}

function requireOwn({ lines }: ReturnType<typeof ownPart>, line: string): void {
  if (!lines.some((each) => each.id === line)) refuse('line_unknown', { line }, 'This return has no such line.')
}

async function shown(reader: Reader, id: string): Promise<SellerReturn> {
  const [first] = await presentSellerReturns(reader, sellerIdOf(reader), await loadReturns(reader, [id]))
  assert(first, 'a return that was found can be shown')
  return first
}
