import type { TenderRow } from '#modules/orders'
import type { MovementRow } from '#modules/refunds'
import type { GivenBack } from './contract.ts'

type Movement = Pick<
  MovementRow,
  'state' | 'target_kind' | 'provider_reference' | 'expected_by' | 'requested_at' | 'settled_at'
>

/**
 * Where money on its way back is. The provider's "done" means that it left: banks take days more, so that it counts as arrived
 * only once the day is past that was promised. What is ours (`isBalance`) is there at once.
 */
export function stateOfMoney(movement: Movement, isBalance: boolean, now: Date): GivenBack['state'] {
  switch (movement.state) {
    case 'requested':
      return movement.provider_reference === null ? 'asked' : 'with_bank'
    case 'failed':
    case 'reversed':
      return 'not_arrived'
    case 'succeeded':
      return !isBalance && movement.expected_by !== null && movement.expected_by > now ? 'with_bank' : 'arrived'
  }
}

/** Whether something was paid with what this store itself holds. */
export function isBalance({ kind }: Pick<TenderRow, 'kind'>): boolean {
  return kind === 'gift_card' || kind === 'store_credit'
}

/** Whether money went to a gift card or store credit, which this store itself holds. */
export function wentToBalance(
  {
    target_kind: kind,
    target_id: id,
    provider_reference: reference,
    requested_at: asked,
    settled_at: settled,
  }: Movement & Pick<MovementRow, 'target_id'>,
  tenders: readonly Pick<TenderRow, 'id' | 'kind'>[],
): boolean {
  if (kind === 'store_credit') return true
  const tender = tenders.find((each) => each.id === id)
  if (tender) return isBalance(tender)
  // A method that no provider was asked about and that was done in the moment of asking.
  return kind === 'method' && reference === null && settled !== null && settled.getTime() === asked.getTime()
}
