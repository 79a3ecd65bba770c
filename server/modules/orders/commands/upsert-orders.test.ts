import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customersModule } from '#modules/customers'
import { sellersModule } from '#modules/sellers'
import { createStore, storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'
import { read } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import {
  cancelUnits,
  currentUnits,
  findVariant,
  holdUnits,
  listOrders,
  loadOrders,
  lockOrder,
  markMoneyMoved,
  ordersModule,
  supersedeUnits,
  upsertProducts,
  type OrderRecord,
} from '../index.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, sellersModule, ordersModule] })
  await transact(app, system('test'), (work) =>
    createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/Chicago',
      supportEmail: 'help@example.com',
    }),
  )
})
afterAll(() => app.close())

const about = { kind: 'test', id: 'test_1' }
const two = (reference: string, part: Record<string, unknown> = {}) =>
  orderInput({
    reference,
    items: [
      {
        reference: 'a',
        product: 'lamp',
        variant: 'lamp-s',
        sku: 'L-S',
        title: 'Lamp',
        quantity: 2,
        unitPrice: 5000,
        tax: 700,
      },
      { reference: 'b', product: 'rug', variant: 'rug-1', title: 'Rug', quantity: 1, unitPrice: 3000 },
    ],
    shipping: { price: 900 },
    discounts: [{ scope: 'order', amount: 1300 }],
    tenders: [
      {
        reference: `pay-${reference}`,
        kind: 'card',
        label: 'Visa ending 4242',
        captured: 12600,
        capturedAt: '2026-02-20T10:01:00Z',
      },
    ],
    ...part,
  })
async function stored(reference: string): Promise<OrderRecord> {
  const rows = await listOrders(read(app, system('test')), { q: reference, limit: 5 })
  const [order] = await loadOrders(read(app, system('test')), rows.ids)
  if (!order) throw new Error(`${reference} is not stored`)
  return order
}
const worth = (order: OrderRecord) =>
  currentUnits(order).reduce(
    (sum, unit) => sum + unit.goods_minor + unit.shipping_minor + unit.fee_minor + unit.fee_kept_minor,
    0,
  )
const change = (order: OrderRecord, run: (work: Parameters<Parameters<typeof transact>[2]>[0]) => Promise<unknown>) =>
  transact(app, system('test'), async (work) => {
    await lockOrder(work, order.row.id)
    await run(work)
  })

