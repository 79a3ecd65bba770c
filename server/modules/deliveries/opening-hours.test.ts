import { describe, expect, test } from 'vitest'
import { hoursOf, isOpenAt, openInWords, zoneOfPlace } from './opening-hours.ts'

const zone = 'America/New_York'
const hours = {
  'mon-fri': '08:00-12:00,13:00-21:00',
  sat: '10:00-02:00',
  sun: 'closed',
  '2026-12-25': 'closed',
  '2026-12-24': '08:00-13:00',
}

describe('opening hours', () => {
  test.each([
    ['a weekday before it opens', '2026-03-02T12:30:00Z', 'Closed. Opens today at 8 AM'],
    ['at the minute it opens', '2026-03-02T13:00:00Z', 'Open until 12 PM'],
    ['in the lunch break', '2026-03-02T17:30:00Z', 'Closed. Opens today at 1 PM'],
    ['in the afternoon', '2026-03-02T20:00:00Z', 'Open until 9 PM'],
    ['at the minute it closes', '2026-03-03T02:00:00Z', 'Closed. Opens tomorrow at 8 AM'],
    ['Saturday night', '2026-03-01T04:00:00Z', 'Open until 2 AM'],
    ['the night in which 2 AM is skipped', '2026-03-08T04:00:00Z', 'Open until 3 AM'],
    ['after midnight it is still Saturday’s stretch', '2026-03-15T05:30:00Z', 'Open until 2 AM'],
    ['Sunday', '2026-03-15T18:00:00Z', 'Closed. Opens tomorrow at 8 AM'],
    ['before a short day', '2026-12-24T15:00:00Z', 'Open until 1 PM'],
    ['Christmas, which is a Friday', '2026-12-25T15:00:00Z', 'Closed. Opens tomorrow at 10 AM'],
    ['Christmas Eve in the evening', '2026-12-25T01:00:00Z', 'Closed. Opens Saturday at 10 AM'],
  ])('%s', (_, at, words) => {
    expect(openInWords(hours, new Date(at), zone)).toBe(words)
  })

  test('around the clock, unknown, and never open', () => {
    const now = new Date('2026-03-02T12:30:00Z')
    expect(openInWords({ 'mon-sun': 'open' }, now, zone)).toBe('Open around the clock')
    expect(openInWords(null, now, zone)).toBeNull()
    expect(isOpenAt(null, now, zone)).toBeNull()
    expect(openInWords({ 'mon-sun': 'closed' }, now, zone)).toBe('Closed for now')
  })

  test('stretches that touch at midnight are one, in the words as well', () => {
    expect(openInWords({ 'mon-sun': '20:00-24:00', tue: '00:00-04:00' }, new Date('2026-03-03T02:00:00Z'), zone)).toBe(
      'Open until 4 AM',
    )
  })

  test('a range may go over the end of the week', () => {
    expect(isOpenAt({ 'sat-mon': '08:00-20:00' }, new Date('2026-03-02T15:00:00Z'), zone)).toBe(true)
    expect(isOpenAt({ 'sat-mon': '08:00-20:00' }, new Date('2026-03-03T15:00:00Z'), zone)).toBe(false)
  })

  test('the next seven days, with what is different', () => {
    const week = hoursOf(hours, new Date('2026-12-23T15:00:00Z'), zone)
    expect(week.slice(0, 5)).toEqual([
      { day: '2026-12-23', opens: '08:00', closes: '12:00' },
      { day: '2026-12-23', opens: '13:00', closes: '21:00' },
      { day: '2026-12-24', opens: '08:00', closes: '13:00' },
      { day: '2026-12-25', opens: null, closes: null },
      { day: '2026-12-26', opens: '10:00', closes: '02:00' },
    ])
  })

  test('the zone is the place’s own, else its country’s', () => {
    const address = { line1: '1', city: 'Berlin', postalCode: '10115', country: 'DE' }
    expect(zoneOfPlace({ hours: { zone: 'Europe/Madrid' }, address }, zone)).toBe('Europe/Madrid')
    expect(zoneOfPlace({ hours, address }, zone)).toBe('Europe/Berlin')
    expect(zoneOfPlace({ hours, address: null }, zone)).toBe(zone)
  })
})
