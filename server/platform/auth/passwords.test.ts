import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'
import { deviceName } from './device-name.ts'
import { checkNewPassword, hashPassword, verifyPassword } from './passwords.ts'

test('a hash says how it was made and fits its own password alone', async () => {
  const hash = await hashPassword('correct horse battery')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await verifyPassword('correct horse battery', hash)).toBe(true)
  expect(await verifyPassword('correct horse batterx', hash)).toBe(false)
  expect(await hashPassword('correct horse battery')).not.toBe(hash)
})

test('the same password typed composed and decomposed is the same', async () => {
  const hash = await hashPassword('Zürich am Sonntag')
  expect(await verifyPassword('Zürich am Sonntag'.normalize('NFD'), hash)).toBe(true)
})

test('without a hash no password fits, and the whole work of a check is done all the same', async () => {
  await verifyPassword('the stand-in is made', undefined)
  const start = performance.now()
  expect(await verifyPassword('something else entirely', undefined)).toBe(false)
  // Two passes over 19 MiB cannot be faster on any machine; an early no would take microseconds.
  expect(performance.now() - start).toBeGreaterThan(5)
})

test.each([
  ['unbelievable', true],
  ['Administrator', true],
  ['1qaz2wsx3edc', true],
  ['Unbelievable1!', true],
  ['aaaaaaaaaaaaaa', true],
  ['abcabcabcabc', true],
  ['abcdefghijklmnop', true],
  ['987654321098', true],
  ['ava.brooks2026', true],
  ['correct horse battery', false],
  ['kettle-sings-at-noon', false],
  ['日本語の長いパスワードです', false],
])('%s is among the first guesses: %s', (password, common) => {
  expect(isCommonPassword(password, ['Ava Brooks', 'ava@example.com'])).toBe(common)
})

test('a new password has twelve characters, whatever they are', () => {
  expect(() => checkNewPassword('eleven char')).toThrow(expect.objectContaining({ code: 'password_too_short' }))
  expect(() => checkNewPassword('123456789012')).toThrow(expect.objectContaining({ code: 'password_breached' }))
  expect(() => checkNewPassword('kettle sings at noon')).not.toThrow()
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Mac'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  ['curl/8.14.1', 'Unknown device'],
  [undefined, 'Unknown device'],
])('%s is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})
