import { findOrder, itemOf, lockOrder, type OrderRecord, type UnitRow } from '#modules/orders'
import {
  assertMaySend,
  canStopReplacement,
  findReplacement,
  releaseProduct,
  stopReplacement,
  withholdProduct,
} from '#modules/replacements'
import { assertNotOwn } from '#modules/staff'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { replacementDate } from '../offer-parts.ts'
import { tellHarm } from '../on-harm.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import type { Offer, ProblemRow } from '../tables.ts'
import { withoutUnsafe } from '../unsafe-offers.ts'
import { decideAgain } from './add-photos.ts'
import { attachFiles } from './attach-files.ts'
import { saveProblem } from './save-problem.ts'

export interface HarmInput {
  id: string
  note?: string | undefined
  files?: readonly string[] | undefined
  who?: 'person' | 'property' | undefined
}

/**
 * It hurt somebody, or could, whatever the problem is and however far: from this moment the same thing is not sent to this shopper
 * again unasked, what stands there to be taken is worked out anew, and a new one that has not left is stopped.
 */
export async function noteHarm(work: Work, input: HarmInput): Promise<void> {
  const { order, problem } = await lockedProblem(work, input.id)
  await assertNotOwn(work, order.row.customer_id)
  const files = await attachFiles(work, problem.row.id, input.files ?? [])
  const { row } = problem
  await withholdFrom(work, order, problem.unitIds, row.id)
  await saveProblem(work, row, {
    unsafe: true,
    note: row.note ?? input.note ?? null,
    ...(isOpen(row) ? { offers: await offersNow(work, order, problem) } : {}),
  })
  await stopNewOne(work, row)
  await tellHarm(work, {
    order,
    problem: await findProblem(work, row.id),
    note: input.note ?? null,
    who: input.who ?? null,
    fileIds: files.map((file) => file.id),
  })
}

/** The things of a problem are not sent to its shopper again unless they ask for that. */
export async function withholdFrom(
  work: Work,
  order: OrderRecord,
  unitIds: readonly string[],
  problemId: string,
): Promise<void> {
  const because = { kind: 'problem', id: problemId } as const
  for (const productId of productsOf(order, unitIds))
    await withholdProduct(work, { productId, customerId: order.row.customer_id, because })
}

/**
 * The shopper, or a person for them, asks for the same thing again all the same. What is stopped or recalled is sent to nobody:
 * refuses `product_unsafe`.
 */
export async function askForSame(work: Work, problemId: string): Promise<void> {
  const { order, problem } = await lockedProblem(work, problemId)
  await assertNotOwn(work, order.row.customer_id)
  const { row, unitIds } = problem
  if (!isOpen(row))
    refuse('not_possible_now', { state: row.state }, 'This one has been put right already. A person can still help.')
  await assertMaySend(work, { order, unitIds, askedAt: new Date(8.64e15) })
  await releaseProduct(work, { kind: 'problem', id: row.id })
  if (row.offers.some((offer) => offer.kind === 'replacement')) return
  await saveProblem(work, row, { offers: withSame(row.offers, await sameAgain(work, order, problem)) })
}

/** Before the person, so that nothing that was recommended loses its place. */
function withSame(offers: readonly Offer[], same: Offer): Offer[] {
  const person = offers.findIndex((offer) => offer.kind === 'person')
  return person < 0 ? [...offers, same] : [...offers.slice(0, person), same, ...offers.slice(person)]
}

async function sameAgain(work: Work, order: OrderRecord, problem: ProblemRecord): Promise<Offer> {
  const found = await decideAgain(work, order, problem)
  return {
    id: 'rem_replacement',
    kind: 'replacement',
    recommended: false,
    availableAt: null,
    requires: [],
    amount: null,
    method: [],
    expectedBy: replacementDate(work.now, found).toISOString(),
    cost: found.value,
  }
}

/** A product was stopped: what open problems of an order still promise is worked out anew. */
export async function dropUnsafeOffers(work: Work, problemId: string): Promise<void> {
  const { order, problem } = await lockedProblem(work, problemId)
  if (!isOpen(problem.row)) return
  const offers = await offersNow(work, order, problem)
  if (JSON.stringify(offers) !== JSON.stringify(problem.row.offers)) await saveProblem(work, problem.row, { offers })
}

async function offersNow(work: Work, order: OrderRecord, { row, unitIds }: ProblemRecord): Promise<Offer[]> {
  return await withoutUnsafe(work, { order, unitIds, problemId: row.id, offers: row.offers })
}

async function stopNewOne(work: Work, row: ProblemRow): Promise<void> {
  if (!row.replacement_id) return
  const { row: sent } = await findReplacement(work, row.replacement_id)
  // One that was not placed yet is looked at again before it is.
  if (sent.state === 'accepted' && canStopReplacement(sent)) await stopReplacement(work, sent.id)
}

async function lockedProblem(work: Work, id: string): Promise<{ order: OrderRecord; problem: ProblemRecord }> {
  const found = await findProblem(work, id)
  await findOrder(work, found.row.order_id, 'problem')
  const order = await lockOrder(work, found.row.order_id)
  return { order, problem: await findProblem(work, id) }
}

function isOpen({ state }: ProblemRow): boolean {
  return state === 'open' || state === 'waiting' || state === 'in_review'
}

function productsOf(order: OrderRecord, unitIds: readonly string[]): Set<string> {
  const units: UnitRow[] = order.units.filter((unit) => unitIds.includes(unit.id))
  return new Set(units.flatMap((unit) => itemOf(order, unit.item_id)?.product_id ?? []))
}
