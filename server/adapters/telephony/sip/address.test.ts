import { describe, expect, it } from 'vitest'
import { formatVia, parseNameAddress, parseUri, parseVia } from './address.ts'

describe('addresses', () => {
  it.each([
    ['sip:ann@example.com', { user: 'ann', host: 'example.com', port: undefined }],
    ['SIPS:ann:secret@Example.COM:5061;transport=tls?subject=x', { scheme: 'sips', user: 'ann', port: 5061 }],
    ['sip:+12025550123;phone-context=x@example.com;user=phone', { user: '+12025550123;phone-context=x' }],
    ['sip:[2001:db8::9]:5070;lr', { user: '', host: '2001:db8::9', port: 5070 }],
    ['sip:192.0.2.1', { host: '192.0.2.1' }],
  ])('%s is read', (text, expected) => {
    expect(parseUri(text)).toMatchObject(expected)
  })

  it.each(['tel:+12025550123', 'sip:', 'sip:a@b:99999', 'sip:a@b c', 'sip:a@b>', 'http://example.com', 'sip:a@[::1'])(
    '%s is none of ours',
    (text) => {
      expect(parseUri(text)).toBeUndefined()
    },
  )

  it.each([
    ['"Ann \\"A\\" Doe" <sip:ann@example.com;x=1>;tag=7', 'Ann "A" Doe', 'sip:ann@example.com;x=1', '7'],
    ['Ann Doe <sip:ann@example.com> ; tag = 8', 'Ann Doe', 'sip:ann@example.com', '8'],
    ['<sip:ann@example.com>', '', 'sip:ann@example.com', undefined],
    // Without brackets, parameters belong to the header.
    ['sip:ann@example.com;tag=9', '', 'sip:ann@example.com', '9'],
    ['*', '', '*', undefined],
  ])('%s names somebody', (text, displayName, uri, tag) => {
    const found = parseNameAddress(text)
    expect([found.displayName, found.uri, found.params.get('tag')]).toEqual([displayName, uri, tag])
  })

  it.each(['', '<sip:a@b', '"Ann <sip:a@b>', '<sip:a b@c>', 'a, b'])('“%s” names nobody', (text) => {
    expect(() => parseNameAddress(text)).toThrow('Not an address')
  })

  it('a Via is read, and written again', () => {
    const via = parseVia('SIP / 2.0 / udp [2001:db8::1] : 5070 ;branch=z9hG4bK7;rport')
    expect(via).toMatchObject({ transport: 'udp', host: '2001:db8::1', port: 5070 })
    expect(formatVia(via)).toBe('SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK7;rport')
    expect(() => parseVia('SIP/3.0/UDP x')).toThrow('Not a Via')
    expect(() => parseVia('SIP/2.0/UDP x:99999')).toThrow('Not a Via')
  })
})
