import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { loadRefunds, sellerShare } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type Bought, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { lockReturn, openReturn, payUnits, saveReturn } from './index.ts'

/**
 * Reported faults of shop systems that need a return; the numbers are those of the cases in refunds/money-cases.test.ts, which
 * has their arithmetic. Amounts in minor units.
 */
interface ReturnCase {
  number: number
  thread: string
  order: Bought
  /** How many units are announced, and how many of them come. */
  announced: number
  received: number
  /** The fee for the way back. */
  fee?: number
  amount: number
  tax?: number
  seller?: { debit: number; commissionBack: number }
  after?: (order: OrderRecord) => Promise<unknown>
}

const program = system('test')
let outside: ShopOutside
let shop: SmallShop
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
})
afterAll(async () => {
  await shop?.close()
  await outside?.close()
})

const unitIds = (order: OrderRecord) => currentUnits(order).map((unit) => unit.id)

const cases: ReturnCase[] = [
  {
    number: 1,
    thread: 'medusajs/medusa#15885',
    order: {
      taxOnTop: true,
      items: [{ variant: 'mug-blue', quantity: 2, unitPrice: 10000, discount: 2000, tax: 1800 }],
    },
    announced: 1,
    received: 1,
    amount: 9900,
    tax: 900,
    // The other one, while the first is on its way back: the same amount once more, its discount taxed once.
    after: async (order) => {
      const [refund] = await returned(order, unitIds(order).slice(1), { received: 1 })
      expect(refund?.row.amount_minor).toBe(9900)
      expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    },
  },
  {
    number: 3,
    thread: 'spree/spree#14678',
    order: { items: [{ variant: 'mug-blue', quantity: 3, unitPrice: 8999, seller: 'lamps' }] },
    announced: 3,
    received: 2,
    amount: 17998,
    seller: { debit: 16198, commissionBack: 1800 },
  },
  {
    number: 17,
    thread: 'medusajs/admin#522',
    order: { items: [{ variant: 'mug-blue', quantity: 1, unitPrice: 4000 }] },
    announced: 1,
    received: 1,
    fee: 590,
    amount: 3410,
  },
]

describe('money cases with a return', () => {
  it.each(cases)('$number $thread', async (each) => {
    const order = await shop.order(each.order)
    const before = (await shop.money(order)).balance
    const made = await returned(order, unitIds(order).slice(0, each.announced), each)
    expect(made.map((refund) => refund.row.amount_minor)).toEqual([each.amount])
    const [detail] = await loadRefunds(
      shop.read(program),
      made.map((refund) => refund.id),
    )
    const lines = detail?.lines ?? []
    if (each.tax !== undefined) expect(lines.reduce((sum, line) => sum + line.goods_tax_minor, 0)).toBe(each.tax)
    if (each.seller) {
      // Its commission was 10 %, 27.00 on the line, which is what units carry.
      const sold = { ...order, units: order.units.map((unit) => ({ ...unit, commission_minor: 900 })) }
      const [share] = sellerShare(
        sold,
        before,
        lines.map((line) => ({
          unitId: line.unit_id,
          goodsMinor: line.goods_minor,
          shippingMinor: line.shipping_minor,
        })),
      )
      expect(share).toMatchObject({ debitMinor: each.seller.debit, commissionBackMinor: each.seller.commissionBack })
    }
    await each.after?.(order)
  })
})

/** Announces units, and has some of them received and paid. */
async function returned(
  order: OrderRecord,
  announced: readonly string[],
  { received, fee = 0 }: { received: number; fee?: number },
) {
  return await shop.act(program, async (work) => {
    const record = await openReturn(work, {
      order: await lockOrder(work, order.row.id),
      unitIds: announced,
      reason: 'changed_mind',
      origin: 'problem',
      about: { kind: 'problem', id: 'prb_1' },
      resolution: 'refund',
      refundAt: 'receipt',
    })
    if (fee > 0) {
      const locked = await lockReturn(work, record.row.id)
      await saveReturn(work, locked.record, {
        row: { fee_minor: fee },
        units: [{ ids: announced.slice(0, 1), set: { fee_minor: fee } }],
      })
    }
    return await payUnits(work, record.row.id, { unitIds: announced.slice(0, received), moment: 'receipt' })
  })
}
