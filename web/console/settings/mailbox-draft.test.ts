import { expect, test } from 'vitest'
import { draftOf, inputOf, withProvider } from './mailbox-draft.ts'

const fresh = { ...draftOf(null), address: ' help@shop.test ' }

test('a provider brings its server along, and is signed in to in the browser where it can be', () => {
  const google = inputOf(withProvider(fresh, 'google'), true)
  expect(google).toMatchObject({
    address: 'help@shop.test',
    auth: 'google',
    server: { host: 'imap.gmail.com', port: 993, security: 'tls', account: 'help@shop.test', folder: 'INBOX' },
  })
  expect(google).not.toHaveProperty('password')
  expect(inputOf(withProvider({ ...fresh, password: 'x' }, 'gmx'), true)).toMatchObject({
    auth: 'password',
    password: 'x',
    server: { host: 'imap.gmx.net' },
  })
})

test('a kind has its own fields only, and what is secret is sent when it is written anew', () => {
  const brought = { ...fresh, kind: 'webhook' as const, broughtBy: 'postmark' as const, password: 'x' }
  expect(inputOf(brought, true)).toMatchObject({ kind: 'webhook', webhook: { provider: 'postmark' } })
  expect(inputOf({ ...brought, secret: ' name:word ' }, true).webhook).toEqual({
    provider: 'postmark',
    secret: 'name:word',
  })
  const taken = inputOf({ ...fresh, kind: 'smtp', aliases: 'a@shop.test, b@shop.test\nc@shop.test' }, false)
  expect(Object.keys(taken).toSorted()).toEqual([
    'active',
    'address',
    'aliases',
    'formSenders',
    'kind',
    'name',
    'sending',
    'team',
  ])
  expect(taken.aliases).toEqual(['a@shop.test', 'b@shop.test', 'c@shop.test'])
})

test('answers leave through the store’s server, or through one of its own, whose password is sent when it is written anew', () => {
  expect(inputOf(fresh, true).sending).toBeNull()
  const own = { ...fresh, sendsBy: 'own' as const, sendingHost: ' smtp.shop.test ', sendingPassword: 'x' }
  expect(inputOf(own, true)).toMatchObject({ sending: { host: 'smtp.shop.test', port: 587, security: 'starttls' } })
  // Nobody signs in without an account.
  expect(inputOf(own, true)).not.toHaveProperty('sendingPassword')
  expect(inputOf({ ...own, sendingAccount: 'help' }, true)).toMatchObject({
    sending: { account: 'help' },
    sendingPassword: 'x',
  })
})
