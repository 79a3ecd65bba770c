import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { administrator, staff } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { csvHeaders } from '#platform/csv'
import { searchAudit, type AuditQuery } from './audit.ts'
import { auditCsv } from './audit-csv.ts'
import { insights } from './contract.ts'
import { dayFigures } from './day-figures.ts'
import { figuresCsv } from './figures-csv.ts'
import { listSamples, scoreSample } from './quality/samples.ts'

export const insightRoutes = routes(insights, {
  'GET /quality/samples': { who: [staff('associate')], query: listSamples },
  'PUT /quality/samples/:id': { who: [staff('lead')], command: scoreSample },
  'GET /audit': { who: [staff('supervisor'), administrator], raw: sendAudit },
  'GET /insights/daily': { who: [staff('supervisor'), administrator], raw: sendDay },
})

async function sendDay(
  { input, read }: RawContext<{ day?: string | undefined; format?: 'json' | 'csv' | undefined }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const figures = await dayFigures(read(), input)
  if (input.format !== 'csv') return reply.send(figures)
  return reply.headers(csvHeaders(`figures-${figures.day}`)).send(figuresCsv(figures))
}

async function sendAudit(
  { input, read }: RawContext<AuditQuery & { format?: 'json' | 'csv' | undefined }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (input.format !== 'csv') return reply.send(await searchAudit(read(), input))
  return reply.headers(csvHeaders('audit')).send(Readable.from(auditCsv(read(), input)))
}
