import type { KeySpec } from './keys/spec.ts'

/**
 * The value that results when the law asks for `atLeast`: the store's own value wherever it is as kind or kinder.
 * It only ever moves a value in the key's kinder direction; a key without a direction is not moved.
 */
export function clampToLaw(spec: KeySpec, value: unknown, atLeast: unknown): unknown {
  switch (spec.kinder) {
    case 'more':
      return eachNumber(value, atLeast, Math.max)
    case 'less':
      return eachNumber(value, atLeast, Math.min)
    case 'true':
      return value === true || atLeast === true
    case 'false':
      return value === true && atLeast === true
    case 'longer':
      return union(value as readonly string[], atLeast as readonly string[])
    case 'shorter':
      return (value as readonly string[]).filter((each) => (atLeast as readonly string[]).includes(each))
    case 'order':
      return laterOption(spec, value, atLeast)
    case 'none':
      return value
  }
}

/** Whether `value` is at least as kind to the shopper as `other`. Always true for keys without a direction. */
export function isAsKind(spec: KeySpec, value: unknown, other: unknown): boolean {
  return JSON.stringify(clampToLaw(spec, value, other)) === JSON.stringify(value)
}

function eachNumber(value: unknown, atLeast: unknown, pick: (a: number, b: number) => number): unknown {
  if (typeof value === 'number') return pick(value, atLeast as number)
  const result: Record<string, number> = { ...(value as Record<string, number>) }
  for (const [name, amount] of Object.entries(atLeast as Record<string, number>)) {
    result[name] = name in result ? pick(result[name] as number, amount) : amount
  }
  return result
}

function union(value: readonly string[], more: readonly string[]): readonly string[] {
  return [...value, ...more.filter((each) => !value.includes(each))]
}

function laterOption(spec: KeySpec, value: unknown, atLeast: unknown): unknown {
  if (spec.shape.type !== 'choice') return value
  const { options } = spec.shape
  return options.indexOf(value as string) >= options.indexOf(atLeast as string) ? value : atLeast
}
