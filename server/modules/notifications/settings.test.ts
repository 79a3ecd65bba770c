import { expect, test } from 'vitest'
import { afterQuiet, nextAt } from './settings.ts'

const night = { from: '21:00', to: '08:00' }

test.each([
  ['in the afternoon of New York', '2026-03-02T20:00:00Z', 'America/New_York', '2026-03-02T20:00:00Z'],
  ['late in the evening there', '2026-03-03T02:00:00Z', 'America/New_York', '2026-03-03T13:00:00Z'],
  ['at night there', '2026-03-03T11:59:00Z', 'America/New_York', '2026-03-03T13:00:00Z'],
  ['at the very end of it', '2026-03-03T13:00:00Z', 'America/New_York', '2026-03-03T13:00:00Z'],
  ['in the night in which clocks go forward', '2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T06:00:00Z'],
])('%s somebody is pushed to at the right time', (_words, now, zone, expected) => {
  expect(afterQuiet(night, new Date(now), zone)).toEqual(new Date(expected))
})

test('the same time twice is no night', () => {
  const now = new Date('2026-03-03T02:00:00Z')
  expect(afterQuiet({ from: '00:00', to: '00:00' }, now, 'UTC')).toBe(now)
})

test('the mail of the day leaves at its time, today or tomorrow', () => {
  expect(nextAt(new Date('2026-03-02T15:00:00Z'), '17:00', 'UTC')).toEqual(new Date('2026-03-02T17:00:00Z'))
  expect(nextAt(new Date('2026-03-02T17:00:00Z'), '17:00', 'UTC')).toEqual(new Date('2026-03-03T17:00:00Z'))
})
