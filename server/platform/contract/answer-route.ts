import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { actorKey, type Actor, asReader, onlyReads } from '../auth/actor.ts'
import { authenticate } from '../auth/authenticate.ts'
import { forbidden, invalid, unauthenticated } from '../errors.ts'
import { read, readForAnswer, transact } from '../transact.ts'
import type { Work } from '../work.ts'
import { Answer } from './answer.ts'
import type { ContractEntry, RouteKey } from './contract.ts'
import { idempotencyKeyOf, runOnce, type StoredAnswer } from './idempotency.ts'
import { inputParser, type InputParser } from './parse-input.ts'
import type { RateLimits } from './rate-limits.ts'
import type { AnyRoute } from './routes.ts'

/** One route, ready to be answered. */
export interface PreparedRoute {
  readonly key: RouteKey
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify's form of the path, below `/api/v1`. */
  readonly path: string
  readonly params: readonly string[]
  readonly entry: ContractEntry
  readonly route: AnyRoute
  readonly parse: InputParser
}

/** Takes a route's literal name apart and makes its parser. */
export function prepareRoute(key: RouteKey, entry: ContractEntry, route: AnyRoute): PreparedRoute {
  const [method = '', path = ''] = key.split(' ')
  const params = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const text = method === 'GET' || method === 'DELETE' || route.raw !== undefined
  return {
    key,
    method: method as PreparedRoute['method'],
    path,
    params,
    entry,
    route,
    parse: inputParser(entry.input, { text }),
  }
}

/** Answers one request: who is it, may they, is the input right, then what answers it. */
export async function answerRoute(
  app: App,
  prepared: PreparedRoute,
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const actor = await limits.guardSignIn(request, () => authenticate(app, request))
  limits.check(actor, request.ip, prepared)
  requirePermission(prepared, actor)
  const raw = rawInput(prepared, request)
  const input = prepared.parse(raw)
  const { route } = prepared
  const context = {
    app,
    actor,
    input,
    transact: <T>(run: (work: Work) => Promise<T>, as: Actor = actor) => transact(app, as, run),
    read: (as: Actor = actor) => read(app, as),
  }
  if (route.raw) return await route.raw(context, request, reply)
  const answer = route.direct
    ? answerOf(prepared, await route.direct(context, request, reply))
    : await run(app, prepared, actor, request, raw, input)
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body)
}

function requirePermission({ route, method }: PreparedRoute, actor: Actor): void {
  if (route.who.some((who) => who.allows(actor))) return
  if (onlyReads(actor) && method === 'GET' && route.who.some((who) => who.allows(asReader(actor)))) return
  if (actor.kind === 'anonymous') unauthenticated()
  forbidden()
}

async function run(
  app: App,
  prepared: PreparedRoute,
  actor: Actor,
  request: FastifyRequest,
  raw: unknown,
  input: unknown,
): Promise<StoredAnswer> {
  const { route, key: routeKey } = prepared
  if (route.query) {
    const found = await route.query(readForAnswer(app, actor), input)
    return answerOf(prepared, onlyReads(actor) ? withoutActions(plain(found)) : found)
  }
  const command = route.command
  if (!command) throw new Error(`${routeKey} has nothing that answers it`)
  const key = idempotencyKeyOf(request.headers['idempotency-key'])
  const once = async (work: Work) => answerOf(prepared, await command(work, input))
  if (key === undefined) return await transact(app, actor, once)
  return await runOnce(app, actor, { key, actor: senderKey(actor, request), route: routeKey, input: raw }, once)
}

// The output schema is a filter as well: a column that the contract does not name never leaves.
function answerOf({ entry, key }: PreparedRoute, result: unknown): StoredAnswer {
  const [status, body] =
    result instanceof Answer ? [result.status, result.body as unknown] : [entry.status ?? 200, result]
  const parsed = (
    entry.output as unknown as { safeParse(value: unknown): { success: boolean; data?: unknown; error?: Error } }
  ).safeParse(plain(body))
  if (!parsed.success) throw new Error(`The answer of ${key} does not match its contract: ${parsed.error?.message}`)
  return { status, body: JSON.stringify(parsed.data ?? null) }
}

// Rows carry Date objects, contracts speak of ISO texts. What holds none is passed on as it is, uncopied.
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  let copy: Record<string, unknown> | unknown[] | undefined
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name]
    const made = plain(inner)
    if (made === inner) continue
    copy ??= Array.isArray(value) ? [...value] : { ...value }
    ;(copy as Record<string, unknown>)[name] = made
  }
  return copy ?? value
}

/** The same answer to somebody who only reads: whatever is shown, nothing of it is theirs to do. */
function withoutActions(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Answer) return value
  if (Array.isArray(value)) return value.map(withoutActions)
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'allowed' && Array.isArray(inner) ? [] : withoutActions(inner),
    ]),
  )
}

function rawInput({ method, params, route }: PreparedRoute, request: FastifyRequest): Record<string, unknown> {
  const path = request.params as Record<string, string>
  const fromBody = (method === 'POST' || method === 'PUT') && !route.raw
  const rest: unknown = fromBody ? (request.body ?? {}) : request.query
  if (rest === null || typeof rest !== 'object' || Array.isArray(rest))
    invalid('', 'The body should be a JSON object.', 'invalid_body')
  const input: Record<string, unknown> = { ...rest }
  for (const name of params) {
    if (Object.hasOwn(input, name) && input[name] !== path[name])
      invalid(name, `${name} is part of the path; leave it out of the ${fromBody ? 'body' : 'query'}.`)
    input[name] = path[name]
  }
  return input
}

// Visitors without a name share one actor, so their keys are told apart by where they come from.
function senderKey(actor: Actor, request: FastifyRequest): string {
  if (actor.kind !== 'anonymous') return actorKey(actor)
  return `anonymous:${createHash('sha256')
    .update(`${request.ip} ${request.headers['user-agent'] ?? ''}`)
    .digest('base64url')
    .slice(0, 22)}`
}
