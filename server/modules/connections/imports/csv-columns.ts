import * as z from 'zod'
import type { Schema } from '#platform/contract/contract'
import { limits } from '../../../limits.ts'
import { FileFault, type RowProblem } from './row.ts'

/** Turns the cells of a CSV row into the object that the same row would be in NDJSON. */
export type CellReader = (cells: readonly string[]) => { value: Record<string, unknown> } | { problem: RowProblem }

interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

interface Column {
  name: string
  path: (string | number)[]
  types: Set<string>
}

/**
 * Reads the header of a CSV file. A column is named by the path of its field: `email`, `shippingAddress.line1`,
 * `items.0.quantity` or `items[0].quantity`. A cell of a field that is a list or an object may hold JSON; numbers and
 * true/false are read as such where the field wants them; an empty cell leaves the field out.
 */
export function readHeader(schema: Schema, names: readonly string[]): CellReader {
  if (names.length > limits.imports.columns)
    throw new FileFault('too_many_columns', `A file may have up to ${limits.imports.columns} columns.`)
  const root = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const seen = new Set<string>()
  const columns = names.map((name) => {
    const column = columnOf(root, name.trim())
    if (seen.has(column.path.join('.')))
      throw new FileFault('duplicate_column', `The column "${column.name}" is there twice.`, column.name)
    seen.add(column.path.join('.'))
    return column
  })
  return (cells) => objectOf(columns, cells)
}

function columnOf(root: JsonSchema, name: string): Column {
  const path = name
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : part))
  let nodes = [root]
  for (const part of path) {
    const deeper = nodes.flatMap((node) => variantsOf(root, node)).flatMap((node) => stepInto(node, part))
    if (deeper.length === 0) {
      const known = [
        ...new Set(
          nodes.flatMap((node) => variantsOf(root, node)).flatMap((node) => Object.keys(node.properties ?? {})),
        ),
      ]
      const hint = known.length > 0 ? ` Known there: ${known.join(', ')}.` : ''
      throw new FileFault('unknown_column', `"${name}" is no field of these rows.${hint}`, name)
    }
    nodes = deeper
  }
  const types = new Set(nodes.flatMap((node) => variantsOf(root, node)).map((node) => node.type ?? 'any'))
  return { name, path, types }
}

function stepInto(node: JsonSchema, part: string | number): JsonSchema[] {
  if (typeof part === 'number' && node.items) return [node.items]
  const own = Object.hasOwn(node.properties ?? {}, part) ? node.properties?.[part] : undefined
  if (own) return [own]
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []
}

function variantsOf(root: JsonSchema, node: JsonSchema): JsonSchema[] {
  if (node.$ref) {
    const target = root.$defs?.[node.$ref.replace('#/$defs/', '')]
    return target ? variantsOf(root, target) : []
  }
  return node.anyOf ? node.anyOf.flatMap((one) => variantsOf(root, one)) : [node]
}

function objectOf(columns: readonly Column[], cells: readonly string[]): ReturnType<CellReader> {
  const value: Record<string, unknown> = {}
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? ''
    if (cell.trim() === '') continue
    const read = readCell(column, cell)
    if ('problem' in read) return read
    put(value, column.path, read.value)
  }
  return { value: closeGaps(value) as Record<string, unknown> }
}

function readCell({ name, types }: Column, cell: string): { value: unknown } | { problem: RowProblem } {
  const text = cell.trim()
  if ((types.has('object') || types.has('array') || types.has('any')) && /^[[{]/.test(text)) {
    try {
      return { value: JSON.parse(text) }
    } catch {
      if (!types.has('string'))
        return {
          problem: {
            code: 'invalid_json',
            message: `${name} should hold JSON, and this is not valid JSON.`,
            param: name,
          },
        }
    }
  }
  if (types.has('string')) return { value: cell }
  if ((types.has('number') || types.has('integer')) && /^[+-]?\d+(\.\d+)?$/.test(text)) return { value: Number(text) }
  if (types.has('boolean') && /^(true|yes|1)$/i.test(text)) return { value: true }
  if (types.has('boolean') && /^(false|no|0)$/i.test(text)) return { value: false }
  return { value: cell }
}

function put(target: Record<string, unknown> | unknown[], path: readonly (string | number)[], value: unknown): void {
  let node = target as Record<string | number, unknown>
  for (const [index, part] of path.slice(0, -1).entries()) {
    const next = node[part]
    // A cell with the whole object beside cells of its fields: the fields go into it.
    node[part] = next !== null && typeof next === 'object' ? next : typeof path[index + 1] === 'number' ? [] : {}
    node = node[part] as Record<string | number, unknown>
  }
  const last = path.at(-1) as string | number
  Object.defineProperty(node, last, { value, enumerable: true, configurable: true, writable: true })
}

/** Lists close up: with `items.0` and `items.2` given there are two entries. */
function closeGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== undefined).map(closeGaps)
  if (value === null || typeof value !== 'object') return value
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== null && typeof inner === 'object')
      Object.defineProperty(value, name, {
        value: closeGaps(inner),
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return value
}
