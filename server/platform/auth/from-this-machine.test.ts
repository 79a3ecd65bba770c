import { expect, test } from 'vitest'
import { isFromThisMachine } from './from-this-machine.ts'

const from = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  isFromThisMachine({ headers: { host: 'localhost:3000', ...headers }, socket: { remoteAddress } })

test.each(['localhost', 'localhost:3000', 'ava.localhost:3000', '127.0.0.1:3000', '[::1]:3000'])(
  '%s is here',
  (host) => {
    expect([from({ host }), from({ host }, '::ffff:127.0.0.1'), from({ host }, '::1')]).toEqual([true, true, true])
  },
)

test.each(['shop.example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', ''])(
  '%s is not',
  (host) => {
    expect(from({ host })).toBe(false)
  },
)

test.each([
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
])('a proxy that adds %s is no loopback', (name) => {
  expect(from({ [name]: '203.0.113.9' })).toBe(false)
})

test('nor is another address', () => {
  expect(from({}, '10.0.0.7')).toBe(false)
})
