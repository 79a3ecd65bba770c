import type { JobToken } from '#platform/jobs/job'

/** Looks which order a declaration is about, away from the request: how long the answer takes tells nobody whether there is one. */
export const matchWithdrawalJob: JobToken<{ withdrawalId: string /** Who was signed in. */; customerId?: string }> = {
  name: 'returns.match-withdrawal',
}
