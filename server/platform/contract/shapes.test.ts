import { describe, expect, test } from 'vitest'
import { Email, Instant, LocalDate, TimeZone, Words } from './shapes.ts'

test.each(['2026-11-25T18:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])('%s is a time', (text) => {
  expect(Instant.safeParse(text).success).toBe(true)
})

test.each([
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-14:00',
  'soon',
  '2026-02-30T00:00:00Z',
])('%s is no time that can be kept', (text) => {
  expect(Instant.safeParse(text).success).toBe(false)
})

test('nor is a date in the year 0', () => {
  expect([LocalDate.safeParse('0000-01-01').success, LocalDate.safeParse('2026-11-25').success]).toEqual([false, true])
})

test('an e-mail address has an end', () => {
  const long = (length: number) => `${'a'.repeat(length - 12)}@example.com`
  expect([Email.safeParse(long(254)).success, Email.safeParse(long(255)).success]).toEqual([true, false])
})

test('a time zone is one that there is', () => {
  const taken = ['America/New_York', 'UTC', 'Mars/Base', '', 'Pacific Standard Time'].filter(
    (zone) => TimeZone.safeParse(zone).success,
  )
  expect(taken).toEqual(['America/New_York', 'UTC'])
})

describe('what somebody writes in their own words', () => {
  const card = '4242 4242 4242 4242'
  const hidden = '•••• •••• •••• 4242'

  test('comes without blanks at its ends and without a card number', () => {
    expect(Words.max(30).parse(`  pay ${card} `)).toBe(`pay ${hidden}`)
    expect(Words.min(3).safeParse('    ').success).toBe(false)
  })
})
