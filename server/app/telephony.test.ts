import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { callsModule, telephonyPort } from '#modules/calls'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { freePort } from '../adapters/telephony/sip/real-phones.fixture.ts'
import { type SoftPhone, softPhone } from '../adapters/telephony/sip/soft-phone.fixture.ts'
import { udpTransport } from '../adapters/telephony/sip/transport-udp.ts'
import { systemTimers } from '../adapters/telephony/timers.ts'
import { connectTelephony, telephoneHealth } from './telephony.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function openStore(config: Parameters<typeof openDesk>[0] = {}): Promise<SmallDesk> {
  const desk = await openDesk(config)
  closing.push(() => desk.close())
  closing.push(await connectTelephony(desk.app))
  return desk
}

async function openPhone(): Promise<SoftPhone & { port: number }> {
  const phone = await softPhone({
    open: (receiver) => udpTransport({ address: '127.0.0.1', port: 0 }, receiver),
    timers: systemTimers(),
    media: { address: '127.0.0.1', port: 4000 },
  })
  closing.push(() => phone.close())
  return Object.assign(phone, { port: phone.endpoint.transports[0]?.port ?? 0 })
}

it('without a line agents dial by hand, and have no desk phone', async () => {
  const desk = await openStore()
  expect(desk.app.ports.get(telephonyPort).name).toBe('manual')
  expect(await desk.as('sam').call('GET /desk-phone')).toEqual({ deskPhone: null })
  await expect(desk.as('sam').call('POST /desk-phone')).rejects.toMatchObject({ code: 'no_desk_phones' })
})

it('with a trunk an agent’s desk phone signs in with what the agent is told, and is called first', async () => {
  const [trunk, phone] = [await openPhone(), await openPhone()]
  const port = await freePort()
  const dataFolder = mkdtempSync(join(tmpdir(), 'telephony-'))
  closing.push(() => rmSync(dataFolder, { recursive: true }))
  const telephone = {
    trunk: `sip:127.0.0.1:${trunk.port}`,
    listen: `127.0.0.1:${port}`,
    publicAddress: undefined,
    callerId: '+12025550100',
    media: { bind: '127.0.0.1', announced: '127.0.0.1', ports: { from: 20_000, to: 20_199 } },
  }
  const desk = await openStore({ config: { telephone, dataFolder } })
  const shown = async (who: string) => (await desk.as(who).call('GET /desk-phone')).deskPhone
  expect(await shown('sam')).toMatchObject({ madeAt: null, signedIn: false })
  const old = await desk.as('sam').call('POST /desk-phone')
  const sam = await desk.as('sam').call('POST /desk-phone')
  expect(old.password).not.toBe(sam.password)
  expect(await shown('sam')).toEqual({
    server: telephone.listen,
    realm: sam.realm,
    account: sam.account,
    madeAt: expect.any(String),
    signedIn: false,
  })
  expect(sam).toMatchObject({ server: telephone.listen, account: desk.staff.sam, realm: 'store.test' })
  expect((await desk.as('rita').call('POST /desk-phone')).password).not.toBe(sam.password)
  for (const method of ['GET', 'POST'] as const)
    expect((await desk.as('ava').send(method, '/desk-phone', method === 'POST' ? { body: {} } : {})).status).toBe(403)

  const at = { transport: 'udp', address: '127.0.0.1', port } as const
  const login = { username: sam.account, password: sam.password, realm: sam.realm }
  expect(await phone.register(at, { ...login, password: old.password })).toBe(401)
  expect(await phone.register(at, login)).toBe(200)
  await Promise.all(callsModule.services.map((service) => service.look(desk.app, new AbortController().signal)))
  expect(await shown('sam')).toMatchObject({ signedIn: true })
  expect((await desk.as('ada').call('GET /phone-line')).line).toMatchObject({
    through: 'sip',
    signedIn: [{ id: desk.staff.sam, name: 'Sam Reed' }],
  })
  expect(await telephoneHealth(desk.app)).toMatchObject({ through: 'sip' })
  expect(await phone.register(at, { ...login, username: desk.staff.rita })).toBe(401)
  expect(await phone.register(at, { ...login, username: 'stf_nobody' })).toBe(401)

  const line = desk.app.ports.get(telephonyPort)
  await line.place({
    callId: 'att_1',
    agents: [{ agentId: desk.staff.sam, kind: 'desk_phone', account: desk.staff.sam }],
    to: { kind: 'phone', number: '+12025550123' },
    ringAgentMs: 5_000,
    ringShopperMs: 5_000,
  })
  await vi.waitUntil(async () => (await line.lookUp('att_1'))?.state === 'bridged', 5_000)
  await line.hangup('att_1', 'staff_ended')
  await vi.waitUntil(() => phone.calls[0]?.isOver && trunk.calls[0]?.isOver, 5_000)
})
