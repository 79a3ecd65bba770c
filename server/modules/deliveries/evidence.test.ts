import type { OrderRecord } from '#modules/orders'
import { expect, test } from 'vitest'
import { doorOf } from './evidence.ts'

const doorAt = (lat: number, lng: number) => doorOf({ row: { ship_to: { geo: { lat, lng } } } } as OrderRecord)

test('a door is somewhere on earth, or unknown', () => {
  expect(doorAt(45.52, -122.68)).toMatchObject({ lat: 45.52, lng: -122.68 })
  expect([doorAt(1e9, 5), doorAt(45, -200), doorAt(-91, 0)]).toEqual([null, null, null])
})
