import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { ApiError } from '#platform/errors'

/**
 * Answers 404 unless this is the demonstration store and the request comes from this machine: being anybody with one click
 * is for whoever sits at it.
 */
export function requireDemonstration(app: App, request: FastifyRequest): void {
  if (!app.demo || !isFromThisMachine(request.raw))
    throw new ApiError('not_found', 'unknown_route', `There is no ${request.method} ${request.url.split('?')[0]}.`)
}
