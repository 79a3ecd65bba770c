import type { formats } from '../../../kit/i18n/formats.ts'

/** How a rule's value is said in a sentence. */
export type ValueForm = 'days' | 'hours' | 'amount' | 'percent' | 'number' | 'text'

const inMinutes: Record<string, number> = { minutes: 1, hours: 60, days: 1440 }

/** The forms that make sense for a rule, the most usual first. */
export function formsFor(value: unknown, unit: string | null): ValueForm[] {
  if (isAmounts(value)) return ['amount']
  if (typeof value !== 'number') return ['text']
  if (unit === 'percent') return ['percent', 'number']
  const minutes = inMinutes[unit ?? '']
  if (minutes === undefined) return ['number']
  const inDays = (value * minutes) % 1440 === 0
  if (unit === 'days') return ['days', 'hours', 'number']
  return inDays ? ['hours', 'days', 'number'] : ['hours', 'number']
}

/** A rule's value in words, as it would stand in a sentence here; undefined where it cannot be said that way. */
export function shownAs(
  value: unknown,
  form: ValueForm,
  unit: string | null,
  format: ReturnType<typeof formats>,
): string | undefined {
  if (form === 'amount' && isAmounts(value))
    return format.list(
      Object.entries(value).map(([currency, amountMinor]) => format.money({ amountMinor, currency })),
      'disjunction',
    )
  if (form === 'text') return typeof value === 'string' ? value.replaceAll('_', ' ') : String(value)
  if (typeof value !== 'number') return undefined
  if (form === 'percent') return format.number(value / 100, { style: 'percent', maximumFractionDigits: 1 })
  const minutes = inMinutes[unit ?? '']
  if (form === 'number' || minutes === undefined) return format.number(value)
  const amount = (value * minutes) / (form === 'days' ? 1440 : 60)
  return format.number(amount, {
    style: 'unit',
    unit: form === 'days' ? 'day' : 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  })
}

function isAmounts(value: unknown): value is Record<string, number> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([currency, amount]) => /^[A-Z]{3}$/.test(currency) && typeof amount === 'number')
  )
}
