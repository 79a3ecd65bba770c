import { describe, expect, it } from 'vitest'
import { addressKey } from './address-key.ts'

const at = (line1: string, line2?: string, more: object = {}) =>
  addressKey({ line1, line2, city: 'Austin', postalCode: '78701', country: 'US', ...more })
const door = at('12 Main Street', 'Apt 4B')

describe('the key of a door', () => {
  it.each<[string, string?]>([
    ['12 MAIN ST.', 'Apartment 4-B'],
    ['12 Main Street #4b'],
    ['12 main st, Unit 4B'],
    ['12 Main Street', '4B'],
    ['12 Main Street Apt. 4B'],
    ['Suite 4B, 12 Main Street'],
  ])('is the same for %s %s', (line1, line2) => {
    expect(at(line1, line2)).toBe(door)
  })

  it.each<[string, string?]>([
    ['12 Main Street', 'Apt 5B'],
    ['12 Main Street'],
    ['21 Main Street', 'Apt 4B'],
    ['12 Maine Street', 'Apt 4B'],
  ])('is another one for %s %s', (line1, line2) => {
    expect(at(line1, line2)).not.toBe(door)
  })

  it('takes the long postal code of the United States for the short one, and the city where there is no code', () => {
    expect(at('12 Main Street', 'Apt 4B', { postalCode: '78701-1234' })).toBe(door)
    expect(addressKey({ line1: 'Straße 5', city: 'Köln', postalCode: '', country: 'DE' })).toBe(
      addressKey({ line1: 'STRASSE 5', city: 'koln', postalCode: '', country: 'DE' }),
    )
  })
})
