import { expect, test } from 'vitest'
import { cardsOf, kindsFor, type Matters } from './rules.ts'

const now = new Date('2026-03-10T12:00:00Z')
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const none: Matters = { orders: [], returns: [], refunds: [], replacements: [], problems: [], claims: [] }

const item = (code: string, more: object = {}) => ({
  title: 'Mug',
  shipmentId: 'shp_1',
  state: { code },
  allowed: [],
  ...more,
})
const order = (items: object[], parcel: object = {}) => ({
  id: 'ord_1',
  promised: null,
  items,
  shipments: [{ id: 'shp_1', promisedDeliverBy: '2026-03-12T18:00:00Z', deliveredAt: null, ...parcel }],
})
const sentBack = (code: string, more: object = {}) => ({
  id: 'ret_1',
  state: { code },
  lines: [{ title: 'Blue shirt' }, { title: 'Belt' }],
  refunds: [],
  perTender: [{ expectedBy: '2026-03-13T12:00:00Z' }],
  refund: usd(4599),
  handOverBy: '2026-03-20T12:00:00Z',
  approveBy: null,
  ...more,
})
const refund = (...perTender: object[]) => ({
  id: 'rfd_1',
  orderId: 'ord_1',
  about: null,
  lines: [{ title: 'Mug' }],
  perTender: perTender.map((each) => ({
    amount: usd(1000),
    madeGoodBy: null,
    settledAt: null,
    expectedBy: null,
    ...each,
  })),
})
const cards = (matters: object, topic?: Parameters<typeof cardsOf>[1]) =>
  cardsOf({ ...none, ...matters } as Matters, topic, now)

test('a return says when its money is there, and no second card says the same', () => {
  const money = { ...refund({ state: 'requested' }), about: { kind: 'return', id: 'ret_1' } }
  expect(cards({ returns: [sentBack('paying')], refunds: [money] }, 'refund')).toEqual([
    {
      kind: 'return',
      id: 'ret_1',
      code: 'paying',
      title: 'Blue shirt',
      more: 1,
      at: '2026-03-13T12:00:00Z',
      amount: usd(4599),
      href: '/returns/ret_1',
    },
  ])
})

test.each([
  ['items that travel together are one card', [item('shipped'), item('shipped')], {}, [['on_the_way', 1]]],
  [
    'what stands differently is told apart',
    [item('shipped'), item('late')],
    {},
    [
      ['late', 0],
      ['on_the_way', 0],
    ],
  ],
  ['what arrived lately', [item('delivered')], { deliveredAt: '2026-03-08T12:00:00Z' }, [['delivered', 0]]],
  ['what arrived long ago is over', [item('delivered')], { deliveredAt: '2026-01-08T12:00:00Z' }, []],
  ['what went back is told elsewhere', [item('returned')], {}, []],
] as const)('deliveries: %s', (_name, items, parcel, expected) => {
  const found = cards({ orders: [order([...items], parcel)] }, 'tracking')
  expect(found.map(({ code, more }) => [code, more])).toEqual(expected)
})

test('refunds: what did not arrive comes first, what is over is not told', () => {
  const failed = {
    ...refund({ state: 'failed' }, { state: 'succeeded', settledAt: '2026-03-09T12:00:00Z' }),
    id: 'rfd_2',
  }
  const open = refund({ state: 'requested', expectedBy: '2026-03-12T12:00:00Z' })
  const old = refund({ state: 'succeeded', settledAt: '2026-01-01T12:00:00Z' })
  expect(cards({ refunds: [open, old, failed] }, 'payment').map(({ id, code, amount }) => [id, code, amount])).toEqual([
    ['rfd_2', 'failed', usd(1000)],
    ['rfd_1', 'on_the_way', usd(1000)],
  ])
})

test('whoever misses something sees first what is said to have been delivered', () => {
  const delivered = { ...order([item('delivered')], { deliveredAt: '2026-03-09T12:00:00Z' }), id: 'ord_2' }
  expect(cards({ orders: [order([item('shipped')]), delivered] }, 'missing').map(({ href }) => href)).toEqual([
    '/orders/ord_2',
    '/orders/ord_1/tracking?shipment=shp_1',
  ])
})

test('a claim says whose turn it is, a decided one only for a while', () => {
  const claim = (more: object) => ({
    id: 'clm_1',
    state: 'seller_due',
    items: [{ title: 'Planter' }],
    decision: null,
    paused: false,
    dueAt: '2026-03-11T12:00:00Z',
    dueFor: 'seller',
    ...more,
  })
  const codeOf = (more: object) => cards({ claims: [claim(more)] }, 'claim').map(({ code, at }) => [code, at])
  expect(codeOf({})).toEqual([['with_seller', '2026-03-11T12:00:00Z']])
  expect(codeOf({ dueFor: 'shopper' })).toEqual([['asks', '2026-03-11T12:00:00Z']])
  expect(codeOf({ state: 'review', dueFor: 'store', paused: true })).toEqual([['with_us', null]])
  expect(codeOf({ state: 'final', decision: { at: '2026-03-09T12:00:00Z' } })).toEqual([['decided', null]])
  expect(codeOf({ state: 'final', decision: { at: '2026-01-09T12:00:00Z' } })).toEqual([])
  expect(codeOf({ state: 'withdrawn' })).toEqual([])
})

test('signing in is about nobody’s orders', () => {
  expect(kindsFor('sign_in')).toEqual([])
  expect(kindsFor(undefined)).toContain('return')
})
