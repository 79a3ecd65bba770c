import * as z from 'zod'
import { errorStatus } from '../errors.ts'
import type { PreparedRoute } from './answer-route.ts'
import type { Schema } from './contract.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of every public route, made from the same schemas that check the requests. */
export function openApiOf(prepared: readonly PreparedRoute[], info: { version: string; serverUrl: string }): Json {
  const schemas: Json = { Error: errorSchema }
  const paths: Record<string, Json> = {}
  for (const route of prepared) {
    if (route.entry.public === false) continue
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Makeright',
      version: info.version,
      description: 'The customer-service department of an online store.',
    },
    servers: [{ url: info.serverUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
    },
  }
}

function operationOf({ key, method, path, params, entry, route }: PreparedRoute, schemas: Json): Json {
  const input = jsonSchema(entry.input, 'input', schemas)
  const properties = (input.properties ?? {}) as Record<string, Json>
  const required = (input.required ?? []) as string[]
  const inQuery = method === 'GET' || method === 'DELETE' || route.raw !== undefined
  const queryNames = inQuery ? Object.keys(properties).filter((name) => !params.includes(name)) : []
  const parameters: Json[] = [
    ...params.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...queryNames.map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] })),
    ...(method === 'POST'
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }]
      : []),
  ]
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:_-]+(\w)/g, (_match, letter: string) => letter.toUpperCase())}`,
    summary: entry.summary,
    ...(entry.description ? { description: entry.description } : {}),
    tags: [key.split('/')[1] ?? ''],
    'x-who': route.who.map((who) => who.name),
    ...(entry.refusals?.length ? { 'x-refusals': entry.refusals } : {}),
    ...(route.who.some((who) => who.name === 'anyone') ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(inQuery ? entry.body : 'json', { input, params, properties, required }),
    responses: {
      [entry.status ?? 200]: {
        description: 'Done',
        content: { 'application/json': { schema: jsonSchema(entry.output, 'output', schemas) } },
      },
      default: {
        description: 'Not done',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

const formWithFile: Json = {
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
}

function bodyOf(
  kind: 'json' | 'multipart' | 'stream' | undefined,
  parts: { input: Json; params: readonly string[]; properties: Json; required: string[] },
): Json {
  if (kind === undefined) return {}
  if (kind === 'multipart')
    return { requestBody: { content: { 'multipart/form-data': { schema: formWithFile } }, required: true } }
  if (kind === 'stream') return { requestBody: { content: { 'application/x-ndjson': {}, 'text/csv': {} } } }
  const names = Object.keys(parts.properties).filter((name) => !parts.params.includes(name))
  if (parts.input.properties !== undefined && names.length === 0) return {}
  const required = parts.required.filter((name) => names.includes(name))
  const schema =
    parts.input.properties === undefined
      ? parts.input
      : {
          ...parts.input,
          properties: Object.fromEntries(names.map((name) => [name, parts.properties[name]])),
          ...(required.length > 0 ? { required } : { required: undefined }),
        }
  return { requestBody: { required: required.length > 0, content: { 'application/json': { schema } } } }
}

// Schemas with an id become components. One that reads differently as input than as output gets a name for each.
function jsonSchema(schema: Schema, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema as unknown as z.ZodType, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json
  const names = new Map<string, string>()
  const definitions = Object.entries($defs as Json)
  for (const [name, definition] of definitions) names.set(name, componentName(name, definition, io, schemas))
  const relinked = (part: unknown) =>
    JSON.parse(
      JSON.stringify(part).replaceAll(
        /"#\/\$defs\/([^"]+)"/g,
        (_match, name: string) => `"#/components/schemas/${names.get(name) ?? name}"`,
      ),
    ) as Json
  for (const [name, definition] of definitions) schemas[names.get(name) ?? name] = relinked(definition)
  return relinked(own)
}

function componentName(name: string, definition: unknown, io: 'input' | 'output', schemas: Json): string {
  const clean = name.startsWith('__') ? `Shape${name.replaceAll('_', '')}` : name
  const same = (known: unknown) => known === undefined || stripped(known) === stripped(definition)
  if (same(schemas[clean])) return clean
  return `${clean}${io === 'input' ? 'Input' : 'Output'}`
}

function stripped(definition: unknown): string {
  return JSON.stringify(definition).replaceAll(/#\/(?:\$defs|components\/schemas)\//g, '')
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['type', 'code', 'message'],
      properties: {
        type: { enum: Object.keys(errorStatus) },
        code: { type: 'string', description: 'Stable; made for programs.' },
        message: { type: 'string', description: 'Made for people; may change.' },
        param: { type: 'string', description: 'The field that is wrong, such as items[0].quantity.' },
      },
    },
  },
}
