import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdUnits, lockOrder } from '#modules/orders'
import { authorizeRefund, creditStoreBalance, refundsOf } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { bearRefund, burdensOf, sellerKeeps, settleBurden } from './index.ts'
import { recordAdjustment } from './commands/record-adjustment.ts'
import { line, paid, settlementBench, unitIds, usd, type SettlementBench } from './settlement-bench.fixture.ts'

let bench: SettlementBench
beforeAll(async () => {
  bench = await settlementBench()
})
afterAll(() => bench.close())

const reader = () => read(bench.app, system('test'))
const about = (id: string) => ({ kind: 'claim', id })

describe('money cases', () => {
  it('3: two of three arrive back: the shopper gets 179.98, the seller bears 161.98', async () => {
    const order = await bench.order({
      items: [line({ quantity: 3, unitPrice: 8999 })],
      tenders: paid(26997).map((tender) => ({ ...tender, reference: 'three' })),
    })
    await bench.change((work) =>
      holdUnits(work, { kind: 'return', refId: 'ret_3', orderId: order.row.id, unitIds: unitIds(order) }),
    )
    const refundId = await bench.giveBack(order, {
      unitIds: unitIds(order).slice(0, 2),
      about: { kind: 'return', id: 'ret_3' },
    })
    expect((await refundsOf(reader(), [order.row.id]))[0]?.row.amount_minor).toBe(17998)
    expect(await bench.burden(order)).toMatchObject({
      refund_id: refundId,
      goods_minor: 17998,
      commission_back_minor: 1800,
      seller_minor: 16198,
      payer: 'seller',
      state: 'posted',
      about_kind: 'return',
      about_id: 'ret_3',
    })
  })

  it('25: half of the product comes back and the gateway keeps 9.00: the seller keeps 56.00', async () => {
    const order = await bench.sold()
    await bench.giveBack(order, {
      unitIds: unitIds(order),
      amountMinor: 5000,
      parts: { goods: true, shipping: false, fees: false },
    })
    const sellerId = await bench.sellerId()
    await bench.change((work) =>
      recordAdjustment(work, {
        id: sellerId,
        reference: 'fee-25',
        order: order.row.id,
        kind: 'gateway_fee',
        amount: usd(-900),
      }),
    )
    expect(await sellerKeeps(reader(), await bench.reload(order), sellerId)).toEqual(usd(5600))
  })

  it('26: the commission is the one frozen on what was sold, whatever the rate is today', async () => {
    const order = await bench.order({
      items: [line(), line({ reference: 'b', commission: { rate: 0.15 } })],
      tenders: paid(20000).map((tender) => ({ ...tender, reference: 'frozen' })),
    })
    await bench.giveBack(order, { unitIds: unitIds(order) })
    expect(await bench.burden(order)).toMatchObject({ seller_minor: 9000, commission_back_minor: 1000 })
    expect(await bench.accounts(order)).toMatchObject({
      [`seller:${await bench.sellerId()}`]: -9000,
      'store:commission': -1000,
    })
  })
})

