import type { FastifyReply, FastifyRequest } from 'fastify'
import { administrator, staff } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { insights } from './contract.ts'
import { dayFigures } from './day-figures.ts'
import { figuresCsv } from './figures-csv.ts'

export const insightRoutes = routes(insights, {
  'GET /insights/daily': { who: [staff('supervisor'), administrator], raw: sendDay },
})

async function sendDay(
  { input, read }: RawContext<{ day?: string | undefined; format?: 'json' | 'csv' | undefined }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const figures = await dayFigures(read(), input)
  if (input.format !== 'csv') return reply.send(figures)
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="figures-${figures.day}.csv"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(figuresCsv(figures))
}
