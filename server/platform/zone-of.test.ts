import { expect, test } from 'vitest'
import { zoneOf } from './zone-of.ts'

test.each([
  [{ country: 'US', region: 'CA' }, 'America/Los_Angeles'],
  [{ country: 'US', region: 'California' }, 'America/Los_Angeles'],
  [{ country: 'us', region: ' tx ' }, 'America/Chicago'],
  [{ country: 'US' }, 'America/New_York'],
  [{ country: 'CA', region: 'BC' }, 'America/Vancouver'],
  [{ country: 'DE', region: 'Bayern' }, 'Europe/Berlin'],
  [{ country: 'DE' }, 'Europe/Berlin'],
  [{ country: 'JP', region: 'nowhere known' }, 'Asia/Tokyo'],
  [{ country: 'XX' }, 'America/Denver'],
])('a day at %o ends by %s', (place, zone) => {
  expect(zoneOf(place, zone === 'America/Denver' ? 'America/Denver' : 'Europe/London')).toBe(zone)
})

test('where a place has several zones the store’s own is one of them', () => {
  expect(zoneOf({ country: 'US' }, 'America/Chicago')).toBe('America/Chicago')
  expect(zoneOf({ country: 'US', region: 'NY' }, 'America/Chicago')).toBe('America/New_York')
})
