import { describe, expect, it } from 'vitest'
import {
  addDays,
  atLocalTime,
  businessDaysAfter,
  endOfDate,
  endOfLocalDay,
  localDate,
  localTime,
  movableClock,
} from './time.ts'

const newYork = { country: 'US', zone: 'America/New_York' }

describe('local days', () => {
  it('end at the place’s own midnight, also when the clocks change', () => {
    expect(endOfLocalDay(new Date('2026-03-08T12:00:00Z'), newYork.zone).toISOString()).toBe('2026-03-09T03:59:59.999Z')
    expect(endOfLocalDay(new Date('2026-11-01T12:00:00Z'), newYork.zone).toISOString()).toBe('2026-11-02T04:59:59.999Z')
    expect(endOfDate('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-29T21:59:59.999Z')
    expect(localDate(new Date('2026-01-01T03:00:00Z'), newYork.zone)).toBe('2025-12-31')
    expect(localTime(new Date('2026-07-01T03:05:00Z'), newYork.zone)).toBe('23:05')
  })

  it('move a time that the clocks skip to a later one', () => {
    expect(atLocalTime(new Date('2026-03-08T12:00:00Z'), '02:30', newYork.zone).toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    )
  })
})

describe('business days', () => {
  it.each([
    ['over a weekend', '2026-03-06T15:00:00Z', 1, '2026-03-09'],
    ['over Independence Day, observed on Friday', '2026-07-02T15:00:00Z', 1, '2026-07-06'],
    ['over Thanksgiving', '2026-11-25T15:00:00Z', 1, '2026-11-27'],
    ['none from a Saturday is Monday', '2026-03-07T15:00:00Z', 0, '2026-03-09'],
    ['none from a Tuesday is that Tuesday', '2026-03-10T15:00:00Z', 0, '2026-03-10'],
  ])('%s', (_what, from, days, to) =>
    expect(localDate(businessDaysAfter(new Date(from), days, newYork), newYork.zone)).toBe(to),
  )

  it('keep the local time over a change of clocks', () => {
    expect(localTime(businessDaysAfter(new Date('2026-03-06T15:00:00Z'), 1, newYork), newYork.zone)).toBe('10:00')
    expect(addDays(new Date('2026-03-06T15:00:00Z'), 3).toISOString()).toBe('2026-03-09T15:00:00.000Z')
  })
})

it('a movable clock only goes forward', async () => {
  const clock = movableClock('2026-01-01T00:00:00Z')
  clock.advance({ days: 1, hours: 2 })
  expect(clock.now().toISOString()).toBe('2026-01-02T02:00:00.000Z')
  await expect(clock.moveTo(new Date('2026-01-01T00:00:00Z'))).rejects.toThrow('forward')
})
