import { expect, test } from 'vitest'
import { instantOf, localTime, plusDays, weekOf } from './zone-time.ts'

const zone = 'America/Los_Angeles'

test('a time in a zone and back again, also around a change of the clock', () => {
  for (const instant of [
    '2026-11-25T18:00:00Z',
    '2026-03-08T09:59:00Z',
    '2026-03-08T10:00:00Z',
    '2026-11-01T12:00:00Z',
  ])
    expect(instantOf(localTime(new Date(instant), zone), zone).toISOString()).toBe(new Date(instant).toISOString())
})

test('nine in the morning stays nine in the morning through a change of the clock', () => {
  const saturday = { year: 2026, month: 3, day: 7, hour: 9, minute: 0 }
  expect(instantOf(saturday, zone).toISOString()).toBe('2026-03-07T17:00:00.000Z')
  expect(instantOf(plusDays(saturday, 1), zone).toISOString()).toBe('2026-03-08T16:00:00.000Z')
})

test('a week begins on Monday, as days are counted there', () => {
  // Still Sunday in Los Angeles.
  expect(weekOf(new Date('2026-11-23T05:00:00Z'), zone, 0)).toMatchObject({ month: 11, day: 16 })
  expect(weekOf(new Date('2026-11-23T09:00:00Z'), zone, 0)).toMatchObject({ month: 11, day: 23, hour: 0 })
  expect(weekOf(new Date('2026-11-25T18:00:00Z'), zone, 1)).toMatchObject({ month: 11, day: 30 })
})
