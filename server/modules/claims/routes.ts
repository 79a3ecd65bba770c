import { limits } from '../../limits.ts'
import { reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { guest, key, sellerMember, shopper, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import { ApiError } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { addEvidence, answerClaim } from './commands/answer-claim.ts'
import { appealClaim } from './commands/appeal-claim.ts'
import { answerQuestion, askSide } from './commands/ask-side.ts'
import { decideAppeal, decideByPerson } from './commands/decide-claim.ts'
import { sideOf } from './commands/for-side.ts'
import { offerPart, takeOffer } from './commands/offer-part.ts'
import { requestClaim } from './commands/request-claim.ts'
import { withdrawClaim } from './commands/withdraw-claim.ts'
import { type Claim, claims } from './contract.ts'
import type { ClaimState } from './machine.ts'
import { presentClaims } from './present.ts'
import { type ClaimQuery, findClaim, listClaims, placeOf } from './queries.ts'

const asker = [shopper, guest, staff('associate')]
const parties = [...asker, sellerMember]

/** Runs a command and answers the claim as it is then. */
function then<I extends { id: string }>(run: (work: Work, input: I) => Promise<unknown>) {
  return async (work: Work, input: I): Promise<Claim> => {
    await run(work, input)
    return await shown(work, input.id)
  }
}

export const claimRoutes = routes(claims, {
  'POST /claims': { who: asker, command: async (work, input) => await shown(work, await requestClaim(work, input)) },
  'GET /claims': { who: [...parties, key('read')], query: listed },
  'GET /claims/:id': { who: [...parties, key('read')], query: async (reader, { id }) => await shown(reader, id) },
  'POST /claims/:id/answer': { who: [sellerMember], command: then(answerClaim) },
  'POST /claims/:id/evidence': { who: parties, command: then(addEvidence) },
  'POST /claims/:id/offers': { who: [sellerMember], command: then(offerPart) },
  'POST /claims/:id/offer-answer': { who: asker, command: then(takeOffer) },
  'POST /claims/:id/questions': { who: [staff('associate')], command: then(askSide) },
  'POST /claims/:id/question-answer': { who: [shopper, guest, sellerMember], command: then(answerQuestion) },
  'POST /claims/:id/decision': { who: [staff('associate')], command: then(decideByPerson) },
  'POST /claims/:id/appeal': { who: [shopper, guest, sellerMember], command: then(appealClaim) },
  'POST /claims/:id/appeal-decision': { who: [staff('associate')], command: then(decideAppeal) },
  'POST /claims/:id/withdrawal': { who: asker, command: then(withdrawClaim) },
})

async function shown(reader: Reader, id: string): Promise<Claim> {
  const claim = await findClaim(reader, id)
  await sideOf(reader, claim.row)
  const [presented] = await presentClaims(reader, [claim])
  return presented as Claim
}

interface ListInput {
  order?: string | undefined
  seller?: string | undefined
  state?: 'open' | 'seller_due' | 'review' | 'appealed' | 'decided' | 'all' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

const statesOf: Record<NonNullable<ListInput['state']>, readonly ClaimState[] | undefined> = {
  open: ['contacting', 'seller_due', 'review', 'appealed'],
  seller_due: ['contacting', 'seller_due'],
  review: ['review'],
  appealed: ['appealed'],
  decided: ['for_shopper', 'for_seller', 'split', 'final', 'withdrawn', 'closed'],
  all: undefined,
}

async function listed(reader: Reader, input: ListInput) {
  const { limit = limits.page.size, cursor } = input
  const state = input.state ?? 'all'
  const by = state === 'all' ? 'opened' : state === 'decided' ? 'decided' : 'due'
  const query: ClaimQuery = {
    ...(await scopeOf(reader, input)),
    states: statesOf[state],
    by,
    limit: limit + 1,
    after: cursor === undefined ? undefined : decodeTimeCursor(cursor),
  }
  const records = await listClaims(reader, query)
  const page = records.slice(0, limit)
  const last = page.at(-1)?.row
  const at = last && placeOf(last, by)
  return {
    data: await presentClaims(reader, page),
    nextCursor: records.length > limit && last && at ? encodeTimeCursor(at, last.id) : null,
  }
}

/** An order as a seller names it: one without a claim of theirs is an empty list, whether it exists or not. */
async function orderIdFor(reader: Reader, anyId: string): Promise<string> {
  try {
    return (await findOrder({ ...reader, actor: system('claims') }, anyId)).row.id
  } catch (error) {
    if (error instanceof ApiError && error.type === 'not_found') return anyId
    throw error
  }
}

/** Whose claims are looked at: everybody sees their own, and people who work here all of them. */
async function scopeOf(
  reader: Reader,
  { order, seller }: ListInput,
): Promise<Pick<ClaimQuery, 'customerIds' | 'sellerId' | 'orderId'>> {
  const { actor } = reader
  if (actor.kind === 'seller')
    return { sellerId: actor.sellerId, orderId: order === undefined ? undefined : await orderIdFor(reader, order) }
  const orderId = order === undefined ? undefined : (await findOrder(reader, order)).row.id
  if (actor.kind === 'guest') return { customerIds: [actor.customerId], orderId: actor.orderId }
  if (actor.kind === 'shopper') return { customerIds: await reachableIdsOf(reader, actor.customerId), orderId }
  return { orderId, sellerId: seller === undefined ? undefined : (await findSeller(reader, seller)).id }
}
