import { timerToken } from '#platform/jobs/timer'

/** The one deadline of a claim that runs: of the contact, the seller's turn, a question, a decision or the appeal window. */
export const claimDue = timerToken<{ claimId: string }>('claims.due')
