import { event } from '#platform/events/event'
import type { Money } from '#platform/money'

interface ClaimFact {
  claimId: string
  orderId: string
  sellerId: string
  ground: string
}

/** The seller was asked to put it right, and by when it becomes a claim. */
export const claimContacted = event<ClaimFact & { until: string }>('claim.contacted')

/** A claim is open, and it is the seller's turn until `answerBy`. `advanced`: the shopper has been paid already. */
export const claimOpened = event<ClaimFact & { answerBy: string; advanced: boolean; amount: Money }>('claim.opened')

/** The seller answered: `accepted`, `contested` or `evidenced`; in the contact also a plain no. */
export const claimAnswered = event<ClaimFact & { answer: string }>('claim.answered')

/** One side added evidence. */
export const claimEvidenceAdded = event<ClaimFact & { side: string; kind: string }>('claim.evidence_added')

/** The store asked one side, with a deadline. */
export const claimQuestionAsked = event<ClaimFact & { side: string; dueAt: string }>('claim.question_asked')

/** One side answered what was asked. */
export const claimQuestionAnswered = event<ClaimFact & { side: string }>('claim.question_answered')

/** The seller offered an amount to settle it. */
export const claimOfferMade = event<ClaimFact & { offerId: string; amount: Money }>('claim.offer_made')

/** The shopper said no to an offer, or it lapsed. */
export const claimOfferDeclined = event<ClaimFact & { offerId: string }>('claim.offer_declined')

/** A person decides, and by when. */
export const claimInReview = event<ClaimFact & { decideBy: string }>('claim.in_review')

/** Decided. Money and blame are two fields: who pays, and whether it counts against the seller. */
export const claimDecided = event<
  ClaimFact & {
    verdict: 'for_shopper' | 'for_seller' | 'split'
    payer: 'seller' | 'platform' | 'carrier' | null
    counts: boolean
    award: string
    amount: Money
    refundId: string | null
    returnId: string | null
    appealUntil: string | null
    by: string
    /** Decided once more, after an appeal. */
    afterAppeal: boolean
  }
>('claim.decided')

/** One side asks for another look, by somebody else. */
export const claimAppealed = event<ClaimFact & { side: string; decideBy: string }>('claim.appealed')

/** Nobody can change it any more. */
export const claimFinal = event<ClaimFact & { verdict: string }>('claim.final')

/** The shopper took it back. */
export const claimWithdrawn = event<ClaimFact>('claim.withdrawn')

/** Settled elsewhere: `chargeback_paid`, `refunded_elsewhere`. */
export const claimClosed = event<ClaimFact & { reason: string }>('claim.closed')

/** A chargeback stopped the clock. */
export const claimPaused = event<ClaimFact & { disputeReference: string }>('claim.paused')

/** The clock goes on with the time that was left. */
export const claimResumed = event<ClaimFact & { dueAt: string | null }>('claim.resumed')

/** A chargeback was lost although the shopper had been paid by a claim: money went twice, and somebody has to look. */
export const claimPaidTwice = event<ClaimFact & { disputeReference: string; amount: Money }>('claim.paid_twice')

/** A seller asks a debit back. */
export const recourseFiled = event<{ recourseId: string; sellerId: string; orderId: string; amount: Money }>(
  'recourse.filed',
)

/** What became of it. */
export const recourseDecided = event<{
  recourseId: string
  sellerId: string
  orderId: string
  state: string
  amount: Money
}>('recourse.decided')
