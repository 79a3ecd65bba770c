import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { ApiError } from '#platform/errors'

const loopbackHost = /^(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/**
 * Answers 404 unless this is the demonstration store and the request comes from this machine: being anybody with one click
 * is for whoever sits at it. A foreign Host header is a page that rebound its name to us, a forwarding header a proxy.
 */
export function requireDemonstration(app: App, request: FastifyRequest): void {
  const isLocal =
    loopbackHost.test(request.headers.host ?? '') &&
    loopbackAddress.test(request.raw.socket.remoteAddress ?? '') &&
    !forwarding.some((name) => request.headers[name] !== undefined)
  if (!app.demo || !isLocal)
    throw new ApiError('not_found', 'unknown_route', `There is no ${request.method} ${request.url.split('?')[0]}.`)
}