describe('who bears it', () => {
  it('held, posted, reversed: three transfers of its own, and the seller is told each time', async () => {
    const order = await bench.sold()
    await bench.giveBack(order, { about: about('clm_1') }, { burden: { payer: 'seller' }, state: 'held' })
    const held = await bench.burden(order)
    expect(held).toMatchObject({ state: 'held', seller_minor: 11000, posted_at: null, about_id: 'clm_1' })
    const seller = `seller:${held.seller_id}`
    expect(await bench.accounts(order, 'pending')).toEqual({
      [seller]: -11000,
      'store:commission': -1000,
      'store:sales': 12000,
    })

    await bench.change((work) =>
      settleBurden(work, { burdenId: held.id, burden: { payer: 'seller' }, reason: 'seller_silent' }),
    )
    await runJobs(bench.app)
    expect(await bench.burden(order)).toMatchObject({
      state: 'posted',
      transfer_id: held.transfer_id,
      reason: 'seller_silent',
    })
    expect(await bench.accounts(order)).toMatchObject({ [seller]: -11000 })
    expect(await bench.accounts(order, 'pending')).toEqual({})

    const again = await bench.burden(order)
    await bench.change((work) =>
      settleBurden(work, { burdenId: held.id, burden: { payer: 'seller' }, reason: 'seller_silent' }),
    )
    expect(await bench.burden(order)).toEqual(again)

    await bench.change((work) =>
      settleBurden(work, { burdenId: held.id, burden: { payer: 'platform' }, reason: 'appeal' }),
    )
    expect(await bench.burden(order)).toMatchObject({ state: 'reversed', seller_minor: 0, platform_minor: 11000 })
    expect(await bench.accounts(order)).toMatchObject({ 'platform:guarantee': -11000, 'store:commission': -1000 })
    expect((await bench.accounts(order))[seller]).toBeUndefined()
    const mine = (facts: Record<string, unknown>[]) => facts.filter((fact) => fact.burdenId === held.id)
    expect(mine(await bench.facts('seller.debit_held'))).toMatchObject([{ amount: usd(11000), about: about('clm_1') }])
    expect(mine(await bench.facts('seller.debited'))).toMatchObject([{ amount: usd(11000) }])
    expect(mine(await bench.facts('seller.credited'))).toMatchObject([{ amount: usd(11000), wasHeld: false }])
    expect((await bench.entries()).filter((entry) => entry.burden_id === held.id)).toMatchObject([
      { kind: 'debit', state: 'reversed', amount_minor: -11000, open_minor: 0 },
      { kind: 'credit', amount_minor: 11000, open_minor: 0 },
    ])
  })

  it('the platform up to a limit, and the seller the rest', async () => {
    const order = await bench.sold()
    await bench.giveBack(order, {}, { burden: { payer: 'platform', upToMinor: 4000 }, state: 'posted' })
    expect(await bench.burden(order)).toMatchObject({ seller_minor: 7000, platform_minor: 4000, state: 'posted' })
  })

  it('a held one that the platform bears was never the seller’s', async () => {
    const order = await bench.sold()
    await bench.giveBack(order, {}, { burden: { payer: 'seller' }, state: 'held' })
    const { id } = await bench.burden(order)
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'platform' } }))
    expect(await bench.burden(order)).toMatchObject({ state: 'posted', seller_minor: 0, platform_minor: 11000 })
    expect((await bench.entries()).filter((entry) => entry.burden_id === id)).toMatchObject([
      { state: 'released', open_minor: 0 },
    ])
  })

  it('the carrier, under its name; and a later word in parts', async () => {
    const order = await bench.sold()
    await bench.giveBack(order, {}, { burden: { payer: 'carrier', carrier: 'parcel-post' }, state: 'posted' })
    const { id } = await bench.burden(order)
    expect(await bench.accounts(order)).toMatchObject({ 'carrier:parcel-post': -11000 })
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'platform', upToMinor: 1000 } }))
    expect(await bench.accounts(order)).toMatchObject({ 'platform:guarantee': -1000, 'store:commission': -1000 })
    expect((await bench.accounts(order))['carrier:parcel-post']).toBeUndefined()
    expect(await bench.burden(order)).toMatchObject({ state: 'posted', seller_minor: 10000, carrier: null })
  })

  it('goodwill and the store’s own units are nobody’s but the store’s', async () => {
    const order = await bench.order({
      items: [line(), { reference: 'own', title: 'Mug', quantity: 1, unitPrice: 1000 }],
      tenders: paid(11000).map((tender) => ({ ...tender, reference: 'mixed' })),
    })
    await bench.giveBack(order, { unitIds: unitIds(order, 'own') })
    await bench.change(async (work) =>
      creditStoreBalance(work, {
        order: await lockOrder(work, order.row.id),
        amountMinor: 500,
        reason: 'sorry',
        about: null,
      }),
    )
    await runJobs(bench.app)
    expect(await bench.burdens(order)).toEqual([])
  })

  it('two sellers in one refund: one burden each', async () => {
    const order = await bench.order({
      items: [line(), line({ reference: 'b', unitPrice: 5000, seller: { reference: 'mugs', name: 'Mugs' } })],
      tenders: paid(15000).map((tender) => ({ ...tender, reference: 'two' })),
    })
    await bench.giveBack(order)
    const burdens = await bench.burdens(order)
    expect(burdens).toHaveLength(2)
    expect(burdens).toContainEqual(
      expect.objectContaining({ seller_id: await bench.sellerId('lamps'), seller_minor: 9000 }),
    )
    expect(burdens).toContainEqual(
      expect.objectContaining({ seller_id: await bench.sellerId('mugs'), seller_minor: 4500 }),
    )
  })

  it('what was recorded from elsewhere books nothing, and lowers what the seller can still be debited', async () => {
    const order = await bench.sold({
      refunds: [{ reference: 'out-1', at: '2026-02-25T10:00:00Z', amount: 6000, units: [{ item: 'a', quantity: 1 }] }],
    })
    await runJobs(bench.app)
    expect(await bench.burdens(order)).toEqual([])
    await bench.giveBack(order)
    const [burden] = await bench.burdens(order)
    expect(burden?.seller_minor).toBeLessThanOrEqual(11000 - 6000 + 600)
    expect((await sellerKeeps(reader(), await bench.reload(order), burden?.seller_id ?? '')).amountMinor).toBe(0)
  })

  it('twenty at once make one burden', async () => {
    const order = await bench.sold()
    const refundId = await bench.change(async (work) => {
      const refund = await authorizeRefund(work, {
        order: await lockOrder(work, order.row.id),
        reason: 'lost',
        about: about('clm_20'),
      })
      return refund?.id ?? ''
    })
    await Promise.all(
      Array.from({ length: 20 }, () =>
        bench.change(async (work) =>
          bearRefund(work, {
            order: await lockOrder(work, order.row.id),
            refundId,
            burden: { payer: 'seller' },
            state: 'held',
          }),
        ),
      ),
    )
    await runJobs(bench.app)
    const rows = await burdensOf(reader(), { about: about('clm_20') })
    expect(rows).toHaveLength(1)
    const words = Array.from({ length: 20 }, (_, index) => index % 2 === 0)
    await Promise.all(
      words.map((platform) =>
        bench.change((work) =>
          settleBurden(work, {
            burdenId: rows[0]?.id ?? '',
            burden: platform ? { payer: 'platform' } : { payer: 'seller' },
          }),
        ),
      ),
    )
    await runJobs(bench.app)
    const after = await bench.burden(order)
    const sums = await bench.accounts(order)
    expect(sums[`seller:${after.seller_id}`] ?? 0).toBe(-after.seller_minor || 0)
    expect(after.seller_minor + after.platform_minor).toBe(9000)
  })
})

