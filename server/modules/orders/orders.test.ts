import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customersModule } from '#modules/customers'
import { sellersModule } from '#modules/sellers'
import { createStore, storesModule } from '#modules/stores'
import { system, type Actor } from '#platform/auth/actor'
import { ApiError, type Refusal } from '#platform/errors'
import { transact } from '#platform/transact'
import { read, type Work } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import {
  addTender,
  cancelUnits,
  changeShipTo,
  currentUnits,
  findOrder,
  findOrderOfItem,
  findVariant,
  findVariantsById,
  holdUnits,
  listOrders,
  loadOrders,
  lockOrder,
  ordersModule,
  recordFulfillment,
  recordPaymentChange,
  releaseHolds,
  releaseStock,
  reserveStock,
  searchOrders,
  settleUnits,
  unsettleUnits,
  upsertProducts,
  variantsOf,
  type OrderRecord,
} from './index.ts'

let app: TestApp
let orders: OrderRecord[]
const about = { kind: 'change', id: 'chg_1' }
beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, sellersModule, ordersModule] })
  await change((work) =>
    createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/Chicago',
      supportEmail: 'help@example.com',
    }),
  )
  const outcomes = await storeOrders(
    app,
    Array.from({ length: 12 }, (_, index) =>
      orderInput({
        reference: `#10${String(index).padStart(2, '0')}`,
        placedAt: `2026-02-${String(10 + index).padStart(2, '0')}T10:00:00Z`,
        customer: { reference: index % 3 === 2 ? 'c-2' : 'c-1' },
        items: [
          {
            reference: `${index}-a`,
            product: 'mug',
            variant: 'mug-red',
            sku: 'MUG',
            title: `Mug number ${index}`,
            quantity: 2,
            unitPrice: 1000,
          },
          {
            reference: `${index}-b`,
            title: '100% wool scarf',
            quantity: 1,
            unitPrice: 3000,
            ...(index === 3 ? { seller: { reference: 'acme', name: 'Acme Woolens' } } : {}),
          },
        ],
        tenders: [{ reference: 'card', kind: 'card', captured: 5000 }],
      }),
    ),
  )
  orders = await loadOrders(
    asSystem(),
    outcomes.flatMap((outcome) => outcome.id ?? []),
  )
})
afterAll(() => app.close())

const change = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)
const asSystem = () => read(app, system('test'))
const as = (actor: Actor) => read(app, actor)
const order = (index: number) => orders[index] as OrderRecord
const fresh = async (index: number) => (await loadOrders(asSystem(), [order(index).row.id]))[0] as OrderRecord
async function codeOf(run: Promise<unknown>): Promise<string> {
  return await run.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  )
}

describe('whose order it is', () => {
  it('lets shoppers, guests, sellers and staff see what is theirs to see, by id or reference', async () => {
    const { row } = order(3)
    const shopper: Actor = { kind: 'shopper', customerId: row.customer_id }
    expect((await findOrder(as(shopper), row.id)).row.id).toBe(row.id)
    expect((await findOrder(as(shopper), `ref:import:${row.reference}`)).row.id).toBe(row.id)
    expect(await codeOf(findOrder(as({ kind: 'shopper', customerId: order(2).row.customer_id }), row.id))).toBe(
      'not_found',
    )
    expect(await codeOf(findOrder(as({ kind: 'anonymous' }), row.id))).toBe('not_found')
    expect(
      (await findOrder(as({ kind: 'guest', customerId: row.customer_id, orderId: row.id }), row.id)).items,
    ).toHaveLength(2)
    expect(
      await codeOf(findOrder(as({ kind: 'guest', customerId: row.customer_id, orderId: row.id }), order(0).row.id)),
    ).toBe('not_found')
    expect((await findOrder(as({ kind: 'key', keyId: 'key_1', scopes: ['read'] }), row.id)).row.id).toBe(row.id)
    expect(await codeOf(findOrder(asSystem(), 'ref:import:nothing'))).toBe('not_found')
    expect(
      await codeOf(transact(app, { kind: 'shopper', customerId: 'cus_other' }, (work) => lockOrder(work, row.id))),
    ).toBe('not_found')
  })

  it('shows a seller their own items and nothing about the payment', async () => {
    const { row, items } = order(3)
    const seller: Actor = { kind: 'seller', sellerId: items[1]?.seller_id ?? '', memberId: 'mem_1' }
    const seen = await findOrder(as(seller), row.id)
    expect([seen.items.length, seen.units.length, seen.tenders.length]).toEqual([1, 1, 0])
    expect(await codeOf(findOrder(as(seller), order(4).row.id))).toBe('not_found')
  })

  it('shows the orders of accounts that were merged into the shopper’s own', async () => {
    const [mine, merged] = [order(0).row.customer_id, order(2).row.customer_id]
    await app.db
      .updateTable('customer')
      .set({ merged_into: mine, identity_id: mine })
      .where('id', '=', merged)
      .execute()
    expect((await findOrder(as({ kind: 'shopper', customerId: mine }), order(2).row.id)).row.id).toBe(order(2).row.id)
    await app.db
      .updateTable('customer')
      .set({ merged_into: null, identity_id: null })
      .where('id', '=', merged)
      .execute()
  })

  it('finds the order of an item by id or reference', async () => {
    expect((await findOrderOfItem(asSystem(), order(5).items[0]?.id ?? '')).order.row.id).toBe(order(5).row.id)
    expect((await findOrderOfItem(asSystem(), 'ref:import:5-b')).item.title).toBe('100% wool scarf')
    expect(await codeOf(findOrderOfItem(as({ kind: 'shopper', customerId: 'cus_other' }), 'ref:import:5-b'))).toBe(
      'not_found',
    )
  })
})

