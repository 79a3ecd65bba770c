import { askedOfSeller, presentChanges } from '#modules/changes'
import { conversationsWaitingForSeller } from '#modules/conversations'
import { loadOrders } from '#modules/orders'
import { listSellerReturns } from '#modules/returns'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { SellerTodo } from './contract.ts'
import { withFacts } from './conversations.ts'
import { presentSellerReturns } from './present-returns.ts'
import { claimsDue } from './todo-claims.ts'
import { partOf, sellerIdOf, shoppersOf } from './whose.ts'

/** One kind of things that wait for a seller. */
type TodoSource = (reader: Reader, sellerId: string, limit: number) => Promise<SellerTodo[]>

const sources: TodoSource[] = [claimsDue, changesAsked, returnsHere, messagesWaiting]

/** What waits for a seller, the nearest deadline first, what has none last. */
export async function listTodo(reader: Reader): Promise<{ data: SellerTodo[]; hasMore: boolean }> {
  return await todoOf(reader, sellerIdOf(reader))
}

/** The same for what the program itself tells a seller: exactly what they would see. */
export async function listTodoOf(reader: Reader, sellerId: string): Promise<{ data: SellerTodo[]; hasMore: boolean }> {
  return await todoOf(
    { ...reader, actor: { kind: 'seller', sellerId, memberId: 'digest', role: 'observer' } },
    sellerId,
  )
}

async function todoOf(reader: Reader, sellerId: string): Promise<{ data: SellerTodo[]; hasMore: boolean }> {
  const { todos } = limits.sellers
  const found: SellerTodo[] = []
  for (const source of sources) found.push(...(await source(reader, sellerId, todos + 1)))
  const sorted = found.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)))
  return { data: sorted.slice(0, todos), hasMore: sorted.length > todos }
}

// Instants are written alike, so that they sort as text; what has no end comes behind all that has.
function keyOf({ by, since, id }: SellerTodo): string {
  return `${by ?? '~'} ${since} ${id}`
}

async function changesAsked(reader: Reader, sellerId: string, limit: number): Promise<SellerTodo[]> {
  const records = await askedOfSeller(reader, sellerId, limit)
  const changes = await presentChanges(reader, records)
  const orders = await loadOrders(reader, [...new Set(records.map(({ row }) => row.order_id))])
  const shoppers = await shoppersOf(reader, orders)
  return records.flatMap(({ row }, at): SellerTodo[] => {
    const order = orders.find((each) => each.row.id === row.order_id)
    const items = order ? partOf(order, sellerId).items : []
    const title = changes[at]?.items[0]?.title ?? items[0]?.title
    if (!order || title === undefined) return []
    return [
      {
        kind: 'change',
        id: row.id,
        title,
        imageUrl: items.find((item) => item.title === title)?.image_url ?? null,
        what: row.kind,
        orderId: order.row.id,
        orderReference: order.row.reference,
        firstName: shoppers.get(order.row.id)?.firstName ?? null,
        since: row.requested_at.toISOString(),
        by: row.answer_by?.toISOString() ?? null,
        onSilence: row.details.request?.onSilence === 'person' ? 'store_decides' : 'canceled_unless_sent',
      },
    ]
  })
}

async function returnsHere(reader: Reader, sellerId: string, limit: number): Promise<SellerTodo[]> {
  const records = await listSellerReturns(reader, { sellerId, state: 'here', limit })
  return (await presentSellerReturns(reader, sellerId, records)).flatMap((each): SellerTodo[] => {
    const [line] = each.lines
    if (!line || (each.state !== 'to_receive' && each.state !== 'to_inspect')) return []
    return [
      {
        kind: 'return',
        id: each.id,
        title: line.title,
        imageUrl: line.imageUrl,
        what: each.state === 'to_receive' ? 'receive' : 'inspect',
        orderId: line.orderId,
        orderReference: line.orderReference,
        firstName: each.shopper?.firstName ?? null,
        since: each.requestedAt,
        by: each.actBy,
        onSilence: 'money_goes',
      },
    ]
  })
}

async function messagesWaiting(reader: Reader, sellerId: string, limit: number): Promise<SellerTodo[]> {
  const shown = await conversationsWaitingForSeller(reader, sellerId, limit)
  return (await withFacts(reader, shown)).map(({ conversation, shopper, order, item, waitingSince, answerBy }) => ({
    kind: 'message',
    id: conversation.id,
    title: item?.title || conversation.subject || conversation.reference,
    imageUrl: item?.imageUrl ?? null,
    what: conversation.lastText ?? '',
    orderId: order?.id ?? null,
    orderReference: order?.reference ?? null,
    firstName: shopper.firstName || null,
    since: waitingSince ?? conversation.openedAt,
    by: answerBy,
    onSilence: 'store_answers',
  }))
}
