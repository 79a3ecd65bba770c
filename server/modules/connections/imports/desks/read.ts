/** Reading what other desks export: nothing of it is sure to be there, or of the kind that their pages say. */
export type Fields = Record<string, unknown>

/** What is wrong with a row, with the field where it is. */
export class RowFault extends Error {
  readonly code: string
  readonly param: string | undefined

  constructor(code: string, message: string, param?: string) {
    super(message)
    this.name = 'RowFault'
    this.code = code
    this.param = param
  }
}

export function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {}
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : null
}

/** The first of these that is a text with something in it. */
export function firstText(...values: unknown[]): string | null {
  for (const value of values) {
    const text = textOf(value)?.trim()
    if (text) return text
  }
  return null
}

export function requiredText(row: Fields, name: string): string {
  return firstText(row[name]) ?? fault('missing_field', `${name} is missing.`, name)
}

/** A time: ISO 8601, or seconds since 1970 as a number. */
export function timeOf(value: unknown, param: string): Date {
  return optionalTime(value, param) ?? fault('missing_field', `${param} is missing.`, param)
}

export function optionalTime(value: unknown, param: string): Date | null {
  if (value === null || value === undefined || value === '') return null
  const at = new Date(typeof value === 'number' ? value * (value < 1e11 ? 1000 : 1) : String(value))
  const year = at.getUTCFullYear()
  return year >= 1990 && year < 2200
    ? at
    : fault('invalid_value', `${param} should be a time such as 2026-02-20T10:00:00Z.`, param)
}

/** An address, when it looks like one. */
export function emailOf(value: unknown): string | null {
  const text = firstText(value)
  return text !== null && text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text) ? text : null
}

export function fault(code: string, message: string, param?: string): never {
  throw new RowFault(code, message, param)
}
