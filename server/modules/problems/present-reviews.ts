import { findCustomers } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { roleReaches } from '#platform/auth/actor'
import type { Reader } from '#platform/work'
import type { Review } from './contract.ts'
import { findProblem } from './queries.ts'
import { isForReview } from './commands/decide-review.ts'
import type { Offer, ReviewRow } from './tables.ts'
import { offerWords, silenceWords } from './words.ts'

/** Reviews as the console shows them: the question, the clock, what silence does, and each remedy with its cost, rule and effect. */
export async function presentReviews(reader: Reader, rows: readonly ReviewRow[]): Promise<Review[]> {
  if (rows.length === 0) return []
  const [orders, customers, store, problems] = await Promise.all([
    loadOrders(reader, [...new Set(rows.map((row) => row.order_id))]),
    findCustomers(reader, [...new Set(rows.map((row) => row.customer_id))]),
    findStore(reader),
    Promise.all(rows.map((row) => findProblem(reader, row.about_id))),
  ])
  return rows.map((row, index) => {
    const problem = problems[index]
    const customer = customers.get(row.customer_id)
    const why = whyNot(reader, row)
    return {
      id: row.id,
      about: { kind: row.about_kind, id: row.about_id },
      orderId: row.order_id,
      orderReference: orders.find((order) => order.row.id === row.order_id)?.row.reference ?? '',
      customer: { id: row.customer_id, name: customer?.name ?? '' },
      question: row.question,
      state: row.state,
      decideBy: row.decide_by.toISOString(),
      onSilence: row.on_silence,
      onSilenceWords: silenceWords(row, store.timeZone),
      requiredRole: row.required_role,
      value: { amountMinor: problem?.row.value_minor ?? 0, currency: problem?.row.currency ?? store.currency },
      openedAt: row.opened_at.toISOString(),
      decidedBy: row.decided_by,
      outcome: row.outcome,
      note: row.note,
      remedies: (problem?.row.offers ?? []).filter(isForReview).map((offer) => ({
        id: offer.id,
        kind: offer.kind,
        ...offerWords(offer, store.timeZone, problem?.row.verdict),
        ...(offer.amount ? { amount: offer.amount } : {}),
        method: offer.method,
        expectedBy: offer.expectedBy,
        requires: offer.requires,
        recommended: offer.recommended,
        cost: offer.cost,
        rule: `Row ${problem?.row.verdict.rowId ?? ''}, policy version ${problem?.row.verdict.policyVersion ?? ''}`,
        effect: effectOf(offer),
        withinPolicy: true,
      })),
      allowed: row.state === 'open' && why === null ? ['decide'] : [],
      notAllowed: why ? [{ action: 'decide', ...why }] : [],
    }
  })
}

function whyNot({ actor }: Reader, row: ReviewRow): { code: string; message: string } | null {
  if (row.state !== 'open') return { code: 'not_possible_now', message: 'This has been decided.' }
  if (actor.kind === 'staff' && !roleReaches(actor.role, row.required_role)) {
    return { code: 'role_too_low', message: `This one needs a ${row.required_role} or above.` }
  }
  return null
}

function effectOf(offer: Offer): string {
  switch (offer.kind) {
    case 'replacement':
      return 'A new one is sent today; the money stays as it is.'
    case 'exchange':
      return 'Another variant is sent once a difference is paid; less comes back.'
    case 'parts':
      return 'The warehouse is asked for the part; nothing else moves.'
    case 'return_for_refund':
      return 'A free return is opened; the money follows it.'
    case 'partial_refund':
      return 'A part of the money goes back; the thing stays there.'
    case 'refund':
      return 'The money goes back to where it came from; nothing is sent.'
    case 'cancel':
      return 'The storefront is asked to stop it; then the money goes back.'
    case 'store_credit':
      return 'The money is there as store credit at once; nothing is sent.'
    default:
      return 'Nothing moves yet.'
  }
}
