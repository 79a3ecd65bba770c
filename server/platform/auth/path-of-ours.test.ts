import { describe, expect, test } from 'vitest'
import { pathOfOurs } from './path-of-ours.ts'

describe('where somebody goes on to after signing in', () => {
  test.each(['/', '/orders/ord_1?tab=returns#item', '/console/desk', '/a//b', '/%2F%2Fevil.test'])(
    '%s is a path of ours',
    (path) => {
      expect(pathOfOurs(path)).toBe(path)
    },
  )

  test.each([
    undefined,
    '',
    'orders',
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '\\/evil.test/',
    '\\\\evil.test/',
    '/\r\nset-cookie: a=b',
    '/a/../..//evil.test',
    '/\tevil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/x/..//evil.test',
    '/x/%2e%2e//evil.test',
    'javascript:alert(1)',
    ' /orders',
    '/api/v1/me',
    '/x/../api/v1/me',
  ])('%j is none', (path) => {
    expect(pathOfOurs(path)).toBeUndefined()
  })
})
