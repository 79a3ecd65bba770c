import { expect, it } from 'vitest'
import { isSamePhoneNumber, maskPhoneNumber, readPhoneNumber, showPhoneNumber } from './phone-number.ts'

it.each([
  ['(503) 555-0110', 'US', '+15035550110'],
  ['+1 503 555 0110', 'DE', '+15035550110'],
  ['030 901820', 'DE', '+4930901820'],
  ['٥٠٣٥٥٥٠١١٠', 'US', '+15035550110'],
  ['555-0110', 'US', undefined],
  ['call me', 'US', undefined],
  ['', 'US', undefined],
])('%s in %s is %s', (text, country, number) => expect(readPhoneNumber(text, country)).toBe(number))

it('is shown as in its own country, and elsewhere with the country code', () => {
  expect(showPhoneNumber('+15035550110', 'US')).toBe('(503) 555-0110')
  expect(showPhoneNumber('+15035550110', 'DE')).toBe('+1 503 555 0110')
  expect(showPhoneNumber('+1 555-0110', 'US')).toBe('+1 555-0110')
  expect(maskPhoneNumber('+15035550110')).toBe('•••• 0110')
})

it('is the same however it is written', () => {
  expect(isSamePhoneNumber('+15035550110', '(503) 555-0110')).toBe(true)
  expect(isSamePhoneNumber('+15035550110', '+1 503 555-0111')).toBe(false)
  expect(isSamePhoneNumber(null, '')).toBe(true)
})