describe('storing orders', () => {
  it('creates units whose shares are the order, with customer, product, variant and tender', async () => {
    const [outcome] = await storeOrders(app, [two('A-1')])
    expect(outcome).toMatchObject({ outcome: 'created', revision: 1, reference: 'A-1' })
    const order = await stored('a-1')
    expect(order.row).toMatchObject({
      total_minor: 12600,
      shipping_minor: 900,
      ship_to_country: 'US',
      history: false,
      fulfillment: 'open',
    })
    expect(worth(order)).toBe(12600)
    expect(order.units).toHaveLength(3)
    expect(order.tenders[0]).toMatchObject({ kind: 'card', captured_minor: 12600 })
    expect(order.items[0]?.variant_id && order.variantReferences.get(order.items[0].variant_id)).toBe('lamp-s')
    expect(order.productReferences.get(order.items[1]?.product_id ?? '')).toBe('rug')
  })

  it('changes nothing when it comes again, and tells nobody of history', async () => {
    await storeOrders(app, [two('A-2')])
    const [again] = await storeOrders(app, [two('A-2')])
    expect(again).toMatchObject({ outcome: 'unchanged', passOn: { refunds: [] } })
    const before = await events()
    await storeOrders(app, [two('A-3', { refunds: [{ reference: 'r', at: '2026-02-21T10:00:00Z', amount: 100 }] })], {
      history: true,
    })
    expect(await events()).toBe(before)
  })

  it('answers what is wrong with one order and stores the others', async () => {
    const outcomes = await storeOrders(app, [
      two('A-4', { discounts: [{ scope: 'order', amount: 999999 }] }),
      two('A-5'),
      two('A-5', { shipping: { price: 800 } }),
    ])
    expect(outcomes.map((each) => [each.outcome, each.problem?.code])).toEqual([
      ['unchanged', 'amounts_do_not_add_up'],
      ['created', undefined],
      ['updated', undefined],
    ])
    expect((await stored('a-5')).row).toMatchObject({ revision: 2, total_minor: 12500 })
  })

  it.each([
    [{ shipping: { price: { amountMinor: 900, currency: 'EUR' } } }, 'currency_mismatch', 'shipping.price'],
    [
      { refunds: [{ reference: 'r', at: '2026-02-21T10:00:00Z', amount: 1, units: [{ item: 'x', quantity: 1 }] }] },
      'item_unknown',
      'refunds[0].units[0].item',
    ],
  ])('names the field that is wrong', async (part, code, param) => {
    const [outcome] = await storeOrders(app, [two('A-6', part)])
    expect(outcome).toMatchObject({ id: null, problem: { code, param } })
  })

  it('lets units follow a new document while nothing happened to them', async () => {
    await storeOrders(app, [two('B-1')])
    await storeOrders(app, [
      two('B-1', {
        items: [
          { reference: 'a', product: 'lamp', variant: 'lamp-l', title: 'Lamp', quantity: 1, unitPrice: 5500 },
          { reference: 'c', product: 'vase', variant: 'vase-1', title: 'Vase', quantity: 2, unitPrice: 1000 },
        ],
        discounts: [],
        tenders: [{ reference: 'pay-B-1', kind: 'card', captured: 8400 }],
      }),
    ])
    const order = await stored('b-1')
    expect(order.row).toMatchObject({ total_minor: 8400, revision: 2 })
    expect(worth(order)).toBe(8400)
    expect(currentUnits(order)).toHaveLength(3)
    expect(order.units.filter((unit) => unit.superseded_reason === 'import')).toHaveLength(2)
    const lamp = currentUnits(order).find(
      (unit) => unit.item_id === order.items.find((item) => item.reference === 'a')?.id,
    )
    expect(order.variantReferences.get(lamp?.variant_id ?? '')).toBe('lamp-l')
    expect(order.tenders[0]?.captured_minor).toBe(8400)
  })

  it('never changes a unit whose money moved, and gives the difference to the others', async () => {
    await storeOrders(app, [two('B-2')])
    const before = await stored('b-2')
    const [unit] = currentUnits(before)
    await change(before, (work) => markMoneyMoved(work, [unit?.id ?? '']))
    await storeOrders(app, [two('B-2', { discounts: [] })])
    const order = await stored('b-2')
    expect(order.units.find((each) => each.id === unit?.id)).toMatchObject({
      goods_minor: unit?.goods_minor,
      shipping_minor: unit?.shipping_minor,
    })
    expect(order.row.total_minor).toBe(13900)
    expect(worth(order)).toBe(13900)
  })

  it.each([
    [
      'another price',
      {
        items: [
          { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 4000 },
          { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000 },
        ],
      },
    ],
    ['fewer units', { items: [{ reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000 }] }],
  ])('refuses a document that contradicts units whose money moved: %s', async (name, part) => {
    const reference = `B-3-${name.replace(' ', '-')}`
    await storeOrders(app, [two(reference)])
    const before = await stored(reference)
    await change(before, (work) =>
      markMoneyMoved(
        work,
        currentUnits(before).map((unit) => unit.id),
      ),
    )
    const [outcome] = await storeOrders(app, [two(reference, part)])
    expect(outcome).toMatchObject({ outcome: 'unchanged', problem: { code: 'units_already_moved' } })
    expect((await stored(reference)).row.revision).toBe(1)
  })

  it('cancels what the document cancels, counting what was canceled here or is being canceled', async () => {
    await storeOrders(app, [two('B-4'), two('B-5')])
    const canceledItem = {
      items: [
        {
          reference: 'a',
          product: 'lamp',
          variant: 'lamp-s',
          sku: 'L-S',
          title: 'Lamp',
          quantity: 2,
          canceledQuantity: 1,
          unitPrice: 5000,
          tax: 700,
        },
        { reference: 'b', product: 'rug', variant: 'rug-1', title: 'Rug', quantity: 1, unitPrice: 3000 },
      ],
    }
    const [first, second] = [await stored('b-4'), await stored('b-5')]
    await change(first, (work) => cancelUnits(work, first.row.id, [first.units[0]?.id ?? ''], { reason: null, about }))
    await change(second, (work) =>
      holdUnits(work, { kind: 'change', refId: 'chg_1', orderId: second.row.id, unitIds: [second.units[0]?.id ?? ''] }),
    )
    await storeOrders(app, [two('B-4', canceledItem), two('B-5', canceledItem)])
    expect((await stored('b-4')).units.filter((unit) => unit.canceled_at)).toHaveLength(1)
    expect((await stored('b-5')).units.filter((unit) => unit.canceled_at)).toHaveLength(0)
    expect(worth(await stored('b-4'))).toBe(12600)
  })

  it('cancels the whole order, and keeps an order canceled here canceled', async () => {
    await storeOrders(app, [
      two('B-6', { cancellations: [{ at: '2026-02-21T09:00:00Z', reason: 'ordered by mistake' }] }),
    ])
    const order = await stored('b-6')
    expect(order.row).toMatchObject({
      canceled_at: new Date('2026-02-21T09:00:00Z'),
      cancel_reason: 'ordered by mistake',
    })
    expect(order.units.every((unit) => unit.canceled_at)).toBe(true)
    expect(order.history).toHaveLength(1)
  })

  it('keeps a variant that was changed here when an older document comes', async () => {
    await storeOrders(app, [two('B-7')])
    await transact(app, system('test'), (work) =>
      upsertProducts(work, 'import', [
        {
          reference: 'rug',
          title: 'Rug',
          variants: [
            { reference: 'rug-1', price: 3000, available: true, options: {} },
            { reference: 'rug-2', sku: 'R2', price: 3500, available: true, stock: 4, options: { color: 'blue' } },
          ],
        },
      ]),
    )
    const before = await stored('b-7')
    const rug = before.items[1]
    const unit = before.units.find((each) => each.item_id === rug?.id)
    const variant = await findVariant(read(app, system('test')), 'rug-2', rug?.product_id ?? '')
    await change(before, (work) =>
      supersedeUnits(
        work,
        before.row.id,
        [{ unitId: unit?.id ?? '', variantId: variant?.id ?? '', goodsMinor: 3200, unitPriceMinor: 3500 }],
        { reason: 'variant', about },
      ),
    )
    await storeOrders(app, [two('B-7', { channel: 'web' })])
    const order = await stored('b-7')
    const now = currentUnits(order).find((each) => each.item_id === rug?.id)
    expect(now).toMatchObject({
      goods_minor: 3200,
      variant_id: variant?.id,
      sku: 'R2',
      options: { color: 'blue' },
      replaces_unit_id: unit?.id,
    })
    expect(order.items[1]).toMatchObject({
      variant_id: variant?.id,
      sku: 'R2',
      unit_price_minor: 3500,
      options: { color: 'blue' },
    })
    expect(order.row.total_minor).toBe(12600 + 3200 - (unit?.goods_minor ?? 0))
    expect(worth(order)).toBe(order.row.total_minor)
  })

  it('stores the same new order once when two imports bring it at the same moment', async () => {
    const results = await Promise.all([
      storeOrders(app, [two('C-1')]),
      storeOrders(app, [two('C-1')]),
      storeOrders(app, [two('C-1', { channel: 'pos' })]),
    ])
    expect(results.flat().filter((each) => each.outcome === 'created')).toHaveLength(1)
    expect((await stored('c-1')).units).toHaveLength(3)
  })

  it('lets two imports bring and change the same orders in opposite directions', async () => {
    const many = (part: Record<string, unknown> = {}) =>
      Array.from({ length: 25 }, (_, index) => two(`D-${String(index).padStart(2, '0')}`, part))
    const [first, second] = await Promise.all([storeOrders(app, many()), storeOrders(app, many().toReversed())])
    expect([...first, ...second].filter((each) => each.outcome === 'created')).toHaveLength(25)
    const [third, fourth] = await Promise.all([
      storeOrders(app, many({ channel: 'web' })),
      storeOrders(app, many({ channel: 'web' }).toReversed()),
    ])
    expect([...third, ...fourth].filter((each) => each.outcome === 'updated')).toHaveLength(25)
  })
})

async function events(): Promise<number> {
  const row = await app.db
    .selectFrom('event')
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
