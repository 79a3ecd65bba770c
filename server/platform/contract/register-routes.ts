import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import type { Module } from '../module.ts'
import { answerRoute, prepareRoute, type PreparedRoute } from './answer-route.ts'
import type { RouteKey } from './contract.ts'
import { openApiOf } from './open-api.ts'
import { createRateLimits } from './rate-limits.ts'
import { dropRest, isGivenUp } from './drop-rest.ts'
import { endUnlessWhole } from './end-unless-whole.ts'

/**
 * Gathers every route of the modules. A route that the permission table forgets, that nobody may call, or that two modules
 * declare stops the program from starting.
 */
export function prepareRoutes(modules: readonly Module[]): PreparedRoute[] {
  const prepared = new Map<string, PreparedRoute>()
  for (const module of modules) {
    for (const { contract, table } of module.routes) {
      for (const key of Object.keys(table))
        if (!Object.hasOwn(contract, key)) throw new Error(`${module.name}: ${key} has a permission but no contract.`)
      for (const [key, entry] of Object.entries(contract) as [RouteKey, (typeof contract)[RouteKey]][]) {
        const route = table[key]
        if (!route) throw new Error(`${module.name}: ${key} is in the contract and missing in the permission table.`)
        if (!route.who?.length) throw new Error(`${module.name}: ${key} does not say who may call it.`)
        if (!route.command && !route.query && !route.direct && !route.raw)
          throw new Error(`${module.name}: ${key} has nothing that answers it.`)
        if (prepared.has(key)) throw new Error(`${module.name}: ${key} is declared twice.`)
        prepared.set(key, prepareRoute(key, entry, route))
      }
    }
  }
  return [...prepared.values()]
}

/** Puts every route of the modules behind `/api/v1`, and the API's own description. */
export async function registerRoutes(http: FastifyInstance, app: App): Promise<void> {
  const prepared = prepareRoutes(app.modules)
  const rateLimits = createRateLimits()
  const register = (scope: FastifyInstance, route: PreparedRoute) =>
    scope.route({
      method: route.method,
      url: route.path,
      config: { label: `${route.method} ${route.path}` },
      handler: (request, reply) => answerRoute(app, route, rateLimits, request, reply),
    })
  await http.register(
    async (scope) => {
      scope.addHook('onRequest', async ({ raw }) => endUnlessWhole(raw))
      scope.addHook('onSend', async (_request, reply) => keepNowhere(reply))
      for (const route of prepared) if (!route.route.raw) register(scope, route)
      let document: string | undefined
      scope.get('/openapi.json', { config: { label: 'GET /openapi.json' } }, async (_request, reply) => {
        document ??= JSON.stringify(openApiOf(prepared, { version: '1', serverUrl: `${app.config.publicUrl}/api/v1` }))
        return reply.type('application/json; charset=utf-8').send(document)
      })
    },
    { prefix: '/api/v1' },
  )
  await http.register(
    async (scope) => {
      scope.addHook('onRequest', async ({ raw }) => void raw.setTimeout(limits.http.requestSeconds * 1000))
      scope.addHook('onSend', async ({ raw }, reply) => {
        if (isGivenUp(raw)) reply.header('connection', 'close')
        keepNowhere(reply)
      })
      // Answered before it was read, such as a stranger's.
      scope.addHook('onResponse', async ({ raw }) => dropRest(raw))
      await acceptAnyBody(scope)
      for (const route of prepared) if (route.route.raw) register(scope, route)
    },
    { prefix: '/api/v1' },
  )
}

// What a cookie opens must not be found in a browser, or between it and us, by whoever comes next.
function keepNowhere(reply: FastifyReply): void {
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
}

// Raw routes read their own body: webhooks need the bytes for a signature, imports and files are streams.
async function acceptAnyBody(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers()
  await scope.register(multipart, {
    limits: { fileSize: limits.http.uploadBytes, files: limits.http.uploadFiles, parts: 50, fieldSize: 100_000 },
  })
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Name of the route in figures, without ids. */
    label?: string
  }
}
