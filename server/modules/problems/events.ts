import { event } from '#platform/events/event'

/** A shopper said what is wrong, and the rules answered. */
export const problemReported = event<{
  problemId: string
  kind: string
  outcome: 'now' | 'wait' | 'person' | 'refused'
  state: string
  waitUntil: string | null
  unitIds: string[]
}>('problem.reported')

/** Photos came after the report; what waited for them is open. */
export const problemPhotosAdded = event<{ problemId: string; fileIds: string[] }>('problem.photos_added')

/** The wait of medium risk is over: the remedies are open without a new report. */
export const problemUnlocked = event<{ problemId: string }>('problem.unlocked')

/** A remedy was taken, by whom and what it made. `audit` asks for a look afterwards. */
export const problemRemedied = event<{
  problemId: string
  remedy: string
  refundId: string | null
  replacementId: string | null
  changeId: string | null
  returnId: string | null
  by: string
  audit: boolean
}>('problem.remedied')

/** What was given could not be given after all (`because`: the storefront's refusal of a new one, `refund_failed`, `cancel_refused`); the remedies are open again. */
export const problemReopened = event<{ problemId: string; because: string }>('problem.reopened')

/** The parcel arrived after all. */
export const problemTurnedUp = event<{ problemId: string; choice: string | null }>('problem.turned_up')

/** It was kept, and the payment for it declined: nothing was taken, and the shopper chooses again. */
export const problemPaymentFailed = event<{ problemId: string; chargeId: string; code: string }>(
  'problem.payment_failed',
)

/** The shopper took the report back before a remedy. */
export const problemWithdrawn = event<{ problemId: string }>('problem.withdrawn')

/** A person is asked, with a deadline and what happens on silence. */
export const reviewOpened = event<{ reviewId: string; problemId: string; decideBy: string; onSilence: string }>(
  'review.opened',
)

/** A person decided. */
export const reviewDecided = event<{
  reviewId: string
  problemId: string
  outcome: 'granted' | 'declined'
  remedy: string | null
}>('review.decided')

/** Nobody decided in time, and the default applied. */
export const reviewSilent = event<{
  reviewId: string
  problemId: string
  result: 'for_shopper' | 'to_lead'
  decideBy: string | null
}>('review.silent')
