import { formatMoney } from '#platform/money'
import type { AmountMap } from './keys/spec.ts'
import { keySpec, type PolicyKey } from './keys.ts'

/** A key's setting as one sentence with its value, such as "At medium risk we wait 48 hours after the delivered scan." */
export function sentenceFor(key: PolicyKey, value: unknown, locale = 'en-US', currency = 'USD'): string {
  const spec = keySpec(key)
  return spec.sentence.replace('{value}', wordsFor(value, spec.unit, spec.shape.type === 'amount', locale, currency))
}

function wordsFor(
  value: unknown,
  unit: string | undefined,
  isAmount: boolean,
  locale: string,
  currency: string,
): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isAmount) return amountWords(value as AmountMap, locale, currency)
  if (typeof value === 'number') return numberWords(value, unit, locale)
  if (typeof value === 'string') return value.replaceAll('_', ' ')
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((each) => String(each).replaceAll('_', ' ')).join(', ')
  const entries = Object.entries(value as Record<string, unknown>)
  return entries.length === 0
    ? 'none'
    : entries.map(([name, each]) => `${name.replaceAll('_', ' ')} ${String(each).replaceAll('_', ' ')}`).join(', ')
}

function amountWords(value: AmountMap, locale: string, currency: string): string {
  const shown = currency in value ? currency : Object.keys(value)[0]
  return shown === undefined ? 'no amount' : formatMoney({ amountMinor: value[shown] ?? 0, currency: shown }, locale)
}

function numberWords(value: number, unit: string | undefined, locale: string): string {
  const count = new Intl.NumberFormat(locale).format(value)
  if (unit === undefined) return count
  if (unit.startsWith('percent')) return `${count}%${unit.slice('percent'.length)}`
  if (unit === 'month and day')
    return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
      Date.UTC(2024, Math.floor(value / 100) - 1, value % 100),
    )
  return value === 1 && unit.endsWith('s') && !unit.includes(' ') ? `${count} ${unit.slice(0, -1)}` : `${count} ${unit}`
}
