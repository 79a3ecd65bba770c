import type { App } from '#platform/app'
import { authenticate } from '#platform/auth/authenticate'
import { createRateLimits } from '#platform/contract/rate-limits'
import { invalid, notFound } from '#platform/errors'
import { readSignal } from '#platform/live/parse-message'
import { saySignal } from '#platform/live/say-signal'
import { topicNamed } from '#platform/live/topic'
import { read } from '#platform/transact'
import type { FastifyInstance } from 'fastify'
import { limits } from '../limits.ts'

const route = {
  key: 'POST /live/signals' as const,
  route: { limit: { perMinute: limits.live.signalsPerMinute, by: 'actor' as const } },
}

/**
 * `POST /api/v1/live/signals` with `{ topic, signal, kind? }`: what a socket would have said, for networks that let none through.
 * Only whoever may watch a topic says something there; what the topic does not take is lost, as over a socket.
 */
export function registerLiveSignals(app: App, http: FastifyInstance): void {
  const rateLimits = createRateLimits()
  http.post('/api/v1/live/signals', { config: { label: route.key } }, async (request, reply) => {
    const actor = await rateLimits.guardSignIn(request, () => authenticate(app, request))
    rateLimits.check(actor, request.ip, route)
    const said = readSignal((request.body ?? {}) as Record<string, unknown>)
    if (!said) invalid('signal', 'Say it as { "topic": "conversation:cnv_…", "signal": "typing" }.')
    const { topic: name, ...what } = said
    const named = topicNamed(app.registry.topics, name)
    if (!named || !(await named.topic.mayWatch(read(app, actor), named.id))) notFound('topic')
    await saySignal(app, actor, named.topic, { id: named.id, ...what })
    return await reply.code(204).send()
  })
}
