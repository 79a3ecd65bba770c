import { expect, test } from 'vitest'
import { beginningFrom } from './beginning-from.ts'

test('an article begins with what was looked for, in its language, and is found by it', () => {
  expect(beginningFrom({ query: 'gift card  balance', locale: 'en-US' })).toEqual({
    title: 'Gift card balance',
    locale: 'en',
    keywords: ['gift card balance'],
  })
  expect(beginningFrom({ query: 'رصيد البطاقة', locale: 'ar' })).toMatchObject({ title: 'رصيد البطاقة', locale: 'ar' })
  // No keyword is that long, and no article of ours is in a language that nobody can choose.
  expect(beginningFrom({ query: `why ${'so '.repeat(30)}long`, locale: 'xx' })).toMatchObject({
    locale: 'en',
    keywords: [],
  })
})
