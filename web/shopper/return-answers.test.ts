import type { Returnable } from '#contract/returns'
import { expect, it } from 'vitest'
import { nextStep, readAnswers, requestOf, resolutionsFor, variantsInstead } from './return-answers.ts'

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const reason = (code: string, more = {}) => ({ code, words: code, free: true, photo: false, problem: null, ...more })
const item = (itemId: string, quantity: number): Returnable['items'][number] => ({
  itemId,
  title: itemId,
  imageUrl: null,
  options: { size: 'M' },
  quantity,
  paidEach: usd(4599),
  until: null,
  late: false,
  resolutions: ['refund', 'exchange'],
  reasons: [reason('too_small'), reason('defective', { photo: true, problem: 'defective' })],
  variants: ['M', 'L'].map((size) => ({
    id: `v-${size}`,
    title: size,
    options: { size },
    price: usd(4599),
    difference: usd(0),
    available: true,
  })),
})
const of = (...items: Returnable['items']): Returnable => ({
  orderId: 'o',
  orderReference: '1',
  items,
  notReturnable: [],
})

it('asks one thing at a time and leaves out what goes without saying', () => {
  const shirt = of(item('shirt', 1), item('mug', 3))
  expect(nextStep({}, shirt).step).toBe('items')
  expect(nextStep({ item: 'mug' }, shirt).step).toBe('items')
  expect(nextStep({ item: 'shirt' }, shirt)).toEqual({ step: 'why', itemId: 'shirt' })
  const why = { item: 'shirt', why: { shirt: 'too_small' } }
  expect(nextStep(why, shirt).step).toBe('what')
  expect(nextStep({ ...why, why: { shirt: 'defective' } }, shirt).step).toBe('photo')
  expect(nextStep({ ...why, what: 'exchange' }, shirt).step).toBe('to')
  expect(nextStep({ ...why, what: 'refund' }, shirt).step).toBe('how')
  expect(nextStep({ ...why, what: 'refund', how: 'drop_off' }, shirt).step).toBe('check')
})

it('takes only what it knows out of an address', () => {
  expect(
    readAnswers({
      item: 7,
      items: { a: 2, b: -1 },
      why: 'x',
      what: 'gold',
      how: 'locker',
      step: 'check',
      files: { a: [1, 'f'] },
    }),
  ).toEqual({
    item: undefined,
    items: { a: 2 },
    why: undefined,
    files: { a: ['f'] },
    what: undefined,
    to: undefined,
    how: 'locker',
    point: undefined,
    slot: undefined,
    step: 'check',
    about: undefined,
  })
})

it('becomes the request', () => {
  const answers = { item: 'shirt', why: { shirt: 'too_small' }, what: 'exchange', to: { shirt: 'v-L' } } as const
  expect(requestOf(answers, of(item('shirt', 1)))).toEqual({
    items: [{ item: 'shirt', order: 'o', quantity: 1, reason: 'too_small' }],
    resolution: 'exchange',
    exchangeFor: [{ item: 'shirt', order: 'o', to: 'v-L', quantity: 1 }],
  })
})

it('puts another size first where the size is wrong, and the same again only where something is wrong', () => {
  const shirt = {
    ...item('shirt', 1),
    resolutions: ['refund', 'replacement', 'exchange', 'store_credit'] as Returnable['items'][number]['resolutions'],
  }
  expect(resolutionsFor([{ item: shirt }], { shirt: 'too_small' })).toEqual(['exchange', 'refund', 'store_credit'])
  expect(resolutionsFor([{ item: shirt }], { shirt: 'defective' })).toEqual(shirt.resolutions)
})

it('lists sizes from small to large', () => {
  const shirt = item('shirt', 1)
  const sized = ['XL', 'M', '38', 'S', '6', 'L'].map((size) => ({ ...shirt.variants[0]!, id: size, options: { size } }))
  expect(variantsInstead({ ...shirt, variants: sized }).map(({ id }) => id)).toEqual(['6', '38', 'S', 'L', 'XL'])
})
