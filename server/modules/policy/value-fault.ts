import type { ValueShape } from './keys/spec.ts'

/** What is wrong with a value for a key, in words that say what would be right; null when nothing is. */
export function valueFault(shape: ValueShape, value: unknown): string | null {
  switch (shape.type) {
    case 'number':
      return numberFault(value, shape)
    case 'boolean':
      return typeof value === 'boolean' ? null : 'this is true or false'
    case 'choice':
      return shape.options.includes(value as string) ? null : `this is one of ${shape.options.join(', ')}`
    case 'amount':
      return amountFault(value)
    case 'list':
      return listFault(value, shape.options)
    case 'names':
      return namesFault(value)
    case 'numbers':
      return Array.isArray(value) &&
        value.length <= shape.maxItems &&
        value.every((each) => numberFault(each, { ...shape, integer: true }) === null)
        ? null
        : `this is a list of up to ${shape.maxItems} whole numbers from ${shape.min} to ${shape.max}`
    case 'numberByName':
      return byNameFault(value, shape.names, (each) => numberFault(each, { ...shape, integer: false }))
    case 'choiceByName':
      return byNameFault(value, shape.names, (each) =>
        shape.options.includes(each as string) ? null : `this is one of ${shape.options.join(', ')}`,
      )
  }
}

function numberFault(
  value: unknown,
  { min, max, integer }: { min: number; max: number; integer: boolean },
): string | null {
  const right =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    (!integer || Number.isInteger(value))
  return right ? null : `this is a ${integer ? 'whole ' : ''}number from ${min} to ${max}`
}

function amountFault(value: unknown): string | null {
  const right =
    isRecord(value) &&
    Object.entries(value).every(
      ([currency, amount]) => /^[A-Z]{3}$/.test(currency) && Number.isSafeInteger(amount) && (amount as number) >= 0,
    )
  return right ? null : 'this is an amount in minor units for each currency, such as { "USD": 10000, "EUR": 10000 }'
}

function listFault(value: unknown, options: readonly string[]): string | null {
  const right =
    Array.isArray(value) && new Set(value).size === value.length && value.every((each) => options.includes(each))
  return right ? null : `this is a list without repeats of ${options.join(', ')}`
}

function namesFault(value: unknown): string | null {
  const right =
    Array.isArray(value) &&
    value.length <= 100 &&
    new Set(value).size === value.length &&
    value.every((each) => typeof each === 'string' && each.length > 0 && each.length <= 120)
  return right ? null : 'this is a list of up to 100 names without repeats'
}

function byNameFault(
  value: unknown,
  names: readonly string[] | undefined,
  faultOf: (each: unknown) => string | null,
): string | null {
  if (!isRecord(value)) return 'this is a value for each name, such as { "name": … }'
  const unknown = names && Object.keys(value).find((name) => !names.includes(name))
  if (unknown) return `"${unknown}" is none of ${names.join(', ')}`
  const wrong = Object.entries(value)
    .map(([name, each]) => [name, faultOf(each)] as const)
    .find(([, fault]) => fault)
  return wrong ? `${wrong[0]}: ${wrong[1]}` : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
