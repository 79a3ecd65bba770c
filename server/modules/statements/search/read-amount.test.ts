import { expect, it } from 'vitest'
import { hasCard, hasName, hasNumber, statementText } from './names-in-text.ts'
import { readAmount } from './read-amount.ts'

it.each([
  ['45.99', ['45.99'], null],
  ['45,99', ['45.99'], null],
  ['$45.99', ['45.99'], expect.arrayContaining(['USD', 'CAD'])],
  ['US$ 45.99', ['45.99'], ['USD']],
  ['1.234,56 €', ['1234.56'], ['EUR']],
  ['1,234.56', ['1234.56'], null],
  ['1 234,5', ['1234.5'], null],
  ['1,234', ['1234', '1.234'], null],
  ['1,234,567', ['1234567'], null],
  ['usd 12', ['12'], ['USD']],
  ['12 KWD', ['12'], ['KWD']],
  ['−45.99', ['45.99'], null],
  ['(45.99)', ['45.99'], null],
  ['+20', ['20'], null],
  ['٤٥٫٩٩', ['45.99'], null],
  ['12’500.00 CHF', ['12500.00'], ['CHF']],
  ['45.', ['45'], null],
])('%s is read', (typed, readings, currencies) => {
  expect(readAmount(typed)).toEqual({ readings, currencies })
})

it.each(['', 'five', '12x', '0', '0.00', '1-2', '99999999999999', 'abc 5'])('“%s” is no amount', (typed) => {
  expect(readAmount(typed)).toBeUndefined()
})

it('finds names, numbers and cards in the words of a statement', () => {
  const line = statementText('MERIDIAN* ORD LK-1008 NEW YORK XX4242')
  expect(hasName(line, 'Meridian Goods')).toBe(true)
  expect(hasName(line, 'Larkspur')).toBe(false)
  expect(hasNumber(line, 'LK-1008')).toBe(true)
  expect(hasNumber(line, 'LK-1009')).toBe(false)
  expect(hasCard(line, 'Visa ending 4242')).toBe(true)
  expect(hasCard(line, 'Visa ending 1111')).toBe(false)
})
