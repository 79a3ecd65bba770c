import type { Reader } from '#platform/work'
import type { RefundDetail } from './queries.ts'

/** Whether a refund went to somebody else than who paid: the value of a gift, to whoever received it. Answers their id. */
export function isForSomebodyElse({ row, movements }: RefundDetail): string | null {
  const [first] = movements
  return first?.target_kind === 'store_credit' && first.target_id !== row.customer_id && row.about_kind === 'return'
    ? first.target_id
    : null
}

/** What a gift's recipient got back is nobody's business but theirs and the store's: whoever gave it sees nothing of it. */
export function isRefundShownTo({ actor }: Reader, detail: RefundDetail): boolean {
  return (actor.kind !== 'shopper' && actor.kind !== 'guest') || !isForSomebodyElse(detail)
}

/** What refunds that are not shown to whoever asks took from their orders: to them it is still there. Minor units by order. */
export function hiddenFrom(reader: Reader, details: readonly RefundDetail[]): Map<string, number> {
  const hidden = new Map<string, number>()
  for (const detail of details) {
    if (isRefundShownTo(reader, detail)) continue
    const taken = detail.movements
      .filter(({ state }) => state === 'requested' || state === 'succeeded')
      .reduce((sum, movement) => sum + movement.amount_minor, 0)
    hidden.set(detail.row.order_id, (hidden.get(detail.row.order_id) ?? 0) + taken)
  }
  return hidden
}
