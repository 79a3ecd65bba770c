import { expect, test } from 'vitest'
import { emptyFields, fieldsOf, isSame, keywordsOf, slugFrom, withTitle } from './draft-fields.ts'

test('an address follows its title until somebody chooses another or reads it', () => {
  expect(slugFrom('Where’s my order? Überall!')).toBe('wheres-my-order-uberall')
  expect(slugFrom('أين طلبي')).toBe('أين-طلبي')
  const begun = { ...emptyFields, title: 'Return', slug: 'return' }
  expect(withTitle(begun, 'Return an item', false).slug).toBe('return-an-item')
  expect(withTitle(begun, 'Return an item', true).slug).toBe('return')
  expect(withTitle({ ...begun, slug: 'send-back' }, 'Return an item', false).slug).toBe('send-back')
})

test('what is being written comes before what is read', () => {
  const content = {
    slug: 'a',
    summary: '',
    keywords: ['x', 'y'],
    doc: { type: 'doc' as const, content: [] },
    by: 'Lena',
    at: '',
  }
  const published = { ...content, title: 'Read', number: 1 }
  expect(fieldsOf({ published, draft: { ...content, title: 'Written' } }).title).toBe('Written')
  expect(fieldsOf({ published, draft: null })).toMatchObject({ title: 'Read', keywords: 'x, y' })
  expect(fieldsOf(undefined)).toEqual(emptyFields)
})

test('the same words are the same, however they lie', () => {
  expect(keywordsOf('parcel, lost , parcel,')).toEqual(['parcel', 'lost'])
  const one = {
    ...emptyFields,
    keywords: 'a,b',
    doc: { type: 'doc', content: [{ type: 'heading', attrs: { level: 2 } }] },
  }
  const other = {
    ...emptyFields,
    keywords: 'a, b',
    doc: { content: [{ attrs: { level: 2 }, type: 'heading' }], type: 'doc' },
  }
  expect(isSame(one, other)).toBe(true)
  expect(isSame(one, { ...other, title: 'New' })).toBe(false)
})
