import { expect, test } from 'vitest'
import { isFromThisMachine } from './from-this-machine.ts'
import { networkOf } from './network-of.ts'

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

test.each([
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:0:ffff:0:7', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '::ffff:cb00:7109'],
  ['ava@one.test', 'ava@one.test'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
