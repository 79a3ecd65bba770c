import { expect, it } from 'vitest'
import { itemsNamed, spelled } from './rules.ts'

const items = [
  { id: 'a', title: 'Linen shirt' },
  { id: 'b', title: 'Blue mug' },
]

it('reads numbers and addresses whatever their case and blanks', () => {
  expect(spelled(' # w-10 01 ')).toBe('w-1001')
  expect(spelled('Lena@Example.COM ')).toBe('lena@example.com')
})

it('takes titles as they stand on the order, all without words, and leaves the rest to a person', () => {
  expect(itemsNamed(items, null)).toHaveLength(2)
  expect(itemsNamed(items, 'blue mug\n')?.map((item) => item.id)).toEqual(['b'])
  expect(itemsNamed(items, 'blue mug\nlinen shirt')).toHaveLength(2)
  expect(itemsNamed(items, 'only one of the mugs, please')).toBeNull()
  expect(itemsNamed(items, ' \n ')).toBeNull()
})
