import { expect, test } from 'vitest'
import { senderOf } from './sender-of.ts'

const store = { name: 'Larkspur', supportEmail: 'help@larkspur.test' }

test.each([
  ['what was set', 'Somebody <mail@store.test>', store, { name: 'Larkspur', address: 'mail@store.test' }],
  ['a bare address', ' mail@store.test ', store, { name: 'Larkspur', address: 'mail@store.test' }],
  [
    'the name that was set, of a store without one',
    '"Some body" <a@b.test>',
    { name: '', supportEmail: '' },
    { name: 'Some body', address: 'a@b.test' },
  ],
  ['the store’s own address', undefined, store, { name: 'Larkspur', address: 'help@larkspur.test' }],
  ['nothing at all', undefined, { name: '', supportEmail: '' }, { address: 'help@localhost' }],
])('a mail is from %s', (_words, mailFrom, from, expected) => {
  expect(senderOf(mailFrom, from)).toEqual(expected)
})
