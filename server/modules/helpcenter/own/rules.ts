import type { Claim } from '#contract/claims'
import type { Problem } from '#contract/problems'
import type { Refund } from '#contract/refunds'
import type { Replacement } from '#contract/replacements'
import type { Return } from '#contract/returns'
import type { Order } from '#contract/story'
import { addDays } from '#platform/time'
import { limits } from '../../../limits.ts'
import type { HelpTopic } from '../contract.ts'
import type { OwnCard } from './contract.ts'

export type OwnKind = OwnCard['kind']

/** What a shopper has, as they see it everywhere else too. */
export interface Matters {
  orders: readonly Order[]
  returns: readonly Return[]
  refunds: readonly Refund[]
  replacements: readonly Replacement[]
  problems: readonly Problem[]
  claims: readonly Claim[]
}

const all: readonly OwnKind[] = ['claim', 'problem', 'return', 'replacement', 'refund', 'delivery']

const kindsByTopic: Partial<Record<HelpTopic, readonly OwnKind[]>> = {
  tracking: ['delivery', 'replacement'],
  missing: ['problem', 'claim', 'delivery'],
  late: ['problem', 'claim', 'delivery'],
  damaged: ['problem', 'return', 'replacement'],
  cancel: ['order'],
  return: ['return'],
  refund: ['return', 'refund'],
  replacement: ['replacement', 'return'],
  claim: ['claim', 'problem'],
  payment: ['refund'],
  gift: ['return'],
  safety: ['problem'],
}

/** Kinds of own matters that answer a topic; without one, whatever goes on. None for topics such as signing in. */
export function kindsFor(topic: HelpTopic | undefined): readonly OwnKind[] {
  return topic === undefined ? all : (kindsByTopic[topic] ?? [])
}

/** The cards for a topic: what waits for the shopper first, then what comes soonest. Pure. */
export function cardsOf(matters: Matters, topic: HelpTopic | undefined, now: Date): OwnCard[] {
  const kinds = kindsFor(topic)
  const since = addDays(now, -limits.helpPages.doneDays).toISOString()
  const made: Record<OwnKind, () => OwnCard[]> = {
    order: () => matters.orders.flatMap(cancelCard),
    delivery: () => matters.orders.flatMap((order) => deliveryCards(order, since)),
    return: () => matters.returns.flatMap((each) => returnCard(each, since)),
    refund: () => matters.refunds.flatMap((each) => refundCard(each, matters, since)),
    replacement: () => matters.replacements.flatMap(replacementCard),
    problem: () => matters.problems.flatMap(problemCard),
    claim: () => matters.claims.flatMap((each) => claimCard(each, since)),
  }
  const cards = kinds.flatMap((kind) => made[kind]())
  const rank = (card: OwnCard) => [urgencyOf(card, topic), kinds.indexOf(card.kind), card.at ?? '9'] as const
  return cards
    .toSorted((one, other) => {
      const [first, second] = [rank(one), rank(other)]
      return first[0] - second[0] || (first[2] < second[2] ? -1 : first[2] > second[2] ? 1 : first[1] - second[1])
    })
    .slice(0, limits.helpPages.cards)
}

const waitsForShopper = new Set([
  'choose',
  'asks',
  'to_hand_over',
  'overdue',
  'money_failed',
  'failed',
  'attempted',
  'pickup',
])
const isOver = new Set(['done', 'delivered', 'decided'])

function urgencyOf({ kind, code }: OwnCard, topic: HelpTopic | undefined): number {
  if (waitsForShopper.has(code)) return 0
  // What is said to have been delivered is what such a reader is after.
  if (topic === 'missing' && code === 'delivered') return 1
  if (isOver.has(code) || (kind === 'refund' && code === 'arrived')) return 3
  return code === 'late' || code === 'lost' ? 1 : 2
}

function about(items: readonly { title: string }[]): Pick<OwnCard, 'title' | 'more'> {
  return { title: items[0]?.title ?? '', more: Math.max(0, items.length - 1) }
}

function cancelCard(order: Order): OwnCard[] {
  const items = order.items.filter((item) => item.allowed.some(({ action }) => action === 'cancel'))
  if (items.length === 0) return []
  const { id } = order
  const rest = { at: null, amount: null, href: `/orders/${id}/cancel` }
  return [{ kind: 'order', id, code: 'cancelable', ...about(items), ...rest }]
}

const deliveryCodes: Partial<Record<Order['items'][number]['state']['code'], string>> = {
  preparing: 'preparing',
  shipped: 'on_the_way',
  out_for_delivery: 'out_for_delivery',
  late: 'late',
  delivery_attempted: 'attempted',
  ready_for_pickup: 'pickup',
  delivered: 'delivered',
  lost: 'lost',
}