describe('lists', () => {
  const references = async (query: Partial<Parameters<typeof listOrders>[1]>) => {
    const { ids, nextCursor } = await listOrders(asSystem(), { limit: 20, ...query })
    return { references: (await loadOrders(asSystem(), ids)).map((each) => each.row.reference), nextCursor }
  }

  it('pages through a shopper’s orders, newest first, without losing or repeating one', async () => {
    const customerIds = [order(0).row.customer_id]
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await references({ customerIds, limit: 3, cursor })
      seen.push(...page.references)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(['#1010', '#1009', '#1007', '#1006', '#1004', '#1003', '#1001', '#1000'])
    expect(await codeOf(references({ cursor: 'nonsense' }))).toBe('cursor_invalid')
  })

  it.each([
    ['mug number 7', ['#1007']],
    ['acme', ['#1003']],
    ['#1011', ['#1011']],
    ['100% wool 5', ['#1005']],
    ['100_ wool', []],
    ['MUG number 11', ['#1011']],
  ])('searches titles, numbers and sellers: %s', async (q, expected) => {
    expect((await references({ q })).references).toEqual(expected)
  })

  it('narrows by date, by whose items, and by how far an order is', async () => {
    expect((await references({ from: new Date('2026-02-20T00:00:00Z') })).references).toEqual(['#1011', '#1010'])
    expect((await references({ to: new Date('2026-02-10T23:59:59Z') })).references).toEqual(['#1000'])
    expect((await references({ sellerId: order(3).items[1]?.seller_id ?? '' })).references).toEqual(['#1003'])
    await change((work) =>
      recordFulfillment(work, [
        { orderId: order(8).row.id, fulfillment: 'delivered' },
        { orderId: order(9).row.id, fulfillment: 'shipped' },
      ]),
    )
    await change((work) =>
      holdUnits(work, {
        kind: 'problem',
        refId: 'prb_list',
        orderId: order(9).row.id,
        unitIds: [order(9).units[0]?.id ?? ''],
      }),
    )
    expect((await references({ state: 'delivered' })).references).toEqual(['#1008'])
    expect((await references({ state: 'shipped' })).references).toEqual(['#1009'])
    expect((await references({ state: 'problem' })).references).toEqual(['#1009'])
    expect((await references({ state: 'open' })).references).toHaveLength(10)
  })

  it('finds orders by the beginning of their number, with or without the sign', async () => {
    expect(await searchOrders(asSystem(), '1007', 5)).toEqual([order(7).row.id])
    expect(await searchOrders(asSystem(), '#100', 50)).toHaveLength(10)
    expect(await searchOrders(asSystem(), '%', 50)).toEqual([])
  })
})