describe('money that does not arrive', () => {
  const failing = (reference: string) => paid(12000).map((tender) => ({ ...tender, reference }))

  it('is borne by nobody; what is made in its place is borne once, by whom it was borne', async () => {
    const order = await bench.sold({ tenders: failing('fails_later-1') })
    const first = await bench.giveBack(
      order,
      { about: about('clm_f') },
      { burden: { payer: 'platform', upToMinor: 5000 }, state: 'held' },
    )
    await bench.settleMovement(first, 'failed')
    expect(await bench.burden(order)).toMatchObject({
      state: 'released',
      goods_minor: 0,
      seller_minor: 0,
      platform_minor: 0,
    })
    expect(await bench.accounts(order, 'pending')).toEqual({})

    await bench.takeStoreCredit(first)
    const rows = await burdensOf(reader(), { about: about('clm_f') })
    expect(rows).toMatchObject([
      { state: 'released' },
      { state: 'held', instead_of: rows[0]?.id, seller_minor: 6000, platform_minor: 5000 },
    ])
    await bench.change((work) => settleBurden(work, { burdenId: rows[0]?.id ?? '', burden: { payer: 'seller' } }))
    expect(await burdensOf(reader(), { about: about('clm_f') })).toMatchObject([
      { state: 'released', seller_minor: 0 },
      { state: 'posted', seller_minor: 11000, platform_minor: 0 },
    ])
  })

  it('days after it was paid gives the debit back, and takes it again when it was paid after all', async () => {
    const order = await bench.sold()
    const id = await bench.giveBack(order)
    expect(await bench.burden(order)).toMatchObject({ state: 'posted', seller_minor: 11000 })
    await bench.settleMovement(id, 'failed')
    expect(await bench.burden(order)).toMatchObject({ state: 'reversed', seller_minor: 0, commission_back_minor: 0 })
    expect((await bench.accounts(order))[`seller:${await bench.sellerId()}`]).toBeUndefined()
    await bench.settleMovement(id, 'succeeded')
    expect(await bench.burden(order)).toMatchObject({
      state: 'posted',
      seller_minor: 11000,
      commission_back_minor: 1000,
    })
    expect(await bench.accounts(order)).toMatchObject({ [`seller:${await bench.sellerId()}`]: -11000 })
  })

  it('of two tenders takes only its own part back', async () => {
    const order = await bench.sold({
      tenders: [
        { reference: 'one-of-two', kind: 'card', label: 'Visa', captured: 6000, capturedAt: '2026-02-20T10:01:00Z' },
        { reference: 'two-of-two', kind: 'card', label: 'Amex', captured: 6000, capturedAt: '2026-02-20T10:02:00Z' },
      ],
    })
    const id = await bench.giveBack(order)
    await bench.settleMovement(id, 'failed')
    const row = await bench.burden(order)
    expect(row).toMatchObject({ state: 'reversed', seller_minor: 5500 })
    expect(row.goods_minor + row.shipping_minor).toBe(6000)
  })

  it('in the middle of several steps still brings back exactly the commission, to the minor unit', async () => {
    const order = await bench.sold({
      items: [line({ unitPrice: 1000, commission: { amount: 101 } })],
      shipping: { price: 0 },
      tenders: paid(1000).map((tender) => ({ ...tender, reference: 'odd' })),
    })
    const part = { unitIds: unitIds(order), amountMinor: 300 }
    const first = await bench.giveBack(order, part)
    await bench.giveBack(order, part)
    await bench.settleMovement(first, 'failed')
    await bench.giveBack(order, { unitIds: unitIds(order) })
    expect((await bench.burdens(order)).map((row) => row.commission_back_minor)).toEqual([0, 31, 70])
  })

  it('and is paid twice in the end: the seller bears no more than their sale, the platform the rest', async () => {
    const order = await bench.sold()
    const first = await bench.giveBack(order)
    await bench.settleMovement(first, 'failed')
    await bench.takeStoreCredit(first)
    await bench.settleMovement(first, 'succeeded')
    const rows = await bench.burdens(order)
    expect(rows.reduce((sum, row) => sum + row.seller_minor, 0)).toBe(11000)
    expect(rows.reduce((sum, row) => sum + row.platform_minor, 0)).toBeGreaterThan(0)
  })

  it('and is paid twice for a while: what stays brings back its whole commission, and the seller bears what is theirs', async () => {
    const order = await bench.sold()
    const first = await bench.giveBack(order)
    await bench.settleMovement(first, 'failed')
    const second = await bench.giveBack(order)
    await bench.settleMovement(first, 'succeeded')
    await bench.settleMovement(second, 'failed')
    expect(await bench.burdens(order)).toMatchObject([
      { refund_id: first, commission_back_minor: 1000, seller_minor: 11000, platform_minor: 0 },
      { refund_id: second, commission_back_minor: 0, seller_minor: 0, platform_minor: 0 },
    ])
    const [row] = await bench.burdens(order)
    expect(await bench.accounts(order)).toMatchObject({
      [`seller:${row?.seller_id}`]: -11000,
      'store:commission': -1000,
    })
  })
})
