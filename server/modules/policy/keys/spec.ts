/**
 * What a policy key is. A key is closed: it has one value type, one shipped default, the reason for it and
 * the direction that is kinder to the shopper, which is the only direction the law may move it in.
 */

export const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'JPY'] as const

/** Amounts in minor units by ISO 4217 code. A currency that is missing sends the case to a person. */
export type AmountMap = Readonly<Record<string, number>>

/** Which way a value is kinder to the shopper: `order` follows the listed choices, `none` may never be set by law. */
export type Kinder = 'more' | 'less' | 'true' | 'false' | 'longer' | 'shorter' | 'order' | 'none'

export type ValueShape =
  | { type: 'number'; min: number; max: number; integer: boolean }
  | { type: 'boolean' }
  | { type: 'amount' }
  | { type: 'choice'; options: readonly string[] }
  | { type: 'list'; options: readonly string[] }
  | { type: 'names' }
  | { type: 'numbers'; min: number; max: number; maxItems: number }
  | { type: 'numberByName'; min: number; max: number; names?: readonly string[] }
  | { type: 'choiceByName'; options: readonly string[]; names?: readonly string[] }

export interface KeyFacts {
  /** Unit of the value, last word of what it means: days, hours, meters, percent, minor units. */
  unit?: string
  /** Why this default. */
  reason: string
  /** Source ids of docs/domain/policy-sources.md, such as A65; none where the number is ours. */
  sources?: readonly string[]
  /** True when the number is a judgement without a public source; screens show the word "assumption". */
  assumption?: boolean
  kinder: Kinder
  /** True when a membership tier may have its own value. */
  byTier?: boolean
  /** One sentence in plain words; `{value}` stands for the value. */
  sentence: string
}

export interface KeySpec<V = unknown> extends KeyFacts {
  shape: ValueShape
  default: V
}

interface NumberFacts extends KeyFacts {
  default: number
  min?: number
  max?: number
  fraction?: boolean
}

export function number(facts: NumberFacts): KeySpec<number> {
  const { min = 0, max = 100_000, fraction = false, ...rest } = facts
  return { ...rest, shape: { type: 'number', min, max, integer: !fraction } }
}

export function boolean(facts: KeyFacts & { default: boolean }): KeySpec<boolean> {
  return { ...facts, shape: { type: 'boolean' } }
}

export function amount(facts: KeyFacts & { default: AmountMap }): KeySpec<AmountMap> {
  return { ...facts, unit: facts.unit ?? 'minor units by currency', shape: { type: 'amount' } }
}

export function choice<const O extends string>(
  facts: KeyFacts & { options: readonly O[]; default: NoInfer<O> },
): KeySpec<O> {
  const { options, ...rest } = facts
  return { ...rest, shape: { type: 'choice', options } }
}

/** A list drawn from a closed set of options; the order of the value counts. */
export function list<const O extends string>(
  facts: KeyFacts & { options: readonly O[]; default: readonly NoInfer<O>[] },
): KeySpec<readonly O[]> {
  const { options, ...rest } = facts
  return { ...rest, shape: { type: 'list', options } }
}

/** A list of the store's own names, such as the reasons it accepts for a cancel. */
export function names(facts: KeyFacts & { default: readonly string[] }): KeySpec<readonly string[]> {
  return { ...facts, shape: { type: 'names' } }
}

export function numbers(
  facts: KeyFacts & { default: readonly number[]; min?: number; max?: number },
): KeySpec<readonly number[]> {
  const { min = 0, max = 100_000, ...rest } = facts
  return { ...rest, shape: { type: 'numbers', min, max, maxItems: 20 } }
}

/** A number for each name; without `names` the store chooses the names (categories, tiers, carriers). */
export function numberByName(
  facts: KeyFacts & {
    default: Readonly<Record<string, number>>
    min?: number
    max?: number
    names?: readonly string[]
  },
): KeySpec<Readonly<Record<string, number>>> {
  const { min = 0, max = 100_000, names: closed, ...rest } = facts
  return { ...rest, shape: { type: 'numberByName', min, max, names: closed } }
}

export function choiceByName<const O extends string>(
  facts: KeyFacts & { options: readonly O[]; default: Readonly<Record<string, NoInfer<O>>>; names?: readonly string[] },
): KeySpec<Readonly<Record<string, O>>> {
  const { options, names: closed, ...rest } = facts
  return { ...rest, shape: { type: 'choiceByName', options, names: closed } }
}

/**
 * The six shipped currencies from a dollar amount, by friendly factors (1 / 1 / 0.8 / 1.4 / 1.5 / 150) and not by
 * exchange rates: a limit should read as a round number wherever the shop sells.
 */
export function amounts(dollars: number): AmountMap {
  const cents = Math.round(dollars * 100)
  return {
    USD: cents,
    EUR: cents,
    GBP: Math.round(cents * 0.8),
    CAD: Math.round(cents * 1.4),
    AUD: Math.round(cents * 1.5),
    JPY: Math.round(dollars * 150),
  }
}
