import { loadOrders, type OrderRecord, orderIdsByNumber } from '#modules/orders'
import { countTry, type TallyRule } from '#platform/auth/tally'
import type { Actor } from '#platform/auth/actor'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { spelled } from '../withdrawal/rules.ts'

const { triesPerHour } = limits.gifts
const triesOfOrder: TallyRule = { name: 'gift-tries', limit: triesPerHour.order, windowMinutes: 60 }
const triesOfAddress: TallyRule = { name: 'gift-tries-from', limit: triesPerHour.address, windowMinutes: 60 }

/**
 * The order that a gift slip belongs to. Order number and code have to fit together; whether the number, the code or neither is known
 * is not told apart. Every wrong try is counted and stays counted.
 */
export async function openGift<I extends { order: string; code: string }>(
  context: RawContext<I>,
  ip: string,
): Promise<OrderRecord> {
  const { order, code } = context.input
  const found = await findGift(context.read({ kind: 'system', name: 'returns.gifts' }), order, code)
  const isAllowed = await context.transact(async (work) => {
    const counts = [await countTry(work, triesOfOrder, spelled(order)), await countTry(work, triesOfAddress, ip)]
    return counts.every((count) => count.allowed)
  })
  if (!isAllowed) refuse('too_many_tries', undefined, 'That was a lot of tries. Please wait an hour, then try again.')
  return (
    found ??
    refuse(
      'gift_unknown',
      undefined,
      'These two don’t go together. Please check the order number and the code on the slip.',
    )
  )
}

async function findGift(reader: Reader, number: string, code: string): Promise<OrderRecord | undefined> {
  const typed = codeOf(code)
  if (typed === '') return undefined
  const orders = await loadOrders(reader, await orderIdsByNumber(reader, spelled(number)))
  return orders.find(({ row }) => row.gift && row.gift_code !== null && codeOf(row.gift_code) === typed)
}

// As it is read from paper: case, blanks and dashes do not matter.
function codeOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}

/** Whoever holds the slip sees this one order the way a guest does, and nothing else of whoever gave it. */
export function holderOf(order: OrderRecord): Actor {
  return { kind: 'guest', customerId: order.row.customer_id, orderId: order.row.id }
}
