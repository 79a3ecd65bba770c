import { beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../limits.ts'
import { manualTimers, type ManualTimers } from '../manual-timers.fixture.ts'
import { createDigestClient, secretHash } from './digest.ts'
import { headersOf, type SipRequest, type SipResponse } from './message.ts'
import { createRegistrar, type Registrar } from './registrar.ts'
import type { Destination } from './transport.ts'

const realm = 'shop.example.com'
const uri = `sip:${realm}`

let timers: ManualTimers
let registrar: Registrar
let seq = 0

const open = (algorithms?: ('MD5' | 'SHA-256')[]) =>
  createRegistrar({
    timers,
    realm,
    algorithms,
    findAccount: async (account) =>
      account === 'ann' || account === 'bob'
        ? { MD5: secretHash('MD5', account, realm, 'right'), 'SHA-256': secretHash('SHA-256', account, realm, 'right') }
        : undefined,
  })

beforeEach(() => {
  timers = manualTimers()
  registrar = open()
})

const at = (address: string): Destination => ({ transport: 'udp', address, port: 5060 })

async function send(
  headers: SipRequest['headers'],
  { account = 'ann', from = '192.0.2.1', contact = '<sip:ann@192.0.2.1>;expires=60', callId = 'c1', expires = '' } = {},
): Promise<SipResponse> {
  const request: SipRequest = {
    method: 'REGISTER',
    uri,
    headers: [
      ['Via', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1'],
      ['From', `<sip:${account}@${realm}>;tag=1`],
      ['To', `<sip:${account}@${realm}>`],
      ['Call-ID', callId],
      ['CSeq', `${++seq} REGISTER`],
      ...(contact ? [['Contact', contact] as [string, string]] : []),
      ...(expires ? [['Expires', expires] as [string, string]] : []),
      ...headers,
    ],
    body: Buffer.alloc(0),
  }
  const answered = Promise.withResolvers<SipResponse>()
  const transaction = { request, from: at(from), respond: answered.resolve, repeat: () => {} }
  await registrar.receive(transaction)
  return await answered.promise
}

type More = Parameters<typeof send>[1]

async function signIn(more: More & { password?: string; username?: string } = {}): Promise<number> {
  const { password = 'right', username = more.account ?? 'ann', ...others } = more
  const attempt = createDigestClient({ username, password }).begin()
  const asked = await send([], others)
  if (!attempt.accept(asked)) return asked.status
  return (await send(attempt.sign('REGISTER', uri), others)).status
}

describe('a desk phone', () => {
  it('signs in, is found where it signed in from, and is forgotten when its time is over', async () => {
    expect(await signIn()).toBe(200)
    expect(registrar.find('ann')).toMatchObject({ contact: 'sip:ann@192.0.2.1', flow: at('192.0.2.1') })
    expect(registrar.knows(at('192.0.2.1'))).toBe(true)
    expect(registrar.accounts()).toEqual(['ann'])
    await timers.advance(60_001)
    expect(registrar.find('ann')).toBeUndefined()
    expect(registrar.knows(at('192.0.2.1'))).toBe(false)
  })

  it('signs in with SHA-256 where that is allowed, and with nothing else', async () => {
    registrar = open(['SHA-256'])
    const asked = await send([])
    expect(headersOf(asked, 'WWW-Authenticate')).toHaveLength(1)
    expect(await signIn()).toBe(200)
  })

  it('signs out, one phone or all of them', async () => {
    await signIn()
    await signIn({ contact: '<sip:ann@192.0.2.2>', from: '192.0.2.2', callId: 'c2' })
    expect(registrar.find('ann')?.contact).toBe('sip:ann@192.0.2.2')
    await signIn({ contact: '<sip:ann@192.0.2.2>;expires=0', callId: 'c2' })
    expect(registrar.find('ann')?.contact).toBe('sip:ann@192.0.2.1')
    expect(await signIn({ contact: '*' })).toBe(400)
    expect(await signIn({ contact: '*', expires: '0' })).toBe(200)
    expect(registrar.find('ann')).toBeUndefined()
  })

  it('may ask who is signed in, and has at most a few phones', async () => {
    for (let index = 0; index < 8; index++) await signIn({ contact: `<sip:ann@192.0.2.${index}>`, callId: `c${index}` })
    const attempt = createDigestClient({ username: 'ann', password: 'right' }).begin()
    attempt.accept(await send([], { contact: '' }))
    const answer = await send(attempt.sign('REGISTER', uri), { contact: '' })
    expect(headersOf(answer, 'Contact')).toHaveLength(limits.telephony.phonesOfAccount)
  })

  it('is told when it wants to come back too often, and is gone with its connection', async () => {
    expect(await signIn({ contact: '<sip:ann@192.0.2.1>;expires=5' })).toBe(423)
    await signIn()
    registrar.forget(at('192.0.2.1'))
    expect(registrar.find('ann')).toBeUndefined()
  })

  it('cannot sign in as somebody else', async () => {
    expect(await signIn({ account: 'bob', username: 'ann' })).toBe(401)
    expect(registrar.find('bob')).toBeUndefined()
  })
})

describe('a proof', () => {
  it('works once', async () => {
    const attempt = createDigestClient({ username: 'ann', password: 'right' }).begin()
    attempt.accept(await send([]))
    const signed = attempt.sign('REGISTER', uri)
    expect((await send(signed)).status).toBe(200)
    expect((await send(signed)).status).toBe(401)
    expect((await send(attempt.sign('REGISTER', uri))).status).toBe(200)
  })

  it('is asked for anew when its nonce has grown old or is not ours, which is no mistake', async () => {
    const attempt = createDigestClient({ username: 'ann', password: 'right' }).begin()
    attempt.accept(await send([]))
    await timers.advance(limits.telephony.nonceSeconds * 1000 + 1)
    const old = await send(attempt.sign('REGISTER', uri))
    expect(headersOf(old, 'WWW-Authenticate')[0]).toContain('stale=true')
    for (let index = 0; index < 40; index++) {
      const forged = `Digest username="ann", realm="${realm}", nonce="1.2.3", uri="${uri}", response="x", qop=auth, nc=00000001, cnonce="c"`
      expect((await send([['Authorization', forged]])).status).toBe(401)
    }
    expect(await signIn()).toBe(200)
  })
})

describe('wrong passwords', () => {
  it('lock an account for that address and for a while, and for nobody else', async () => {
    for (let index = 0; index < limits.telephony.passwordTries; index++)
      expect(await signIn({ password: 'wrong' })).toBe(401)
    expect(await signIn()).toBe(403)
    expect(await signIn({ from: '192.0.2.9' })).toBe(200)
    expect(await signIn({ account: 'bob' })).toBe(200)
    await timers.advance(limits.telephony.lockSeconds * 1000 + 1)
    expect(await signIn()).toBe(200)
  })

  it('are counted alike for accounts that do not exist, and lock an address that tries many', async () => {
    for (let index = 0; index < limits.telephony.addressTries; index++)
      expect(await signIn({ account: `nobody${index}` })).toBe(401)
    expect(await signIn()).toBe(403)
  })
})
