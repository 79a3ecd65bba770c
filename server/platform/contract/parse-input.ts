import * as z from 'zod'
import { limits } from '../../limits.ts'
import { ApiError, invalid } from '../errors.ts'
import { describeIssue } from './describe-issue.ts'
import type { Schema } from './contract.ts'
import { isStorable } from '../is-storable.ts'

/** Checks input against a contract; unknown fields at the top are refused as well. */
export type InputParser = (raw: Record<string, unknown>) => unknown

/**
 * Makes the parser of one contract entry. Wrong input ends with a 400 that names the first wrong field and says what would
 * be right; `details.issues` lists all of them.
 * @param options.text the values come from a query string or path, so that numbers, booleans and lists arrive as text
 */
export function inputParser(schema: Schema, options: { text: boolean }): InputParser {
  const strict = strictly(schema)
  return (raw) => {
    refuseUnstorable(raw, '', 0)
    const first = strict.safeParse(raw, { error: describeIssue })
    if (first.success) return first.data
    if (options.text) {
      const second = strict.safeParse(convert(raw, first.error.issues), { error: describeIssue })
      if (second.success) return second.data
      throw errorOf(second.error.issues)
    }
    throw errorOf(first.error.issues)
  }
}

// Whatever the field is for.
function refuseUnstorable(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string' && !isStorable(value))
    invalid(path, `${path || 'The request'} has a character in it that no text can hold. Leave it out.`)
  if (value === null || typeof value !== 'object') return
  if (depth > limits.http.bodyDepth)
    invalid(path, 'The request has more levels inside of each other than anything here.')
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) invalid(path, 'The name of a field has a character in it that no text can hold.')
    refuseUnstorable(inner, Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name, depth + 1)
  }
}

// An object schema that says nothing about unknown fields would drop them; a misspelled field must not pass silently.
function strictly(schema: Schema): z.ZodType {
  const type = schema as unknown as z.ZodType
  const def = type._zod.def as unknown as { type: string; catchall?: unknown }
  if (def.type !== 'object' || def.catchall !== undefined) return type
  return z.core.clone(type, { ...def, catchall: z.never() } as never)
}

function convert(raw: Record<string, unknown>, issues: z.core.$ZodIssue[]): Record<string, unknown> {
  const converted = { ...raw }
  for (const issue of issues) {
    const [name, ...deeper] = issue.path
    if (issue.code !== 'invalid_type' || typeof name !== 'string' || deeper.length > 0) continue
    const value = converted[name]
    if (issue.expected === 'array' && typeof value === 'string') converted[name] = value.split(',')
    if (typeof value !== 'string') continue
    if ((issue.expected === 'number' || issue.expected === 'int') && value.trim() !== '')
      converted[name] = Number(value)
    if (issue.expected === 'boolean' && /^(true|false|1|0)$/.test(value))
      converted[name] = value === 'true' || value === '1'
  }
  return converted
}

function errorOf(issues: z.core.$ZodIssue[]): ApiError {
  const flat = issues
    .map(deepest)
    .map((issue) => ({ param: paramOf(issue), code: codeOf(issue), message: sentence(issue) }))
  const [first = { param: '', code: 'invalid_value', message: 'The request is not valid.' }] = flat
  const details = flat.length > 1 ? { issues: flat.slice(0, 50) } : undefined
  return new ApiError('invalid_request', first.code, first.message, {
    ...(first.param ? { param: first.param } : {}),
    ...(details ? { details } : {}),
  })
}

// Of a union's alternatives the one that got furthest says most about what was meant.
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const ranked = issue.errors
    .map((errors) => ({ errors, depth: Math.max(0, ...errors.map((error) => error.path.length)) }))
    .sort((one, other) => other.depth - one.depth || one.errors.length - other.errors.length)
  const best = ranked[0]
  const nested = best?.errors[0]
  if (!best || !nested || best.depth === 0) return issue
  return deepest({ ...nested, path: [...issue.path, ...nested.path] })
}

function paramOf(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  )
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'unknown_field'
  if (
    (issue.code === 'invalid_type' || issue.code === 'invalid_union') &&
    issue.input === undefined &&
    /required/.test(issue.message)
  )
    return 'missing_field'
  return 'invalid_value'
}

function sentence(issue: z.core.$ZodIssue): string {
  const param = paramOf(issue) || 'The request'
  const text = issue.message.replace(/\.$/, '')
  if (/^(should|is|must) /.test(text)) return `${param} ${text}.`
  return /^[a-z]/.test(text) ? `${param}: ${text}.` : `${text}.`
}
