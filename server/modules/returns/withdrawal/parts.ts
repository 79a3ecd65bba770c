import { changeRefused } from '#events/changes'
import { system } from '#platform/auth/actor'
import { on } from '#platform/events/on'
import { job } from '#platform/jobs/job'
import { afterRefusedCancel, matchByItself } from './match-withdrawal.ts'
import { withdrawalRoutes } from './routes.ts'
import { matchWithdrawalJob } from './tokens.ts'

const match = job<{ withdrawalId: string; customerId?: string }>(
  matchWithdrawalJob,
  { retryLimit: 8, retryDelaySeconds: 5 },
  async (context, data) => {
    await context.transact((work) => matchByItself(work, data), system('returns.withdrawals'))
  },
)

/** What the withdrawal function puts into the module. */
export const withdrawalParts = {
  routes: [withdrawalRoutes],
  jobs: [match],
  reactions: [
    on(changeRefused, 'returns.withdraw-by-return', async (work, { about, payload: { changeId, kind } }) => {
      if (kind === 'cancel' && about.orderId) await afterRefusedCancel(work, changeId, about.orderId)
    }),
  ],
}
