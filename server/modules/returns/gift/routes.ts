import { ensureCustomers } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { anyone } from '#platform/auth/who'
import { type RawContext, routes } from '#platform/contract/routes'
import { notFound, refuse } from '#platform/errors'
import { money } from '#platform/money'
import { addMinutes } from '#platform/time'
import type { Reader } from '#platform/work'
import type { FastifyRequest } from 'fastify'
import type * as z from 'zod'
import { limits } from '../../../limits.ts'
import { requestReturn } from '../commands/request-return.ts'
import { giftReturns, type Return, type ReturnRequest } from '../contract.ts'
import { planReturn, type ReturnPlan } from '../plan-return.ts'
import { presentQuote } from '../present-quote.ts'
import { presentReturns } from '../present.ts'
import { loadReturns, returnsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { returnableOf } from '../returnable.ts'
import { asGift, quoteForGift, returnableForGift, waysOfGift } from './as-gift.ts'
import { holderOf, openGift } from './open-gift.ts'
import { giftToken, opensGift } from './token.ts'

type Quote = z.output<(typeof giftReturns)['POST /gift-returns/quote']['input']>
type Ask = z.output<(typeof giftReturns)['POST /gift-returns']['input']>

export const giftRoutes = routes(giftReturns, {
  'POST /gift-returns/quote': { who: [anyone], limit: { perMinute: 20, by: 'ip' }, direct: quoteGift },
  'POST /gift-returns': { who: [anyone], limit: { perMinute: 10, by: 'ip' }, direct: returnGift },
  'GET /gift-returns/:id': {
    who: [anyone],
    limit: { perMinute: 60, by: 'ip' },
    direct: async (context) => {
      const { id, token } = context.input
      if (!opensGift(context.app.config, id, token)) notFound('return')
      return await shownGift(context, id)
    },
  },
})

async function quoteGift(context: RawContext<Quote>, request: FastifyRequest) {
  const order = await openGift(context, request.ip)
  const reader = context.read(holderOf(order))
  const returnable = returnableForGift(await returnableOf(reader, order), order.row.currency)
  const { items, ...way } = wishOf(context.input)
  if (!items) return { returnable, quote: null }
  const { plan } = await planGift(reader, order, items, way)
  return { returnable, quote: quoteForGift(await presentQuote(reader, asGift(plan))) }
}

async function returnGift(context: RawContext<Ask>, request: FastifyRequest) {
  const { input } = context
  const order = await openGift(context, request.ip)
  const { items, ...way } = wishOf(input)
  const id = await context.transact(async (work) => {
    const [customerId = ''] = await ensureCustomers(work, 'gift', [
      { reference: input.email, email: input.email, name: input.name },
    ])
    const before = (await returnsOf(work, [order.row.id])).findLast(
      (record) => record.row.customer_id === customerId && isSaidAgain(work, record, items ?? []),
    )
    if (before) return before.row.id
    const { request } = await planGift(work, order, items ?? [], way)
    return await requestReturn(work, request, { origin: 'gift', customerId })
  }, holderOf(order))
  return { return: await shownGift(context, id), token: giftToken(context.app.config, id) }
}

/** Said once more after a lost answer it is the same return; later, or for another number of them, it is the next one. */
function isSaidAgain(
  { now }: Reader,
  { row, lines, units }: ReturnRecord,
  items: NonNullable<Quote['items']>,
): boolean {
  const until = addMinutes(row.requested_at, limits.gifts.lostAnswerMinutes)
  if (row.origin !== 'gift' || row.canceled_at || now > until) return false
  return items.every((item) => {
    const line = lines.find((each) => each.item_id === item.item)
    return line !== undefined && units.filter((unit) => unit.line_id === line.id).length === item.quantity
  })
}

/** A way that needs no address is found where none was named. What has to be picked up needs one, and a person who asks for it. */
async function planGift(
  reader: Reader,
  order: OrderRecord,
  items: NonNullable<Quote['items']>,
  way: Omit<ReturnType<typeof wishOf>, 'items'>,
): Promise<{ plan: ReturnPlan; request: ReturnRequest }> {
  const request = requestOf(order, items, way)
  const plan = await planReturn(reader, [order], request)
  const ways = waysOfGift(plan)
  if (plan.method === 'keep' || ways.some(({ method }) => method === plan.method)) return { plan, request }
  const [other] = ways
  if (way.method || !other)
    return refuse(
      'method_not_possible',
      { methods: ways.map(({ method }) => method) },
      ways.length > 0
        ? 'That way back is not possible for a gift. Pick one of the others.'
        : 'Somebody has to come for this one. Write to us, and a person finds a day with you.',
    )
  const instead = requestOf(order, items, { ...way, method: other.method })
  return { plan: await planReturn(reader, [order], instead), request: instead }
}

function wishOf({ items, method, dropOffPoint, pickup }: Pick<Quote, 'items' | 'method' | 'dropOffPoint' | 'pickup'>) {
  return { items, method, dropOffPoint, pickup }
}

/** Asked for as money and made a balance of the recipient by `asGift`: the limits on where a shopper's money may go are not theirs. */
function requestOf(
  order: OrderRecord,
  items: NonNullable<Quote['items']>,
  way: Omit<ReturnType<typeof wishOf>, 'items'>,
): ReturnRequest {
  return {
    items: items.map((item) => ({ ...item, order: order.row.id })),
    resolution: 'refund',
    ...(way.method ? { method: way.method } : {}),
    ...(way.dropOffPoint ? { dropOffPoint: way.dropOffPoint } : {}),
    ...(way.pickup ? { pickup: way.pickup } : {}),
  }
}

async function shownGift(context: RawContext<unknown>, id: string): Promise<Return> {
  const token = encodeURIComponent(giftToken(context.app.config, id))
  const [record] = await loadReturns(context.read(), [id])
  if (record?.row.origin !== 'gift') return notFound('return')
  const reader = context.read({ kind: 'shopper', customerId: record.row.customer_id })
  const [shown] = await presentReturns(reader, [record])
  if (!shown) return notFound('return')
  const withToken = (address: string | null) => address && `${address}?token=${token}`
  return {
    ...shown,
    // What else whoever gave it has paid for is theirs to know.
    refunds: shown.refunds.map((refund) => ({ ...refund, remaining: money(0, refund.remaining.currency) })),
    parcels: shown.parcels.map((parcel) => ({
      ...parcel,
      codeImage: withToken(parcel.codeImage),
      label: parcel.label && { ...parcel.label, href: withToken(parcel.label.href) },
    })),
  }
}
