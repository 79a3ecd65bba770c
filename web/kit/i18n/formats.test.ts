import { expect, test } from 'vitest'
import { formats } from './formats.ts'

const now = () => new Date('2026-11-25T18:00:00Z')
const english = formats('en', 'America/New_York', now)

test('dates are words, in the zone of the reader', () => {
  expect(english.day('2026-11-27T17:00:00Z')).toBe('Friday, November 27')
  // Still Thursday in New York.
  expect(english.day('2026-11-27T04:59:59Z')).toBe('Thursday, November 26')
  expect(english.day('2027-01-04T17:00:00Z')).toBe('Monday, January 4, 2027')
  expect(formats('de', 'Europe/Berlin', now).day('2026-11-27T17:00:00Z')).toBe('Freitag, 27. November')
})

test('money has the currency’s own number of digits', () => {
  expect(english.money({ amountMinor: 4599, currency: 'USD' })).toBe('$45.99')
  expect(english.money({ amountMinor: 4599, currency: 'JPY' })).toBe('¥4,599')
  expect(english.money({ amountMinor: 4599, currency: 'KWD' })).toMatch(/4\.599/)
  expect(formats('de', 'Europe/Berlin', now).money({ amountMinor: 4599, currency: 'EUR' })).toMatch(/^45,99\s€$/)
})

test('Arabic keeps Latin digits, and an amount reads from left to right', () => {
  expect(formats('ar', 'Asia/Riyadh', now).money({ amountMinor: 4599, currency: 'USD' })).toMatch(
    /^\u2066.*45\.99.*\u2069$/,
  )
})

test('how long until, in one unit', () => {
  expect(english.fromNow('2026-11-25T21:30:00Z')).toBe('in 3 hours')
  expect(english.fromNow('2026-11-23T18:00:00Z')).toBe('2 days ago')
  expect(english.fromNow('2026-11-25T18:00:30Z')).toBe('this minute')
  expect(english.fromNow('2026-11-26T19:00:00Z')).toBe('tomorrow')
  // 42 hours on, but the day after tomorrow by the calendar of New York; 26 hours back is the day before yesterday.
  expect(english.fromNow('2026-11-27T12:00:00Z')).toBe('in 2 days')
  expect(
    formats('en', 'America/New_York', () => new Date('2026-11-25T06:00:00Z')).fromNow('2026-11-24T04:00:00Z'),
  ).toBe('2 days ago')
  expect(english.isPast('2026-11-25T18:00:00Z')).toBe(true)
})
