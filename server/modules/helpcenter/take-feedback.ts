import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { actorKey } from '#platform/auth/actor'
import { networkOf } from '#platform/auth/network-of'
import type { RawContext } from '#platform/contract/routes'
import { limits } from '../../limits.ts'
import { giveFeedback, type Feedback } from './commands/give-feedback.ts'

/** Takes feedback from whoever reads, signed in or not. Who it was is kept as a keyed hash, for as long as they may change it. */
export async function takeFeedback(
  context: RawContext<Feedback>,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
): Promise<{ done: true }> {
  const { app, actor, input } = context
  const keyed = (words: string) => createHmac('sha256', app.config.secretFor('help-feedback')).update(words)
  // Whoever calls their browser another each time, or comes as a new visitor, is one of few all the same.
  const isStranger = actor.kind === 'anonymous' || actor.kind === 'visitor'
  const browser = actor.kind === 'visitor' ? actorKey(actor) : (request.headers['user-agent'] ?? '')
  const place = keyed(browser).digest().readUInt32BE() % limits.helpcenter.sayingsOfNetwork
  const who = isStranger ? `${networkOf(request.ip)} ${place}` : actorKey(actor)
  const person = keyed(who).digest('base64url')
  await context.transact((work) => giveFeedback(work, input, person))
  return { done: true }
}
