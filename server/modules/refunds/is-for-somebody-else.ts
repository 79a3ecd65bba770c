import type { RefundDetail } from './queries.ts'

/** Whether a refund went to somebody else than who paid: the value of a gift, to whoever received it. Answers their id. */
export function isForSomebodyElse({ row, movements }: RefundDetail): string | null {
  const [first] = movements
  return first?.target_kind === 'store_credit' && first.target_id !== row.customer_id && row.about_kind === 'return'
    ? first.target_id
    : null
}
