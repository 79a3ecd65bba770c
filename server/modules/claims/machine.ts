import { machine } from '#platform/machine'

/**
 * `contacting`: the seller is asked first. `seller_due`: the claim is open, and it is the seller's turn. `review`: a person
 * decides. `for_shopper`, `for_seller`, `split`: decided, and open to an appeal. `closed`: settled elsewhere, such as by a
 * chargeback that the shopper won. A chargeback that is open stops the clock, whatever the state.
 */
export type ClaimState =
  | 'contacting'
  | 'seller_due'
  | 'review'
  | 'for_shopper'
  | 'for_seller'
  | 'split'
  | 'appealed'
  | 'final'
  | 'withdrawn'
  | 'closed'

const undecided = ['contacting', 'seller_due', 'review'] as const
const decided = ['for_shopper', 'for_seller', 'split'] as const

export const claimMachine = machine<ClaimState>()({
  initial: 'contacting',
  final: ['final', 'withdrawn', 'closed'],
  steps: {
    open: { from: ['contacting'], to: 'seller_due', event: 'claim.opened' },
    review: { from: ['contacting', 'seller_due'], to: 'review', event: 'claim.in_review' },
    grant: { from: [...undecided, 'appealed'], to: 'for_shopper', event: 'claim.decided' },
    deny: { from: [...undecided, 'appealed'], to: 'for_seller', event: 'claim.decided' },
    split: { from: [...undecided, 'appealed'], to: 'split', event: 'claim.decided' },
    appeal: { from: decided, to: 'appealed', event: 'claim.appealed' },
    finish: { from: decided, to: 'final', event: 'claim.final' },
    withdraw: { from: undecided, to: 'withdrawn', event: 'claim.withdrawn' },
    close: { from: [...undecided, ...decided, 'appealed'], to: 'closed', event: 'claim.closed' },
  },
})

export type RecourseState = 'open' | 'granted' | 'partly' | 'declined'

/** A debit that the seller asks back. Nobody's silence is a no. */
export const recourseMachine = machine<RecourseState>()({
  initial: 'open',
  final: ['granted', 'partly', 'declined'],
  steps: {
    grant: { from: ['open'], to: 'granted', event: 'recourse.decided' },
    grantPart: { from: ['open'], to: 'partly', event: 'recourse.decided' },
    decline: { from: ['open'], to: 'declined', event: 'recourse.decided' },
  },
})