describe('units', () => {
  it('promises a unit to one matter only, however many ask at once', async () => {
    const { row, units } = order(0)
    const hold = (refId: string) =>
      change((work) =>
        holdUnits(work, { kind: 'problem', refId, orderId: row.id, unitIds: units.map((unit) => unit.id) }),
      )
    const results = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => hold(`prb_${index}`)))
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Refusal] : []))
    expect(refused).toHaveLength(11)
    expect(refused.every((error) => error.code === 'unit_held' && error.details?.heldBy !== undefined)).toBe(true)
    const held = await fresh(0)
    expect(held.holds).toHaveLength(3)
    const refId = held.holds[0]?.ref_id ?? ''
    await hold(refId)
    await change((work) => releaseHolds(work, { kind: 'problem', refId }))
    expect((await fresh(0)).holds).toHaveLength(0)
    await hold('prb_next')
  })

  it('is made good once', async () => {
    const [first = '', second = ''] = order(1).units.map((unit) => unit.id)
    await change((work) => settleUnits(work, [first], 'refund:ref_1'))
    await change((work) => settleUnits(work, [first, second], 'refund:ref_1'))
    expect(await codeOf(change((work) => settleUnits(work, [first], 'replacement:rep_1')))).toBe('unit_already_settled')
    await change((work) => unsettleUnits(work, [first, second], 'refund:ref_2'))
    expect((await fresh(1)).units.filter((unit) => unit.settled_by)).toHaveLength(2)
    await change((work) => unsettleUnits(work, [first, second]))
    expect((await fresh(1)).units.filter((unit) => unit.settled_by)).toHaveLength(0)
  })

  it('cancels units, and the order when none is left, each with a revision', async () => {
    const { row, units } = order(4)
    const [first = '', ...rest] = units.map((unit) => unit.id)
    expect(await change((work) => cancelUnits(work, row.id, [first], { reason: 'no longer needed', about }))).toEqual({
      orderCanceled: false,
    })
    expect(await codeOf(change((work) => cancelUnits(work, row.id, [first], { reason: null, about })))).toBe(
      'nothing_to_cancel',
    )
    expect(await change((work) => cancelUnits(work, row.id, rest, { reason: 'ordered by mistake', about }))).toEqual({
      orderCanceled: true,
    })
    expect((await fresh(4)).row).toMatchObject({
      revision: 3,
      cancel_reason: 'ordered by mistake',
      canceled_at: app.clock.now(),
      total_minor: 5000,
    })
  })

  it('changes door and payment with a revision and a fact each', async () => {
    const { row } = order(5)
    const address = { line1: '9 Elm Road', city: 'Austin', postalCode: '78702', country: 'US' }
    await change(async (work) => {
      await changeShipTo(work, row.id, address, about)
      await recordPaymentChange(work, row.id, about)
      await addTender(work, row.id, {
        reference: 'pay_2',
        kind: 'card',
        label: 'Visa',
        paymentMethodId: null,
        capturedMinor: 100,
        chargeId: 'crg_1',
      })
      await addTender(work, row.id, {
        reference: 'pay_2',
        kind: 'card',
        label: 'Visa',
        paymentMethodId: null,
        capturedMinor: 100,
        chargeId: 'crg_1',
      })
    })
    const now = await fresh(5)
    expect(now.row).toMatchObject({
      ship_to: address,
      ship_to_key: 'us|78702|9 elm rd|',
      revision: 3,
      address_changed_at: app.clock.now(),
      payment_changed_at: app.clock.now(),
    })
    expect(now.tenders.map((tender) => [tender.reference, tender.position])).toEqual([
      ['card', 0],
      ['pay_2', 1],
    ])
    const facts = await app.db
      .selectFrom('event')
      .select('payload')
      .where('order_id', '=', row.id)
      .where('name', '=', 'order.revised')
      .execute()
    expect(facts.map((fact) => (fact.payload as { reason: string }).reason)).toEqual(['address', 'payment'])
    expect(currentUnits(now)).toHaveLength(3)
  })
})

describe('products and stock', () => {
  const product = (stock: number | null, variants = ['s', 'm']) => ({
    reference: 'shirt',
    title: 'Shirt',
    variants: variants.map((reference) => ({
      reference,
      sku: `SH-${reference}`,
      price: 2500,
      available: true,
      stock,
      options: { size: reference },
    })),
  })

  it('takes variants over whole, and what is not named any more cannot be bought', async () => {
    const put = (input: ReturnType<typeof product>) => change((work) => upsertProducts(work, 'import', [input]))
    const [created] = await put(product(2))
    const id = created?.id ?? ''
    expect(await put(product(2))).toEqual([{ id, outcome: 'unchanged' }])
    expect(await put(product(2, ['m']))).toEqual([{ id, outcome: 'updated' }])
    expect((await variantsOf(asSystem(), id)).map((variant) => [variant.reference, variant.available])).toEqual([
      ['m', true],
      ['s', false],
    ])
    await put(product(3))
    const found = await findVariant(asSystem(), 'ref:import:s')
    expect(found).toMatchObject({ productId: id, priceMinor: 2500, currency: 'USD', stock: 3, options: { size: 's' } })
    expect((await findVariantsById(asSystem(), [found?.id ?? ''])).size).toBe(1)
    expect(await findVariant(asSystem(), 's', 'prd_other')).toBeUndefined()
  })

  it('reserves all or nothing, and never promises what nobody has counted', async () => {
    await change((work) =>
      upsertProducts(work, 'import', [
        product(3),
        { reference: 'unknown', title: 'Unknown', variants: [{ reference: 'u', available: true, options: {} }] },
      ]),
    )
    const [s, m, u] = await Promise.all(
      ['s', 'm', 'u'].map(async (reference) => (await findVariant(asSystem(), `ref:import:${reference}`))?.id ?? ''),
    )
    const reserve = (...wanted: [string | undefined, number][]) =>
      change((work) =>
        reserveStock(
          work,
          wanted.map(([variantId, quantity]) => ({ variantId: variantId ?? '', quantity })),
        ),
      )
    expect(await reserve([s, 2], [m, 4])).toBe(false)
    expect(await reserve([s, 1], [s, 1], [m, 1])).toBe(true)
    expect(await reserve([u, 1])).toBe(false)
    expect(await reserve(['var_nothing', 1])).toBe(false)
    const left = await Promise.all(
      Array.from({ length: 6 }, (_, index) => reserve(index % 2 ? [m, 1] : [s, 1], index % 2 ? [s, 0] : [m, 0])),
    )
    expect(left.filter(Boolean)).toHaveLength(3)
    await change((work) =>
      releaseStock(work, [
        { variantId: s ?? '', quantity: 2 },
        { variantId: u ?? '', quantity: 1 },
      ]),
    )
    const stock = await findVariantsById(asSystem(), [s ?? '', m ?? '', u ?? ''])
    expect([s, m, u].map((id) => stock.get(id ?? '')?.stock)).toEqual([2, 0, null])
  })
})
