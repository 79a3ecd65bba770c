import { Readable } from 'node:stream'
import { findSeller } from '#modules/sellers'
import { administrator, key, sellerMember, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import { csvHeaders } from '#platform/csv'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { showBalance } from './balance.ts'
import { recordAdjustment } from './commands/record-adjustment.ts'
import { recordPayout } from './commands/record-payout.ts'
import { settlements, type StatementLine } from './contract.ts'
import { presentLines } from './present.ts'
import { statementCsv } from './statement-csv.ts'
import { listEntries, type Days } from './statement.ts'

const payouts = [key('payouts'), administrator]

export const settlementRoutes = routes(settlements, {
  'GET /seller/statement': {
    who: [sellerMember],
    query: (reader, query) => pageOf(reader, sellerOf(reader), query),
  },
  'GET /seller/statement.csv': {
    who: [sellerMember],
    limit: { perMinute: 20, by: 'actor' },
    raw: async ({ input, read }, _request, reply) => {
      const reader = read()
      const name = ['statement', input.from, input.to].filter((part) => part !== undefined).join('-')
      return await reply.headers(csvHeaders(name)).send(Readable.from(statementCsv(reader, sellerOf(reader), input)))
    },
  },
  'GET /seller/balance': {
    who: [sellerMember],
    query: (reader) => showBalance(reader, { id: sellerOf(reader) }),
  },
  'GET /sellers/:id/statement': {
    who: [staff('lead'), ...payouts],
    query: async (reader, { id, ...query }) => pageOf(reader, (await findSeller(reader, id)).id, query),
  },
  'GET /sellers/:id/balance': { who: [staff('lead'), ...payouts], query: showBalance },
  'POST /sellers/:id/payouts': { who: payouts, command: recordPayout },
  'POST /sellers/:id/adjustments': { who: payouts, command: recordAdjustment },
})

/** A seller sees their own money, and nobody else's. */
function sellerOf({ actor }: Reader): string {
  return actor.kind === 'seller' ? actor.sellerId : notFound('seller')
}

async function pageOf(
  reader: Reader,
  sellerId: string,
  { limit = limits.page.size, cursor, ...days }: Days & { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: StatementLine[]; nextCursor: string | null }> {
  const rows = await listEntries(reader, {
    ...days,
    sellerId,
    order: 'newest',
    after: cursor === undefined ? undefined : decodeTimeCursor(cursor),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await presentLines(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.at, last.id) : null,
  }
}
