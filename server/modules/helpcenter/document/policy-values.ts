import { isPolicyKey, keySpec, loadPolicyNow, resolvePolicy, type KeySpec, type PolicyKey } from '#modules/policy'
import { findStore } from '#modules/stores'
import { invalid } from '#platform/errors'
import { formatMoney, money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { HelpDocument, PolicyValueForm } from './contract.ts'
import { walk } from './walk.ts'

/** Says policy values in one language, as the rules of the store stand now. */
export type ValueOf = (key: string, as: string) => string

/** What stands where a value cannot be said: a currency that the rule has no amount for. */
export const noValue = '–'

/** How values of the rules in force are said in a language: `30 days`, `$25.00`. One that cannot be said is a dash. */
export async function policyValues(reader: Reader, locale: string): Promise<ValueOf> {
  const [{ ruleset }, { country, currency }] = [await loadPolicyNow(reader), await findStore(reader)]
  const rules = resolvePolicy(ruleset, { country })
  return (named, as) => {
    const { key, name } = split(named)
    if (key === undefined) return noValue
    const value: unknown = rules.get(key)
    return inWords(name === undefined ? value : (value as Record<string, unknown> | null)?.[name], {
      as: as as PolicyValueForm,
      unit: keySpec(key).unit,
      locale,
      currency,
    })
  }
}

/** Policy values of a document that cannot be said: the key does not exist, or has no such form. */
export function policyFaults(doc: HelpDocument): { path: string; param: 'key' | 'as'; message: string }[] {
  const faults: { path: string; param: 'key' | 'as'; message: string }[] = []
  for (const { node, path } of walk(doc)) {
    if (node.type !== 'policyValue') continue
    const { key: named, as } = node.attrs
    const { key, name } = split(named)
    if (key === undefined) faults.push({ path, param: 'key', message: `There is no rule ${named}.` })
    else if (!fits(keySpec(key), name, as))
      faults.push({ path, param: 'as', message: `${named} cannot be said as ${as}.` })
  }
  return faults
}

/** Ends with 400 and the field's name where a document shows a rule that does not exist. @param param name of the document's field */
export function requirePolicyValues(doc: HelpDocument, param: string): void {
  const [fault] = policyFaults(doc)
  if (!fault) return
  const path = fault.path.replace(/^doc/, param)
  invalid(`${path}.attrs.${fault.param}`, fault.message, fault.param === 'key' ? 'unknown_policy_key' : 'invalid_value')
}

// `returns.window_by_category#electronics` is one name's value of a rule that has several.
function split(named: string): { key: PolicyKey | undefined; name: string | undefined } {
  const hash = named.indexOf('#')
  const key = hash === -1 ? named : named.slice(0, hash)
  return { key: isPolicyKey(key) ? key : undefined, name: hash === -1 ? undefined : named.slice(hash + 1) }
}

function fits({ shape }: KeySpec, name: string | undefined, as: PolicyValueForm): boolean {
  const isByName = shape.type === 'numberByName' || shape.type === 'choiceByName'
  if (isByName !== (name !== undefined)) return false
  const isNumber = shape.type === 'number' || shape.type === 'numberByName'
  if (as === 'amount') return shape.type === 'amount'
  return as === 'text' ? shape.type !== 'amount' : isNumber
}

function inWords(
  value: unknown,
  { as, unit, locale, currency }: { as: PolicyValueForm; unit: string | undefined; locale: string; currency: string },
): string {
  if (as === 'amount') {
    const minor = (value as Record<string, number> | null)?.[currency]
    return typeof minor === 'number' ? formatMoney(money(minor, currency), locale) : noValue
  }
  if (Array.isArray(value)) return new Intl.ListFormat(locale).format(value.map((each) => plainWord(each)))
  if (typeof value !== 'number') return value === undefined || value === null ? noValue : plainWord(value)
  switch (as) {
    case 'days':
      return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(
        inHours(value, unit, 24) / 24,
      )
    case 'hours':
      return new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(
        inHours(value, unit, 1),
      )
    case 'percent':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(value / 100)
    default:
      return new Intl.NumberFormat(locale).format(value)
  }
}

/** @param otherwise hours of one, where the rule does not say its unit */
function inHours(value: number, unit: string | undefined, otherwise: number): number {
  if (unit?.endsWith('minutes')) return value / 60
  if (unit?.endsWith('hours')) return value
  if (unit?.endsWith('days')) return value * 24
  return value * otherwise
}

function plainWord(value: unknown): string {
  return String(value).replaceAll('_', ' ')
}
