import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemTimers } from '../timers.ts'
import { connectSip, readTrunk } from './connect.ts'
import { freePort } from './real-phones.fixture.ts'
import { softPhone } from './soft-phone.fixture.ts'
import { udpTransport } from './transport-udp.ts'

describe('the address of a trunk', () => {
  it.each([
    [
      'sip:shop:p%40ss@trunk.example.com',
      { host: 'trunk.example.com', port: undefined, transport: 'udp', register: false },
    ],
    ['sip:shop@trunk.example.com:5070;transport=TCP;register', { port: 5070, transport: 'tcp', register: true }],
    ['sips:shop:x@[2001:db8::9]', { host: '2001:db8::9', transport: 'tls' }],
  ])('%s is read', (text, expected) => {
    expect(readTrunk(text)).toMatchObject(expected)
  })

  it('holds a password as it is', () => {
    expect(readTrunk('sip:shop:p%40ss%3A%2F@trunk.example.com').login).toEqual({ username: 'shop', password: 'p@ss:/' })
    expect(readTrunk('sip:trunk.example.com').login).toBeUndefined()
  })

  it.each(['', 'trunk.example.com', 'sip:a:secret@host:99999', 'sip:a:secret@b c', 'sip:a:secret@h;transport=sctp'])(
    '“%s” is none, which does not say the password',
    (text) => {
      expect(() => readTrunk(text)).toThrow('The address of the trunk is not one: sip:name:password@host:port')
    },
  )
})

describe('a desk phone', () => {
  it('signs in for as long as its account has a password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sip-'))
    const passwords = new Map([['stf_1', 'right']])
    const port = await freePort()
    const realm = 'shop.example.com'
    const sip = await connectSip({
      trunk: 'sip:127.0.0.1:9',
      listen: `127.0.0.1:${port}`,
      phones: { realm, passwordOf: async (account) => passwords.get(account) },
      folder,
    })
    const phone = await softPhone({
      open: (receiver) => udpTransport({ address: '127.0.0.1', port: 0 }, receiver),
      timers: systemTimers(),
      media: { address: '127.0.0.1', port: 4000 },
    })
    const at = { transport: 'udp', address: '127.0.0.1', port } as const
    const login = { username: 'stf_1', password: 'right', realm }
    expect(await phone.register(at, login)).toBe(200)
    passwords.clear()
    expect(await phone.register(at, login)).toBe(401)
    await phone.close()
    await sip.stop()
    rmSync(folder, { recursive: true })
  })

  it('cannot be listened for where there is no address', async () => {
    const connection = { trunk: 'sip:127.0.0.1', listen: 'everywhere', folder: tmpdir() }
    await expect(connectSip(connection)).rejects.toMatchObject({ code: 'invalid_address' })
  })
})
