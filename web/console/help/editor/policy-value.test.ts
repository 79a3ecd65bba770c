import { expect, test } from 'vitest'
import { formats } from '../../../kit/i18n/formats.ts'
import { choicesOf, type Rule, shownAs } from './policy-value.ts'

const rule = (key: string, value: unknown, unit: string | null, type = 'number'): Rule => ({
  key,
  value,
  unit,
  type,
  sentence: `About ${key}.`,
})

const rules = [
  rule('return.window', 30, 'days'),
  rule('answer', 48, 'hours'),
  rule('confirm', 15, 'minutes'),
  rule('fee', 20, 'percent'),
  rule('instant', { USD: 2500, EUR: 2000 }, null, 'amount'),
  rule('window.by', { electronics: 14 }, 'days', 'numberByName'),
  rule('holiday', 1101, 'month and day'),
  rule('transit', 7, 'business days'),
  rule('allowed', true, null, 'boolean'),
]
const format = formats('en', 'America/New_York', () => new Date())

test('only what is a number of the rules can be shown, in the forms that fit', () => {
  expect(choicesOf(rules, 'USD', format).map(({ key, form, shown }) => `${key} ${form}: ${shown}`)).toEqual([
    'return.window days: 30 days',
    'answer hours: 48 hours',
    'answer days: 2 days',
    'confirm number: 15',
    'fee percent: 20%',
    'instant amount: $25.00',
    'window.by#electronics days: 14 days',
    'transit number: 7',
  ])
})

test('a rule that is gone is said to be gone', () => {
  expect(shownAs(rules, 'window.by#electronics', 'days', 'USD', format)?.words).toBe('14 days')
  expect(shownAs(rules, 'instant', 'amount', 'JPY', format)?.words).toBeUndefined()
  expect(shownAs(rules, 'no.such', 'days', 'USD', format)).toBeUndefined()
})
