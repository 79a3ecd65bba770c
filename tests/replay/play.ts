import type { TestAnswer } from '#testing/server'
import { orderReference, type Shop, sourceOf } from './shop.ts'
import type { Script, Step } from './upstream.ts'

export interface Played {
  step: Step
  outcome: 'done' | 'refused'
  /** Our code for a refusal, in the data set's words where ours is finer. */
  code: string | null
}

/** Plays a script through the public API in the shopper's name: each action is proposed, then confirmed. */
export async function play(shop: Shop, copy: number, script: Script): Promise<Played[]> {
  const played: Played[] = []
  for (const step of script.steps) {
    const answer =
      step.name === 'modify_user_address'
        ? await changeAddressBook(shop, copy, script.userId, step)
        : isReturn(step)
          ? await sendBack(shop, copy, script.userId, step)
          : await changeOrder(shop, copy, script.userId, step)
    played.push({ step, ...answer })
  }
  return played
}

/** Asks for a change or a return without confirming it, or confirms it, and answers what came back. */
export async function propose(
  shop: Shop,
  copy: number,
  userId: string,
  step: Step,
  confirm: boolean,
): Promise<TestAnswer> {
  const client = shop.shopper(copy, userId)
  if (isReturn(step))
    return await client.send('POST', confirm ? '/returns' : '/returns/quote', { body: returnOf(copy, step) })
  return await client.send('POST', '/changes', { body: { ...requestOf(copy, step), confirm } })
}

/** Asks for what a step wants, confirmed, in the name of somebody else. */
export async function proposeAs(
  shop: Shop,
  { actor, copy, step }: { actor: [copy: number, userId: string]; copy: number; step: Step },
): Promise<TestAnswer> {
  if (isReturn(step)) return await shop.shopper(...actor).send('POST', '/returns', { body: returnOf(copy, step) })
  return await shop.shopper(...actor).send('POST', '/changes', { body: { ...requestOf(copy, step), confirm: true } })
}

async function changeOrder(
  shop: Shop,
  copy: number,
  userId: string,
  step: Step,
): Promise<{ outcome: Played['outcome']; code: string | null }> {
  const preview = await propose(shop, copy, userId, step, false)
  const answer = preview.status < 400 ? await propose(shop, copy, userId, step, true) : preview
  if (answer.status >= 500)
    throw new Error(
      `${step.name} ${JSON.stringify(step.args)} answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
  if (answer.status >= 400) return { outcome: 'refused', code: codeOf(answer) }
  await shop.settle()
  const after = await shop.shopper(copy, userId).call('GET /changes/:id', { id: answer.body.id })
  return after.state === 'applied'
    ? { outcome: 'done', code: null }
    : { outcome: 'refused', code: after.refusal?.code ?? after.state }
}

/** A return or exchange is quoted first; what was shown is what is asked for. */
async function sendBack(
  shop: Shop,
  copy: number,
  userId: string,
  step: Step,
): Promise<{ outcome: Played['outcome']; code: string | null }> {
  const quoted = await propose(shop, copy, userId, step, false)
  const { refund, fee, charge } = quoted.body ?? {}
  const answer =
    quoted.status < 400
      ? await shop
          .shopper(copy, userId)
          .send('POST', '/returns', { body: { ...returnOf(copy, step), quote: { refund, fee, charge } } })
      : quoted
  if (answer.status >= 500)
    throw new Error(
      `${step.name} ${JSON.stringify(step.args)} answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
  if (answer.status >= 400) return { outcome: 'refused', code: codeOf(answer, afterDelivery) }
  return { outcome: 'done', code: null }
}

function isReturn({ name }: Step): boolean {
  return name === 'return_delivered_order_items' || name === 'exchange_delivered_order_items'
}

function returnOf(copy: number, { name, args }: Step): Record<string, unknown> {
  const order = `ref:${sourceOf(copy)}:${orderReference(copy, String(args.order_id))}`
  const lines = linesOf(args.item_ids as string[])
  const items = lines.map((item) => ({ item, order, reason: 'changed_mind' }))
  if (name === 'return_delivered_order_items') return { items, resolution: 'refund', refundTo: args.payment_method_id }
  const to = args.new_item_ids as string[]
  const exchangeFor = to.map((each, index) => ({ item: lines[index] ?? '', order, to: each, quantity: 1 }))
  return {
    items,
    resolution: 'exchange',
    exchangeFor: exchangeFor.filter((each) => each.item !== '' || lines.length === 0),
    refundTo: args.payment_method_id,
  }
}

async function changeAddressBook(
  shop: Shop,
  copy: number,
  userId: string,
  { args }: Step,
): Promise<{ outcome: Played['outcome']; code: string | null }> {
  const answer = await shop
    .shopper(copy, userId)
    .send('PUT', '/me/addresses', { body: { addresses: [addressOf(args)] } })
  return answer.status < 400 ? { outcome: 'done', code: null } : { outcome: 'refused', code: codeOf(answer) }
}

function requestOf(copy: number, { name, args }: Step): Record<string, unknown> {
  const order = `ref:${sourceOf(copy)}:${orderReference(copy, String(args.order_id))}`
  switch (name) {
    case 'cancel_pending_order':
      return { order, kind: 'cancel', reason: args.reason }
    case 'modify_pending_order_address':
      return { order, kind: 'address', address: addressOf(args) }
    case 'modify_pending_order_payment':
      return { order, kind: 'payment', tender: args.payment_method_id }
    case 'modify_pending_order_items': {
      const from = linesOf(args.item_ids as string[])
      const to = args.new_item_ids as string[]
      const pairs = Array.from({ length: Math.max(from.length, to.length) }, (_, index) => ({
        item: from[index] ?? '',
        to: to[index] ?? '',
      }))
      return { order, kind: 'variant', variants: pairs, tender: args.payment_method_id }
    }
    default:
      throw new Error(`${name} is not an action before dispatch.`)
  }
}

/** The lines that some items stand for: an item named twice is the order's second line of it. */
function linesOf(itemIds: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return itemIds.map((itemId) => {
    const count = (seen.get(itemId) ?? 0) + 1
    seen.set(itemId, count)
    return count === 1 ? itemId : `${itemId}#${count}`
  })
}

function addressOf(args: Record<string, unknown>): Record<string, unknown> {
  return {
    line1: args.address1,
    ...(args.address2 ? { line2: args.address2 } : {}),
    city: args.city,
    region: args.state,
    postalCode: args.zip,
    country: args.country === 'USA' ? 'US' : args.country,
  }
}

// Ours says which way an order is past it; the data set has one word for all of them.
const coarse: Record<string, string> = {
  already_canceled: 'order_not_pending',
  already_delivered: 'order_not_pending',
  already_shipped: 'order_not_pending',
  dispatch_started: 'order_not_pending',
  order_locked: 'order_not_pending',
  nothing_to_cancel: 'order_not_pending',
  not_found: 'order_unknown',
}

// An order that is not delivered, or that has a return already, is one that is not "delivered" there.
const afterDelivery: Record<string, string> = {
  not_found: 'order_unknown',
  not_delivered_yet: 'order_not_delivered',
  unit_canceled: 'order_not_delivered',
  unit_held: 'order_not_delivered',
  unit_already_settled: 'order_not_delivered',
  return_once_per_order: 'order_not_delivered',
  item_unknown: 'item_not_in_order',
  quantity_too_high: 'item_not_in_order',
}

function codeOf(answer: TestAnswer, words: Record<string, string> = coarse): string {
  const code = String(answer.body?.error?.code ?? answer.status)
  return words[code] ?? code
}
