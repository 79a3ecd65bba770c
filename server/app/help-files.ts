import { sendOpenly } from '#modules/files'
import { findPublishedFile } from '#modules/helpcenter'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { read } from '#platform/transact'
import type { FastifyInstance } from 'fastify'

/** Serves `/help/files/:id` to everybody: pictures, videos and captions of articles, for as long as one that is read shows them. */
export function registerHelpFiles(http: FastifyInstance, app: App): void {
  http.get('/help/files/:id', { config: { label: 'GET /help/files/:id' } }, async (request, reply) => {
    const { id } = request.params as { id: string }
    const file = await findPublishedFile(read(app, anonymous), id)
    return file ? await sendOpenly(app, file, request, reply) : reply.callNotFound()
  })
}
