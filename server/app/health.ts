import { sql } from 'kysely'
import type { App } from '#platform/app'
import { authenticate } from '#platform/auth/authenticate'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { administrator } from '#platform/auth/who'
import { pendingMigrations } from '#platform/database/migrate'
import { metrics } from '#platform/metrics'
import { listQueueSizes } from '#platform/jobs/queue-sizes'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What readiness asks besides the database. */
export interface Health {
  /** When the worker of this process last looked at what is due; absent when it has none. */
  workerLastLookAt?: () => number
  isStopping?: () => boolean
  /** Through what money is moved, and whether that works. It is shown and does not make the program unready: refunds wait. */
  payments?: () => { through: string; state: string }
  /** The same for the telephone line: calls wait. */
  telephone?: () => Promise<{ through: string; state: string } | undefined>
}

const workerSilenceMs = 30_000

/** `/healthz`: the process lives. `/readyz`: it can do its work. `/metrics`: figures, for this machine or an administrator. */
export function registerHealth(http: FastifyInstance, app: App, health: Health = {}): void {
  http.get('/healthz', { config: { label: 'GET /healthz' } }, async () => ({ status: 'ok' }))
  http.get('/readyz', { config: { label: 'GET /readyz' } }, async (_request, reply) => {
    const checks = await readiness(app, health)
    const ready = Object.values(checks).every((check) => check === 'ok')
    const payments = health.payments?.()
    const telephone = await health.telephone?.()
    const connections = { ...(payments ? { payments } : {}), ...(telephone ? { telephone } : {}) }
    const isConnected = Object.keys(connections).length > 0
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not_ready', checks, ...(isConnected ? { connections } : {}) })
  })
  http.get('/metrics', { config: { label: 'GET /metrics' } }, async (request, reply) => {
    if (!(await maySeeMetrics(app, request))) return reply.callNotFound()
    const queues = await listQueueSizes(app)
    const lines = queues.map(({ queue, state, count }) => `makeright_jobs{queue="${queue}",state="${state}"} ${count}`)
    const jobs = ['# HELP makeright_jobs Jobs by queue and state', '# TYPE makeright_jobs gauge', ...lines].join('\n')
    return reply.type(metrics.contentType).send(`${await metrics.metrics()}\n${jobs}\n`)
  })
}

async function readiness(app: App, health: Health): Promise<Record<string, string>> {
  const [database, migrations] = await Promise.all([
    sql`select 1`.execute(app.db).then(
      () => 'ok',
      () => 'away',
    ),
    pendingMigrations(app.db).then(
      (pending) => (pending.length === 0 ? 'ok' : `${pending.length} to run`),
      () => 'unknown',
    ),
  ])
  const lastLook = health.workerLastLookAt?.()
  const worker = lastLook === undefined || Date.now() - lastLook < workerSilenceMs ? 'ok' : 'silent'
  return { database, migrations, worker, ...(health.isStopping?.() ? { stopping: 'stopping' } : {}) }
}

async function maySeeMetrics(app: App, request: FastifyRequest): Promise<boolean> {
  if (isFromThisMachine(request.raw)) return true
  return administrator.allows(await authenticate(app, request))
}
