import { describe, expect, test } from 'vitest'
import { readNumber } from './read-number.ts'
import { zonesOf } from '#platform/zone-of'
import { callTimes, isNight, nextCallTime, type CallTimes } from './call-times.ts'
import { isQuiet, nextStep, resultOf } from './rules.ts'

const always = { timeZone: 'Europe/Berlin', alwaysOpen: true, week: [], days: new Map() }
const quiet = { from: '21:00', to: '08:00' }

describe('quiet hours', () => {
  test.each([
    // Berlin goes from +1 to +2 in the night to 29 March 2026, and back on 25 October.
    ['2026-03-28T07:00:00Z', false],
    ['2026-03-28T06:59:00Z', true],
    ['2026-03-29T06:00:00Z', false],
    ['2026-03-29T05:59:00Z', true],
    ['2026-03-29T18:59:00Z', false],
    ['2026-03-29T19:00:00Z', true],
    ['2026-10-25T06:59:00Z', true],
    ['2026-10-25T07:00:00Z', false],
    ['2026-10-25T20:00:00Z', true],
  ])('in Berlin at %s: %s', (at, expected) => {
    expect(isQuiet(quiet, new Date(at), 'Europe/Berlin')).toBe(expected)
  })

  test('the same clock time twice is never quiet; hours within a day are', () => {
    expect(isQuiet({ from: '00:00', to: '00:00' }, new Date('2026-03-01T00:00:00Z'), 'UTC')).toBe(false)
    expect(isQuiet({ from: '00:00', to: '07:00' }, new Date('2026-03-01T06:30:00Z'), 'UTC')).toBe(true)
    expect(isQuiet({ from: '00:00', to: '07:00' }, new Date('2026-03-01T07:00:00Z'), 'UTC')).toBe(false)
  })
})

describe('times that can be promised', () => {
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }))
  const office: CallTimes = {
    hours: { timeZone: 'America/New_York', alwaysOpen: false, week, days: new Map() },
    quiet,
    timeZone: 'Europe/Berlin',
    numberZones: [],
  }

  test('lie inside the hours of the store and outside the quiet hours of the shopper', () => {
    // Friday: 9 to 17 in New York is 15 to 23 in Berlin, where 21 is quiet.
    const times = callTimes(office, new Date('2026-03-06T12:10:00Z'), { stepMinutes: 30, days: 7, count: 14 })
    expect(times[0]?.toISOString()).toBe('2026-03-06T14:00:00.000Z')
    expect(times[11]?.toISOString()).toBe('2026-03-06T19:30:00.000Z')
    expect(times[12]?.toISOString()).toBe('2026-03-09T13:00:00.000Z')
  })

  test('another try at night waits for the morning', () => {
    const times = { hours: always, quiet, timeZone: 'Europe/Berlin', numberZones: [] }
    expect(nextCallTime(times, new Date('2026-03-28T20:10:00Z'), 7)?.toISOString()).toBe('2026-03-29T06:00:00.000Z')
    expect(nextCallTime(times, new Date('2026-03-28T10:10:00Z'), 7)?.toISOString()).toBe('2026-03-28T10:10:00.000Z')
    const closed = { ...office.hours, week: [] }
    expect(nextCallTime({ ...office, hours: closed }, new Date('2026-03-28T10:10:00Z'), 7)).toBeNull()
  })
})

describe('night at a number', () => {
  test.each([
    // Ten in the morning in Berlin, whose number is American: night from New York to Honolulu, and only there.
    ['Europe/Berlin', 'US', '2026-03-02T09:00:00Z', true],
    ['Europe/Berlin', 'US', '2026-03-02T13:00:00Z', false],
    ['Europe/Berlin', 'DE', '2026-03-02T09:00:00Z', false],
    ['America/New_York', 'DE', '2026-03-02T21:00:00Z', true],
    ['America/New_York', '', '2026-03-02T21:00:00Z', false],
  ])('who says that they are in %s, with one of %s, at %s: %s', (timeZone, country, at, expected) => {
    expect(isNight({ quiet, timeZone, numberZones: zonesOf(country) }, new Date(at))).toBe(expected)
  })
})

describe('what a call’s end says', () => {
  test.each([
    ['completed', 'shopper', true, 'talked', 'finish'],
    ['completed', 'network', true, 'dropped', 'retry'],
    ['busy', 'shopper', false, 'busy', 'retry'],
    ['no_answer', 'us', false, 'no_answer', 'retry'],
    ['voicemail', 'agent', false, 'voicemail', 'retry'],
    ['rejected', 'shopper', false, 'rejected', 'retry'],
    ['invalid', 'network', false, 'wrong_number', 'give_up'],
    ['no_agent', 'us', false, 'no_agent', 'put_back'],
    ['canceled', 'agent', false, 'interrupted', 'put_back'],
    ['canceled', 'agent', true, 'talked', 'finish'],
    ['failed', 'network', false, 'failed', 'retry'],
    ['failed', 'network', true, 'dropped', 'retry'],
  ] as const)('%s by %s, speaking %s: %s, then %s', (outcome, endedBy, wasTalking, result, step) => {
    expect(resultOf(outcome, endedBy, wasTalking)).toBe(result)
    expect(nextStep(result)).toBe(step)
  })
})

describe('a number', () => {
  const rules = {
    countries: ['US', 'DE'],
    types: ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP'],
    country: 'US',
  }

  test.each([
    ['(503) 555-0110', '+15035550110', 'US'],
    ['+49 30 12345678', '+493012345678', 'DE'],
    ['+49 151 12345678', '+4915112345678', 'DE'],
  ])('%s is %s', (text, number, country) => {
    expect(readNumber(text, rules)).toEqual({ number, country })
  })

  test.each([
    ['hello', 'no_number'],
    ['911', 'no_number'],
    ['+1 503 555 0110 ext. 5', 'no_number'],
    ['+44 20 7946 0000', 'country_not_called'],
    ['+8816 1234 5678', 'country_not_called'],
    ['+1 900 555 0123', 'kind_not_called'],
    ['+49 180 5123456', 'kind_not_called'],
    ['+1 800 555 0123', 'kind_not_called'],
  ])('%s is refused as %s', (text, code) => {
    expect(() => readNumber(text, rules)).toThrow(expect.objectContaining({ code }))
  })
})
