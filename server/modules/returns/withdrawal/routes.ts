import { limits } from '../../../limits.ts'
import { anyone, key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { withdrawals } from '../contract.ts'
import type { WithdrawalRow } from '../tables.ts'
import { declareWithdrawal } from './declare-withdrawal.ts'
import { matchByPerson } from './match-withdrawal.ts'
import { listWithdrawals } from './queries.ts'

export const withdrawalRoutes = routes(withdrawals, {
  'POST /withdrawals': { who: [anyone], limit: { perMinute: 10, by: 'ip' }, command: declareWithdrawal },
  'GET /withdrawals': {
    who: [staff('associate'), key('read')],
    query: async (reader, { state, limit = limits.page.size, cursor }) => {
      const rows = await listWithdrawals(reader, {
        state: state ?? 'open',
        limit: limit + 1,
        before: cursor === undefined ? undefined : decodeTimeCursor(cursor),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        data: shown.map(presentWithdrawal),
        nextCursor: rows.length > limit && last ? encodeTimeCursor(last.declared_at, last.id) : null,
      }
    },
  },
  'POST /withdrawals/:id/match': { who: [staff('associate')], command: matchByPerson },
})

function presentWithdrawal(row: WithdrawalRow) {
  return {
    id: row.id,
    reference: row.reference,
    name: row.name,
    order: row.order_reference,
    contact: row.contact,
    items: row.items,
    declaredAt: row.declared_at.toISOString(),
    orderId: row.order_id,
    returnId: row.return_id,
    outcome: row.outcome,
    why: row.why,
  }
}
