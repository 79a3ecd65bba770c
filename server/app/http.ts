import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import type { App } from '#platform/app'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { apiErrorOf } from '#platform/contract/error-answer'
import { errorBody } from '#platform/contract/idempotency'
import { registerRoutes } from '#platform/contract/register-routes'
import { ApiError } from '#platform/errors'
import { countRequest } from '#platform/metrics'
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { limits } from '../limits.ts'
import { registerDemonstrationMails } from './demonstration-mails.ts'
import { registerDemonstrationShop } from './demonstration-shop.ts'
import { registerHealth, type Health } from './health.ts'
import { registerDocuments } from './document-pages.ts'
import { registerHelpFiles } from './help-files.ts'
import { registerHelp } from './help-pages.ts'
import { registerSignInPages } from './sign-in-pages.ts'
import { dist, registerWeb } from './web.ts'
import { registerWidget } from './widget-page.ts'

/** Makes the HTTP server of an app: the API, health and figures, and the built web apps. It is not listening yet. */
export async function createHttp(
  app: App,
  options: { health?: Health; loopbackOnly?: boolean } = {},
): Promise<FastifyInstance> {
  const http = fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: app.config.trustedProxies.length > 0 ? app.config.trustedProxies : false,
    bodyLimit: limits.http.bodyBytes,
    // Node's own limit would end an import that takes long; `register-routes.ts` sets one per request.
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    // An address that cannot be read, before any route: the answer has the same shape as every other.
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    genReqId: (request) => requestId(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
  }) as unknown as FastifyInstance
  acceptEmptyJson(http)
  http.setErrorHandler((error, request, reply) => sendError(error, request, reply))
  http.setNotFoundHandler((request, reply) => {
    void sendError(
      new ApiError('not_found', 'unknown_route', `There is no ${request.method} ${request.url.split('?')[0]}.`),
      request,
      reply,
    )
  })
  await http.register(cookie)
  await http.register(helmet, headers(app))
  if (options.loopbackOnly) http.addHook('onRequest', async (request) => refuseForeignHost(request))
  http.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  http.addHook('onResponse', async (request, reply) => report(app, request, reply))
  await registerRoutes(http, app)
  registerHealth(http, app, options.health)
  await registerWeb(http)
  registerWidget(http, app, dist)
  await registerSignInPages(http, app, dist)
  registerDocuments(http)
  registerHelpFiles(http, app)
  await registerHelp(http, app, dist)
  registerDemonstrationShop(http, app)
  registerDemonstrationMails(http, app)
  return http
}

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
}

// `POST …/cancellation` has nothing to say besides its path.
function acceptEmptyJson(http: FastifyInstance): void {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.removeContentTypeParser('text/plain')
  http.removeContentTypeParser('application/json')
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, {})
    return parse(request, body as string, done)
  })
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = apiErrorOf(error)
  if (answer.type === 'internal')
    request.log.error({ err: error, route: request.routeOptions.config.label }, 'a request failed')
  const wait = answer.details?.retryAfterSeconds
  if (typeof wait === 'number') reply.header('retry-after', String(wait))
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(answer.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(answer)))
}

// Never bodies, cookies, keys or query strings: those hold what people wrote and secrets of links.
function report(app: App, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.config.label ?? request.routeOptions.url ?? 'unknown'
  countRequest(route, reply.statusCode, reply.elapsedTime / 1000)
  app.log.debug({ reqId: request.id, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
}

function headers(app: App) {
  const secure = app.config.publicUrl.startsWith('https:')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // React Aria and the toolkit set style attributes; no style sheet comes from elsewhere.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

// A demonstration store that came up by itself has known sign-ins: only this machine may reach it, not a page that
// rebinds a name to it and not a proxy in front.
function refuseForeignHost(request: FastifyRequest): void {
  if (!isFromThisMachine(request.raw)) {
    throw new ApiError(
      'forbidden',
      'demonstration_is_local',
      'The demonstration store answers on this machine only. Set MAKERIGHT_DEMO=1 to show it to others.',
    )
  }
}
