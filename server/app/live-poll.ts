import type { App } from '#platform/app'
import { authenticate } from '#platform/auth/authenticate'
import { senderKey } from '#platform/auth/actor'
import { createRateLimits } from '#platform/contract/rate-limits'
import { ApiError, invalid } from '#platform/errors'
import { isTopicName } from '#platform/live/parse-message'
import type { Switchboard } from '#platform/live/switchboard'
import { Watcher } from '#platform/live/watcher'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { limits } from '../limits.ts'

const { pollSeconds, pollGatherMs, pollTopics, pollsPerMinute, socketsPerActor } = limits.live
const route = { key: 'GET /live/poll' as const, route: { limit: { perMinute: pollsPerMinute, by: 'actor' as const } } }

/**
 * `GET /api/v1/live/poll?watch=<topic>@<version>&…`: what a socket would have said, for networks that let none through. Waits
 * until there is something, at most 25 seconds, and answers `{ frames }`. A topic without a version is answered at once
 * with the version that it has.
 */
export function registerLivePoll(app: App, http: FastifyInstance, board: Switchboard): { stop(): void } {
  const rateLimits = createRateLimits()
  const perActor = new Map<string, number>()
  const waiting = new Set<() => void>()

  http.get('/api/v1/live/poll', { config: { label: 'GET /live/poll' } }, async (request, reply) => {
    const actor = await rateLimits.guardSignIn(request, () => authenticate(app, request))
    rateLimits.check(actor, request.ip, route)
    const key = senderKey(actor, request.ip)
    const open = perActor.get(key) ?? 0
    if (open >= socketsPerActor)
      throw new ApiError('rate_limited', 'too_many_polls', 'These are enough polls at once. Wait for one of them.')
    const watches = readWatches(request)
    perActor.set(key, open + 1)
    try {
      const frames = await gather(watches)
      return await reply.header('cache-control', 'no-store').send({ frames })
    } finally {
      const left = (perActor.get(key) ?? 1) - 1
      if (left === 0) perActor.delete(key)
      else perActor.set(key, left)
    }

    async function gather(asked: readonly { topic: string; after: number | undefined }[]): Promise<object[]> {
      const frames: object[] = []
      const done = Promise.withResolvers<void>()
      let soon: NodeJS.Timeout | undefined
      const end = () => done.resolve()
      const send = (frame: object) => {
        frames.push(frame)
        // What begins the watch is no news, unless the client does not know its version yet.
        const { topic, watching } = frame as { topic?: string; watching?: boolean }
        const isNews = !watching || asked.some((each) => each.topic === topic && each.after === undefined)
        if (isNews) soon ??= setTimeout(end, pollGatherMs)
      }
      const watcher = new Watcher(app, actor, board, { send, close: end })
      const longest = setTimeout(end, pollSeconds * 1000)
      waiting.add(end)
      reply.raw.once('close', end)
      try {
        for (const { topic, after } of asked) await watcher.watch(topic, after)
        await done.promise
        return frames
      } finally {
        clearTimeout(longest)
        clearTimeout(soon)
        waiting.delete(end)
        watcher.close()
      }
    }
  })
  return {
    stop() {
      for (const end of waiting) end()
    },
  }
}

function readWatches(request: FastifyRequest): { topic: string; after: number | undefined }[] {
  const { watch = [] } = request.query as { watch?: string | string[] }
  const asked = [watch].flat()
  if (asked.length === 0 || asked.length > pollTopics)
    invalid('watch', `Name 1 to ${pollTopics} topics, each as watch=order:ord_…@12.`)
  return asked.map((text) => {
    const [topic, version, ...rest] = String(text).split('@')
    const after = version === undefined || version === '' ? undefined : Number(version)
    if (!isTopicName(topic) || rest.length > 0 || (after !== undefined && !(Number.isSafeInteger(after) && after >= 0)))
      invalid('watch', 'A watch is a topic and the version that you hold, such as order:ord_…@12.')
    return { topic, after }
  })
}
