import type * as z from 'zod'

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
  null: 'null',
  never: 'left out',
}

const formats: Record<string, string> = {
  email: 'an email address such as name@example.com',
  url: 'a URL such as https://example.com',
  datetime: 'an ISO 8601 time with a zone, such as 2026-11-25T18:00:00Z',
  date: 'a date such as 2026-11-25',
  time: 'a time such as 09:30',
  uuid: 'a UUID',
}

/**
 * Says in words what would be right. The words continue the field's name: "should be at least 1". Schemas that bring their
 * own message keep it.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? issue.expected
      return issue.input === undefined
        ? `is required and should be ${wanted}`
        : `should be ${wanted}, not ${kindOf(issue.input)}`
    }
    case 'invalid_value':
      return issue.values.length === 1
        ? `should be ${show(issue.values[0])}`
        : `should be one of ${issue.values.map(show).join(', ')}`
    case 'too_small':
      return `should ${extent(issue.origin, issue.inclusive === false ? 'more than' : 'at least', Number(issue.minimum))}`
    case 'too_big':
      return `should ${extent(issue.origin, issue.inclusive === false ? 'less than' : 'at most', Number(issue.maximum))}`
    case 'not_multiple_of':
      return `should be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return issue.keys.length === 1
        ? 'is not a field here; check its spelling or leave it out'
        : `is not a field here, nor ${issue.keys.slice(1).join(', ')}`
    case 'invalid_format':
      return formats[issue.format] ? `should be ${formats[issue.format]}` : 'should have the right form'
    case 'invalid_union':
      return issue.input === undefined ? 'is required' : 'should have one of the documented forms'
    default:
      return 'should have a documented value'
  }
}

function extent(origin: string, bound: string, limit: number): string {
  const plural = limit === 1 ? '' : 's'
  if (origin === 'string')
    return limit === 1 && bound === 'at least' ? 'not be empty' : `have ${bound} ${limit} character${plural}`
  if (origin === 'array' || origin === 'set') return `have ${bound} ${limit} entr${limit === 1 ? 'y' : 'ies'}`
  return `be ${bound} ${limit}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number')
    return Number.isNaN(value) ? 'something else' : Number.isInteger(value) ? 'a number' : 'a fraction'
  return kinds[typeof value] ?? typeof value
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
