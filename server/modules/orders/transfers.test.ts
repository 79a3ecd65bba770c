import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#platform/time'
import { orderInput, storeOrders } from '#testing/order-input'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { transfersTo, unpaidSalesOf } from './transfers.ts'

let bench: RefundBench
beforeAll(async () => {
  bench = await refundBench()
})
afterAll(() => bench.close())

const reader = () => read(bench.app, system('test'))
const sellerId = async (reference: string) => (await findSeller(reader(), `ref:import:${reference}`)).id
const sale = (seller: string, part: Record<string, unknown> = {}) => ({
  items: [
    {
      reference: '1',
      title: 'Lamp',
      quantity: 1,
      unitPrice: 5000,
      seller: { reference: seller },
      commission: { rate: 0.1 },
    },
  ],
  tenders: [{ reference: `card-${seller}`, kind: 'card', captured: 5000, capturedAt: '2026-02-20T10:00:00Z' }],
  ...part,
})

describe('what was passed on to sellers', () => {
  it('is kept with the order, and the same document again changes nothing', async () => {
    const transfers = [{ seller: 'one', reference: 'tr_1', amount: { amountMinor: 4500, currency: 'USD' } }]
    const order = await bench.order({ reference: 'T-1', ...sale('one', { transfers }) })
    const id = await sellerId('one')
    expect(await transfersTo(reader(), order.row.id, id)).toEqual([
      { sellerId: id, reference: 'tr_1', amountMinor: 4500 },
    ])
    const again = await storeOrders(bench.app, [orderInput({ reference: 'T-1', ...sale('one', { transfers }) })])
    expect(again).toMatchObject([{ outcome: 'unchanged' }])
    const more = [...transfers, { seller: 'one', reference: 'tr_2', amount: 100 }]
    await storeOrders(bench.app, [orderInput({ reference: 'T-1', ...sale('one', { transfers: more }) })])
    expect((await transfersTo(reader(), order.row.id, id)).map((each) => each.reference)).toEqual(['tr_1', 'tr_2'])
  })

  it.each([
    ['to somebody who sold nothing in it', { seller: 'nobody', reference: 'tr_3', amount: 100 }, 'transfer_unknown'],
    ['of nothing', { seller: 'two', reference: 'tr_3', amount: 0 }, 'transfer_unknown'],
    ['below zero', { seller: 'two', reference: 'tr_3', amount: -5 }, 'amount_negative'],
    [
      'in another currency',
      { seller: 'two', reference: 'tr_3', amount: { amountMinor: 5, currency: 'EUR' } },
      'currency_mismatch',
    ],
  ])('is refused %s', async (_name, transfer, code) => {
    const [outcome] = await storeOrders(bench.app, [
      orderInput({ reference: 'T-2', ...sale('two', { transfers: [transfer] }) }),
    ])
    expect(outcome?.problem?.code).toBe(code)
  })
})

describe('what the store still has of a seller’s sales', () => {
  const unpaid = async (seller: string, after: string | null = null, days = 120) =>
    unpaidSalesOf(reader(), {
      sellerId: await sellerId(seller),
      currency: 'USD',
      placedAfter: addDays(reader().now, -days),
      capturedAfter: after === null ? null : new Date(after),
    })

  it('is goods and shipping less commission of what was paid in full', async () => {
    await bench.order(
      sale('three', { shipping: { price: 700 }, tenders: [{ reference: 'full', kind: 'card', captured: 5700 }] }),
    )
    expect(await unpaid('three')).toBe(5200)
    expect(await unpaid('three', '2026-02-20T10:00:00Z')).toBe(0)
    expect(await unpaid('three', null, 5)).toBe(0)
  })

  it('has nothing of what is not paid, was passed on, is history or was canceled', async () => {
    await bench.order(sale('four', { tenders: [] }))
    await bench.order(sale('four', { transfers: [{ seller: 'four', reference: 'tr_4', amount: 4500 }] }))
    await bench.order(sale('four'), { history: true })
    await bench.order(sale('four', { canceledAt: '2026-02-21T10:00:00Z' }))
    expect(await unpaid('four')).toBe(0)
  })
})
