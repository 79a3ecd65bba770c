import { describe, expect, it } from 'vitest'
import { createDigestClient, digestResponse, parseDigest, secretHash } from './digest.ts'
import type { SipResponse } from './message.ts'

const challenge = (status: 401 | 407, ...values: string[]): SipResponse => ({
  status,
  reason: '',
  headers: values.map((value) => [status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate', value]),
  body: Buffer.alloc(0),
})
const md5 = 'Digest realm="r", nonce="n1", algorithm=MD5, qop="auth,auth-int"'
const login = { username: 'Mufasa', password: 'Circle of Life' }
const client = () => createDigestClient(login, () => 'c')

describe('digest', () => {
  // The examples of RFC 7616, section 3.9.1.
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('with %s proves what the standard says', (algorithm, expected) => {
    const ha1 = secretHash(algorithm, 'Mufasa', 'http-auth@example.org', 'Circle of Life')
    const proof = digestResponse(algorithm, ha1, {
      method: 'GET',
      uri: '/dir/index.html',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      nc: '00000001',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
      qop: 'auth',
    })
    expect(proof).toBe(expected)
  })

  it('without qop proves as RFC 2069 has it', () => {
    const ha1 = secretHash('MD5', 'bob', 'biloxi.com', 'zanzibar')
    const input = { method: 'REGISTER', uri: 'sip:registrar.biloxi.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093' }
    expect(digestResponse('MD5', ha1, input)).toMatch(/^[0-9a-f]{32}$/)
    const attempt = client().begin()
    expect(attempt.accept(challenge(401, 'Digest realm="r", nonce="n"'))).toBe(true)
    expect(attempt.sign('BYE', 'sip:a@b')[0]?.[1]).not.toContain('cnonce')
  })

  it('takes the strongest that is offered, and counts the uses of a nonce over all requests', () => {
    const signer = client()
    const attempt = signer.begin()
    expect(attempt.sign('INVITE', 'sip:a@b')).toEqual([])
    expect(attempt.accept(challenge(407, md5, 'Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth"'))).toBe(
      true,
    )
    const [name, first] = attempt.sign('INVITE', 'sip:a@b')[0] ?? []
    expect(name).toBe('Proxy-Authorization')
    const proof = parseDigest(first ?? '')
    expect(['algorithm', 'nonce', 'nc'].map((part) => proof?.get(part))).toEqual(['SHA-256', 'n2', '00000001'])
    expect(signer.begin().sign('BYE', 'sip:a@b')[0]?.[1]).toContain('nc=00000002')
  })

  it('gives up when what it proved is refused, and tries again when the nonce had only grown old', () => {
    const attempt = client().begin()
    expect(attempt.accept(challenge(401, md5))).toBe(true)
    expect(attempt.accept(challenge(401, md5.replace('n1', 'n2')))).toBe(false)
    const other = client().begin()
    other.accept(challenge(401, md5))
    expect(other.accept(challenge(401, `${md5.replace('n1', 'n2')}, stale=TRUE`))).toBe(true)
    expect(other.accept(challenge(401, `${md5.replace('n1', 'n3')}, stale=true`))).toBe(false)
  })

  it('answers both the proxy and what stands behind it', () => {
    const attempt = client().begin()
    attempt.accept(challenge(407, md5))
    expect(attempt.accept(challenge(401, md5))).toBe(true)
    expect(attempt.sign('INVITE', 'sip:a@b').map(([name]) => name)).toEqual(['Proxy-Authorization', 'Authorization'])
  })

  it.each([
    'Basic realm="r"',
    'Digest realm="r", nonce="n", algorithm=MD5-sess',
    'Digest realm="r", nonce="n", qop="auth-int"',
  ])('does not know %s', (value) => {
    expect(client().begin().accept(challenge(401, value))).toBe(false)
  })
})
