import type { FastifyRequest } from 'fastify'
import { administrator } from '#platform/auth/who'
import type { RawContext } from '#platform/contract/routes'
import { forbidden, refuse, unauthenticated } from '#platform/errors'
import { advanceClock } from '#platform/jobs/advance-clock'
import { requireDemonstration } from './require-demonstration.ts'

/** What time it is in the demonstration store. */
export async function showDemoClock({ app }: RawContext<object>, request: FastifyRequest): Promise<{ now: string }> {
  requireDemonstration(app, request)
  return { now: app.clock.now().toISOString() }
}

/** Sets the demonstration store's clock forward and runs everything that becomes due on the way, before answering. */
export async function moveDemoClock(
  { app, actor, input }: RawContext<{ now: string }>,
  request: FastifyRequest,
): Promise<{ now: string; ran: number }> {
  requireDemonstration(app, request)
  if (actor.kind === 'anonymous') unauthenticated()
  if (!administrator.allows(actor)) forbidden()
  const to = new Date(input.now)
  if (to.getTime() < app.clock.now().getTime()) {
    refuse(
      'clock_moves_forward_only',
      { now: app.clock.now().toISOString() },
      `The clock only moves forward; it is ${app.clock.now().toISOString()} now.`,
    )
  }
  const { now, ran, failures } = await advanceClock(app, to)
  for (const failure of failures)
    app.log.error({ err: failure.error, what: failure.name }, 'something that became due failed')
  return { now: now.toISOString(), ran: ran.timers + ran.jobs + ran.schedules }
}
