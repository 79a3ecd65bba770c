import { machine } from '#platform/machine'

export type MovementState = 'requested' | 'succeeded' | 'failed' | 'reversed'

/**
 * One way that money of a refund goes. The provider's last word counts: what it called done can come back days later
 * (a closed account), and what it called failed can turn out to have been paid.
 */
export const movementMachine = machine<MovementState>()({
  initial: 'requested',
  final: [],
  steps: {
    succeed: { from: ['requested'], to: 'succeeded', event: 'refund.succeeded' },
    fail: { from: ['requested'], to: 'failed', event: 'refund.failed' },
    reverse: { from: ['succeeded'], to: 'reversed', event: 'refund.failed' },
    correct: { from: ['failed', 'reversed'], to: 'succeeded', event: 'refund.succeeded' },
  },
})

export type ChargeState = 'requested' | 'succeeded' | 'failed'

/** Money that the shopper pays once more: the difference of a variant, or what turned up after it was refunded. */
export const chargeMachine = machine<ChargeState>()({
  initial: 'requested',
  final: [],
  steps: {
    succeed: { from: ['requested', 'failed'], to: 'succeeded', event: 'charge.succeeded' },
    fail: { from: ['requested'], to: 'failed', event: 'charge.failed' },
  },
})
