import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'
import { guaranteeCases } from './guarantee-cases.ts'
import { type Outcome, playAll } from './guarantee-play.fixture.ts'

let shop: ClaimShop
let outcomes: Map<number, Outcome>
beforeAll(async () => {
  shop = await openClaimShop()
  outcomes = await playAll(shop, guaranteeCases)
}, 300_000)
afterAll(() => shop?.close())

describe('the guarantee, case by case', () => {
  it.each(guaranteeCases)('$no: $ground, $goods, $shown, $script: $rule', ({ no, then, payer, blame, books }) => {
    expect(outcomes.get(no)).toEqual({ then, payer, blame, books, faults: [] })
  })
})
