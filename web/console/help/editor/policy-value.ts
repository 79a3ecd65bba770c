import type { PolicyKeyView } from '#contract/policy'
import type { formats } from '../../../kit/i18n/formats.ts'

/** How a rule's value is said in a sentence. */
export type ValueForm = 'days' | 'hours' | 'amount' | 'percent' | 'number' | 'text'

export type Rule = Pick<PolicyKeyView, 'key' | 'value' | 'unit' | 'type' | 'sentence'>
type Format = ReturnType<typeof formats>

export interface ValueChoice {
  /** Of the rule, with `#` and the name where a rule has several values. */
  key: string
  form: ValueForm
  shown: string
  sentence: string
  /** Which of several. */
  name: string | null
}

const inMinutes: Record<string, number> = { minutes: 1, hours: 60, days: 1440 }
/** Up to here hours are said as often as days. */
const fewDays = 3

/** All numbers of the rules that an article can show, as they are now. */
export function choicesOf(rules: readonly Rule[], currency: string | undefined, format: Format): ValueChoice[] {
  return rules.flatMap((rule) => {
    const values: [string | null, unknown][] =
      rule.type === 'numberByName' ? entriesOf(rule.value) : [[null, rule.value]]
    return values.flatMap(([name, value]) =>
      formsFor(value, rule.unit, rule.type).flatMap((form) => {
        const shown = said(value, form, rule.unit, currency, format)
        const key = name === null ? rule.key : `${rule.key}#${name}`
        return shown === undefined ? [] : [{ key, form, shown, sentence: rule.sentence, name }]
      }),
    )
  })
}

/** What an article shows in the place of a rule, and the rule as its sentence; undefined where there is no such rule. */
export function shownAs(
  rules: readonly Rule[],
  named: string,
  form: ValueForm,
  currency: string | undefined,
  format: Format,
): { words: string | undefined; sentence: string } | undefined {
  const [key, name] = named.split('#')
  const rule = rules.find((one) => one.key === key)
  if (!rule) return undefined
  const value = name === undefined ? rule.value : new Map(entriesOf(rule.value)).get(name)
  return { words: said(value, form, rule.unit, currency, format), sentence: rule.sentence }
}

/** The forms that make sense for a rule, the most usual first. */
function formsFor(value: unknown, unit: string | null, type: string): ValueForm[] {
  if (type === 'amount') return ['amount']
  // A day of the calendar is no number to show.
  if (typeof value !== 'number' || unit === 'month and day') return []
  if (unit?.startsWith('percent')) return ['percent']
  if (unit === 'days') return value <= fewDays ? ['days', 'hours'] : ['days']
  if (unit === 'hours' || unit === 'minutes') {
    const minutes = value * (inMinutes[unit] ?? 1)
    if (minutes % 60 > 0) return ['number']
    return minutes % 1440 === 0 ? ['hours', 'days'] : ['hours']
  }
  return ['number']
}

function said(
  value: unknown,
  form: ValueForm,
  unit: string | null,
  currency: string | undefined,
  format: Format,
): string | undefined {
  if (form === 'amount') {
    const amountMinor = currency === undefined ? undefined : new Map(entriesOf(value)).get(currency)
    return typeof amountMinor === 'number' ? format.money({ amountMinor, currency: currency ?? '' }) : undefined
  }
  if (form === 'text') return value === undefined || value === null ? undefined : String(value).replaceAll('_', ' ')
  if (typeof value !== 'number') return undefined
  if (form === 'percent') return format.number(value / 100, { style: 'percent', maximumFractionDigits: 2 })
  const minutes = inMinutes[unit ?? '']
  if (form === 'number' || minutes === undefined) return format.number(value)
  return format.number((value * minutes) / (form === 'days' ? 1440 : 60), {
    style: 'unit',
    unit: form === 'days' ? 'day' : 'hour',
    unitDisplay: 'long',
  })
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
