import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingMinutes,
  isOpen,
  nextChange,
  nextOpening,
  overlapOf,
  workingMinutesBetween,
  type OpeningHours,
} from './rules.ts'

const officeWeek = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }))
const nightWeek = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '22:00', to: '06:00' }))

function hours(over: Partial<OpeningHours>): OpeningHours {
  return { timeZone: 'Europe/Berlin', alwaysOpen: false, week: officeWeek, days: new Map(), ...over }
}

const at = (text: string) => new Date(text)

describe('working time', () => {
  it('HC-47a counts four hours from Friday afternoon over the clock change to Monday, 11:00 local', () => {
    expect(addWorkingMinutes(hours({}), at('2026-03-27T15:00:00+01:00'), 240)).toEqual(at('2026-03-30T09:00:00Z'))
  })

  it('HC-47b has seven hours in the night in which the clocks go forward, and the eighth in the next shift', () => {
    const night = hours({ week: nightWeek })
    const begins = at('2026-03-28T22:00:00+01:00')
    expect(workingMinutesBetween(night, begins, at('2026-03-29T06:00:00+02:00'))).toBe(7 * 60)
    expect(addWorkingMinutes(night, begins, 8 * 60)).toEqual(at('2026-03-29T23:00:00+02:00'))
  })

  it('HC-47c has nine hours in the night in which they go back: due at 05:00 local', () => {
    const night = hours({ week: nightWeek })
    const begins = at('2026-10-24T22:00:00+02:00')
    expect(workingMinutesBetween(night, begins, at('2026-10-25T06:00:00+01:00'))).toBe(9 * 60)
    expect(addWorkingMinutes(night, begins, 8 * 60)).toEqual(at('2026-10-25T05:00:00+01:00'))
  })

  it('HC-47e opens at 09:00 in Berlin on both sides of the change, whatever zone the reader is in', () => {
    expect(nextOpening(hours({}), at('2026-03-27T20:00:00Z'))).toEqual(at('2026-03-30T07:00:00Z'))
    expect(nextOpening(hours({}), at('2026-10-23T20:00:00Z'))).toEqual(at('2026-10-26T08:00:00Z'))
  })

  it('skips a holiday, and takes its shorter hours where it has some', () => {
    const days = new Map([
      ['2026-12-25', []],
      ['2026-12-24', [{ from: '09:00', to: '12:00' }]],
    ])
    const december = hours({ days })
    expect(addWorkingMinutes(december, at('2026-12-24T11:00:00+01:00'), 120)).toEqual(at('2026-12-28T10:00:00+01:00'))
    expect(isOpen(december, at('2026-12-25T10:00:00+01:00'))).toBe(false)
  })

  it('is due at closing time when that is when the last minute passes', () => {
    expect(addWorkingMinutes(hours({}), at('2026-11-26T16:00:00+01:00'), 60)).toEqual(at('2026-11-26T17:00:00+01:00'))
  })

  it('never ends where it never opens', () => {
    const closed = hours({ week: [] })
    expect(addWorkingMinutes(closed, at('2026-11-26T16:00:00Z'), 1)).toBeNull()
    expect(nextOpening(closed, at('2026-11-26T16:00:00Z'))).toBeNull()
    expect(nextChange(closed, at('2026-11-26T16:00:00Z'))).toBeNull()
  })

  it('says when it closes, and when it opens', () => {
    expect(nextChange(hours({}), at('2026-11-26T10:00:00Z'))).toEqual(at('2026-11-26T16:00:00Z'))
    expect(nextChange(hours({}), at('2026-11-27T18:00:00Z'))).toEqual(at('2026-11-30T08:00:00Z'))
  })

  it('goes around the clock where it is always open', () => {
    const always = hours({ alwaysOpen: true, week: [] })
    expect(addWorkingMinutes(always, at('2026-11-28T23:00:00Z'), 90)).toEqual(at('2026-11-29T00:30:00Z'))
    expect(nextChange(always, at('2026-11-28T23:00:00Z'))).toBeNull()
  })

  it('adds up: what was added lies between, whatever the zone and the week', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'America/Santiago', 'Australia/Lord_Howe'),
        fc.constantFrom(officeWeek, nightWeek, [...officeWeek, { day: 6, from: '10:00', to: '02:00' }]),
        fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 6_000 }),
        (timeZone, week, from, minutes) => {
          const open = hours({ timeZone, week })
          const due = addWorkingMinutes(open, from, minutes)
          expect(due && Math.round(workingMinutesBetween(open, from, due))).toBe(minutes)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a week', () => {
  it('names the days whose hours lie over each other', () => {
    expect(overlapOf(officeWeek)).toBeUndefined()
    expect(overlapOf(nightWeek)).toBeUndefined()
    expect(overlapOf([...officeWeek, { day: 1, from: '16:00', to: '18:00' }])).toEqual([1, 1])
    expect(overlapOf([...nightWeek, { day: 1, from: '05:00', to: '07:00' }])).toEqual([7, 1])
  })
})
