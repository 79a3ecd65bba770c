import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { actorKey } from '#platform/auth/actor'
import { networkOf } from '#platform/auth/network-of'
import type { RawContext } from '#platform/contract/routes'
import { giveFeedback, type Feedback } from './commands/give-feedback.ts'

/** Takes feedback from whoever reads, signed in or not. Who it was is kept as a keyed hash, for as long as they may change it. */
export async function takeFeedback(
  context: RawContext<Feedback>,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
): Promise<{ done: true }> {
  const { app, actor, input } = context
  const who =
    actor.kind === 'anonymous' ? `${networkOf(request.ip)} ${request.headers['user-agent'] ?? ''}` : actorKey(actor)
  const person = createHmac('sha256', app.config.secretFor('help-feedback')).update(who).digest('base64url')
  await context.transact((work) => giveFeedback(work, input, person))
  return { done: true }
}
