import type { FakeMovement } from '../../server/adapters/payments/fake/books.ts'
import type { OurBooks } from './our-books.ts'
import type { Violations } from './violations.ts'

/** What `GET /books` of the payment provider answers. */
export interface PaymentBooks {
  payments: { reference: string; currency: string; captured: number; succeeded: number; pending: number }[]
  movements: FakeMovement[]
}

/** What we believe of one key. */
interface Expected {
  key: string
  what: string
  state: 'requested' | 'succeeded' | 'failed'
  amount: number
  currency: string
  source: string
}

/** The provider's books and ours say the same: every movement that succeeded exactly once, and nothing else. */
export function checkProviderBooks(
  books: OurBooks,
  provider: PaymentBooks,
  found: Violations,
  { settled }: { settled: boolean },
): void {
  const theirs = Map.groupBy(provider.movements, (movement) => movement.idempotency_key)
  const ours = new Map(expectedOf(books).map((expected) => [expected.key, expected]))
  for (const [key, movements] of theirs) {
    const done = movements.filter((movement) => movement.status !== 'failed')
    if (done.length > 1) found.add('provider', `moved ${done.length} times under ${key}`)
    const isOwed = movements.every((each) => each.object === 'transfer_reversal' && each.status === 'failed')
    // A reversal that was refused is owed instead, and no longer about that transfer.
    if (!ours.has(key) && !isOwed)
      found.add(
        'provider',
        `moved ${movements.map((each) => `${each.amount} ${each.currency}`).join(', ')} under ${key}, which we do not know`,
      )
  }
  for (const expected of ours.values()) {
    const [movement] = theirs.get(expected.key) ?? []
    compare(expected, movement, settled, found)
  }
  for (const payment of provider.payments) {
    const out = payment.succeeded + payment.pending
    if (out > payment.captured)
      found.add('provider', `payment ${payment.reference} of ${payment.captured} gave ${out} back`)
  }
}

function compare(expected: Expected, movement: FakeMovement | undefined, settled: boolean, found: Violations): void {
  const status = movement?.status ?? 'unknown there'
  const fits = {
    // What had succeeded can come back days later; until we are told we cannot know.
    succeeded: status === 'succeeded' || (!settled && status === 'failed'),
    failed: status === 'failed' || status === 'unknown there',
    // While things are under way the provider may be ahead of us, never afterwards.
    requested: settled ? status === 'pending' : true,
  }[expected.state]
  if (!fits) found.add('provider', `${expected.what} ${expected.key} is ${expected.state} here and ${status} there`)
  if (!movement) return
  if (movement.amount !== expected.amount || movement.currency !== expected.currency)
    found.add(
      'provider',
      `${expected.key} is ${expected.amount} ${expected.currency} here and ${movement.amount} ${movement.currency} there`,
    )
  if (movement.source !== expected.source)
    found.add('provider', `${expected.key} went to ${movement.source} instead of ${expected.source}`)
}

function expectedOf(books: OurBooks): Expected[] {
  const tenders = new Map(books.tenders.map((tender) => [tender.id, tender]))
  const methods = new Map(books.methods.map((method) => [method.id, method]))
  const external = new Set(books.refunds.filter((refund) => refund.origin === 'external').map((refund) => refund.id))
  const refunds = books.movements.flatMap((movement): Expected[] => {
    const tender = tenders.get(movement.tender_id ?? '')
    const isOurs =
      movement.target_kind !== 'tender' || !tender || tender.kind === 'gift_card' || tender.kind === 'store_credit'
    if (isOurs || external.has(movement.refund_id)) return []
    const state = movement.state === 'reversed' ? 'failed' : movement.state
    return [
      {
        key: movement.provider_key,
        what: 'refund',
        state,
        amount: movement.amount_minor,
        currency: movement.currency,
        source: tender.reference,
      },
    ]
  })
  const charges = books.charges.flatMap((charge): Expected[] => {
    const method = methods.get(charge.payment_method_id)
    if (!method || method.kind === 'gift_card' || method.kind === 'store_credit') return []
    return [
      {
        key: charge.provider_key,
        what: 'charge',
        state: charge.state,
        amount: charge.amount_minor,
        currency: charge.currency,
        source: method.reference,
      },
    ]
  })
  const reversals = books.sellerEntries.flatMap((entry): Expected[] => {
    if (entry.provider_key === null || entry.passed_on_reference === null || entry.collect_minor === null) return []
    return [
      {
        key: entry.provider_key,
        what: 'reversal',
        state: entry.state === 'posted' ? 'requested' : 'succeeded',
        amount: entry.collect_minor,
        currency: entry.currency,
        source: entry.passed_on_reference,
      },
    ]
  })
  return [...refunds, ...charges, ...reversals]
}