/** One card for the items that travel together and stand alike. */
function deliveryCards(order: Order, since: string): OwnCard[] {
  const groups = Map.groupBy(order.items, (item) => `${item.shipmentId} ${deliveryCodes[item.state.code]}`)
  return [...groups.values()].flatMap((items): OwnCard[] => {
    const [first] = items
    const code = first && deliveryCodes[first.state.code]
    if (!first || !code) return []
    const parcel = order.shipments.find(({ id }) => id === first.shipmentId)
    const isThere = code === 'delivered'
    if (isThere && (parcel?.deliveredAt ?? '') < since) return []
    return [
      {
        kind: 'delivery',
        id: first.shipmentId ?? order.id,
        code,
        ...about(items),
        at: isThere ? (parcel?.deliveredAt ?? null) : (parcel?.promisedDeliverBy ?? order.promised?.deliverBy ?? null),
        amount: null,
        href: isThere ? `/orders/${order.id}` : `/orders/${order.id}/tracking${parcel ? `?shipment=${parcel.id}` : ''}`,
      },
    ]
  })
}

function returnCard(each: Return, since: string): OwnCard[] {
  const { code } = each.state
  if (code === 'canceled' || code === 'declined') return []
  const settled = each.refunds.flatMap(({ perTender }) => perTender.flatMap(({ settledAt }) => settledAt ?? []))
  if (code === 'done' && !settled.some((at) => at >= since)) return []
  const days: Partial<Record<typeof code, string | null>> = {
    needs_review: each.approveBy,
    to_hand_over: each.handOverBy,
    paying: latest(each.perTender.map(({ expectedBy }) => expectedBy)),
  }
  const isMoney = code === 'paying' || (code === 'done' && settled.length > 0)
  return [
    {
      kind: 'return',
      id: each.id,
      code,
      ...about(each.lines),
      at: days[code] ?? null,
      amount: isMoney && each.refund.amountMinor > 0 ? each.refund : null,
      href: `/returns/${each.id}`,
    },
  ]
}

/** A refund of a return is told by the return. */
function refundCard(refund: Refund, { returns, orders }: Matters, since: string): OwnCard[] {
  if (refund.about?.kind === 'return' && returns.some(({ id }) => id === refund.about?.id)) return []
  const moving = refund.perTender
  const failed = moving.filter(({ state, madeGoodBy }) => (state === 'failed' || state === 'reversed') && !madeGoodBy)
  const open = moving.filter(({ state }) => state === 'requested')
  const there = latest(moving.map(({ settledAt }) => settledAt))
  const code = failed.length > 0 ? 'failed' : open.length > 0 ? 'on_the_way' : 'arrived'
  if (code === 'arrived' && (there === null || there < since)) return []
  const shown = failed.length > 0 ? failed : open.length > 0 ? open : moving
  const [first] = shown
  if (!first) return []
  const items = refund.lines.length > 0 ? refund.lines : (orders.find(({ id }) => id === refund.orderId)?.items ?? [])
  return [
    {
      kind: 'refund',
      id: refund.id,
      code,
      ...about(items),
      at: code === 'arrived' ? there : code === 'on_the_way' ? latest(open.map(({ expectedBy }) => expectedBy)) : null,
      amount: {
        amountMinor: shown.reduce((sum, { amount }) => sum + amount.amountMinor, 0),
        currency: first.amount.currency,
      },
      href: `/orders/${refund.orderId}`,
    },
  ]
}

function replacementCard(each: Replacement): OwnCard[] {
  const codes: Partial<Record<Replacement['state'], string>> = {
    requested: 'asked',
    accepted: 'asked',
    shipped: 'shipped',
  }
  const code = codes[each.state]
  if (!code) return []
  const rest = { at: each.expectedBy, amount: null, href: `/orders/${each.orderId}` }
  return [{ kind: 'replacement', id: each.id, code, ...about(each.items), ...rest }]
}

function problemCard(each: Problem): OwnCard[] {
  const codes: Partial<Record<Problem['state'], string>> = { waiting: 'waiting', in_review: 'in_review' }
  const code = each.state === 'open' && each.remedies.length > 0 ? 'choose' : codes[each.state]
  if (!code || each.claim) return []
  const at = code === 'waiting' ? each.waitUntil : code === 'in_review' ? (each.review?.decideBy ?? null) : null
  return [{ kind: 'problem', id: each.id, code, ...about(each.items), at, amount: null, href: `/problems/${each.id}` }]
}

function claimCard(each: Claim, since: string): OwnCard[] {
  if (each.state === 'withdrawn' || each.state === 'closed') return []
  const isDecided = each.decision !== null && each.state !== 'appealed'
  if (isDecided && (each.decision?.at ?? '') < since) return []
  const turns: Partial<Record<Claim['dueFor'], string>> = { shopper: 'asks', seller: 'with_seller' }
  const code = isDecided ? 'decided' : (turns[each.dueFor] ?? 'with_us')
  const at = isDecided || each.paused ? null : each.dueAt
  return [{ kind: 'claim', id: each.id, code, ...about(each.items), at, amount: null, href: `/claims/${each.id}` }]
}

function latest(times: readonly (string | null)[]): string | null {
  return times.reduce((last, time) => (time !== null && (last === null || time > last) ? time : last), null)
}
