import { describe, expect, it } from 'vitest'
import { splitOf, type Burden } from './split.ts'

const cases: [string, number, Burden, number, [number, number, number]][] = [
  ['the seller bears all', 900, { payer: 'seller' }, 1000, [900, 0, 0]],
  ['no more than the sale has left, and the platform the rest', 900, { payer: 'seller' }, 400, [400, 500, 0]],
  ['nothing when nothing is left', 900, { payer: 'seller' }, -5, [0, 900, 0]],
  ['the platform bears all', 900, { payer: 'platform' }, 1000, [0, 900, 0]],
  ['the platform up to a limit', 900, { payer: 'platform', upToMinor: 250 }, 1000, [650, 250, 0]],
  ['a limit above all of it', 900, { payer: 'platform', upToMinor: 2500 }, 1000, [0, 900, 0]],
  ['a limit of nothing', 900, { payer: 'platform', upToMinor: 0 }, 1000, [900, 0, 0]],
  ['the carrier', 900, { payer: 'carrier', carrier: 'ups' }, 1000, [0, 0, 900]],
]

describe('who bears how much', () => {
  it.each(cases)('%s', (_name, bear, burden, cap, [sellerMinor, platformMinor, carrierMinor]) => {
    expect(splitOf(bear, burden, cap)).toEqual({ sellerMinor, platformMinor, carrierMinor })
  })
})
