import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { collect, telephonyContract } from '../contract-suite.ts'
import type { AgentEndpoint, CallEvent, CallToPlace } from '../../../modules/calls/ports.ts'
import { systemTimers } from '../timers.ts'
import { type SipSettings, sipTelephony, type SipTelephony } from './adapter.ts'
import { secretHash } from './digest.ts'
import { seededRandom } from './memory-network.fixture.ts'
import {
  findProgram,
  freePort,
  freePorts,
  type RealPhone,
  type RunningProgram,
  shareOfTone,
  startPhone,
  startSipp,
  startSipProcess,
  startTrunk,
} from './real-phones.fixture.ts'
import { type SoftPhone, softPhone } from './soft-phone.fixture.ts'
import type { Destination, Receiver, Transport } from './transport.ts'
import { tcpTransport } from './transport-tcp.ts'
import { udpTransport } from './transport-udp.ts'

const missing = ['baresip', 'kamailio', 'openssl'].filter((name) => !findProgram(name))
const without = missing.length > 0 ? ` (skipped, not installed: ${missing.join(', ')})` : ''

const realm = 'shop.example.com'
const trunkRealm = 'trunk.example.com'
const shopperNumber = '+12025550123'
const countingNumber = '+12025550150'
const autoNumber = '+12025550151'
const ann: AgentEndpoint = { agentId: 'stf_ann', kind: 'desk_phone', account: 'ann' }
const bob: AgentEndpoint = { agentId: 'stf_bob', kind: 'desk_phone', account: 'bob' }
const quiet: AgentEndpoint = { agentId: 'stf_quiet', kind: 'desk_phone', account: 'quiet' }

describe.skipIf(missing.length > 0)(`real phones${without}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'phones-'))
  const at = (name: string) => join(folder, name)
  const running: { stop(): Promise<void> }[] = []
  const events: CallEvent[] = []
  let sip: SipTelephony
  let overTls: SipTelephony
  let overTcp: SipTelephony
  let lossy: SipTelephony
  let annPhone: RealPhone
  let bobPhone: RealPhone
  let shopper: RealPhone
  let counting: SoftPhone & { rtp: RtpCounter }
  /** First lines of what came in from phones and trunk. */
  const received: string[] = []
  let trunkPort: number
  let loss = 0

  const keep = <T extends { stop(): Promise<void> }>(program: T): T => {
    running.push(program)
    return program
  }

  const trunkLogin = { username: 'shop', password: 'trunk-secret' }

  async function openSip(port: number, more: Partial<SipSettings> = {}): Promise<SipTelephony> {
    const own = { address: '127.0.0.1', port }
    const opened = await sipTelephony({
      trunk: { host: '127.0.0.1', port: trunkPort, transport: 'udp', login: trunkLogin, callerId: '+12025550100' },
      open: [(receiver) => udpTransport(own, noting(receiver)), (receiver) => tcpTransport(own, receiver)],
      registrar: { realm, findAccount },
      ...more,
    })
    collect(opened, events)
    return keep(opened)
  }

  const noting = (receiver: Receiver): Receiver => ({
    ...receiver,
    received(bytes, from) {
      received.push(bytes.toString('utf8', 0, bytes.indexOf('\r\n')))
      receiver.received(bytes, from)
    },
  })

  /** Loses datagrams in both directions. */
  const losing = (open: (receiver: Receiver) => Promise<Transport>) => async (receiver: Receiver) => {
    const random = seededRandom(3)
    const isLost = () => random() < loss
    const transport = await open({
      ...receiver,
      received: (bytes, from) => (isLost() ? undefined : receiver.received(bytes, from)),
    })
    return {
      ...transport,
      send: async (bytes: Buffer, to: Destination) => (isLost() ? undefined : transport.send(bytes, to)),
    }
  }

  beforeAll(async () => {
    const ports = await freePorts(
      'own',
      'ownTls',
      'tlsOwn',
      'tcpOwn',
      'lossyOwn',
      'ann',
      'bob',
      'shopper',
      'counting',
      'media',
      'tls',
      'trunk',
    )
    trunkPort = ports.trunk
    const { certificate, key } = makeCertificate(folder)
    const tlsAuthorities = readFileSync(certificate, 'utf8')
    const own = { address: '127.0.0.1', port: ports.own }
    const ownTls = {
      address: '127.0.0.1',
      port: ports.ownTls,
      tls: { certificate: tlsAuthorities, key: readFileSync(key, 'utf8') },
    }
    sip = await openSip(ports.own, {
      open: [
        (receiver) => udpTransport(own, noting(receiver)),
        (receiver) => tcpTransport(own, receiver),
        (receiver) => tcpTransport(ownTls, receiver),
      ],
    })
    counting = await openCounting(ports.counting, ports.media)
    const tlsAt = { address: '127.0.0.1', tls: { authorities: tlsAuthorities } }
    const tlsUdpAt = { address: '127.0.0.1', port: ports.tlsOwn }
    overTls = await openSip(ports.tlsOwn, {
      trunk: { host: 'localhost', port: ports.tls, transport: 'tls', login: trunkLogin },
      open: [(receiver) => udpTransport(tlsUdpAt, receiver), (receiver) => tcpTransport(tlsAt, receiver)],
    })
    overTcp = await openSip(ports.tcpOwn, {
      trunk: { host: '127.0.0.1', port: ports.trunk, transport: 'tcp', login: trunkLogin },
    })
    const lossyAt = { address: '127.0.0.1', port: ports.lossyOwn }
    lossy = await openSip(ports.lossyOwn, {
      times: { t1Ms: 100, t2Ms: 800 },
      open: [losing((receiver) => udpTransport(lossyAt, receiver))],
    })
    const account = (name: string, port: number, transport = 'udp', answer = 'auto') =>
      `<sip:${name}@127.0.0.1:${port};transport=${transport}>;auth_user=${name};auth_pass=${name}-secret;regint=60;answermode=${answer}`
    const shopperAccount = (name: string, answer: string) =>
      `<sip:${name}@127.0.0.1:${ports.shopper}>;regint=0;answermode=${answer}`
    ;[, annPhone, bobPhone, shopper] = await Promise.all([
      startTrunk({
        folder: at('trunk'),
        port: trunkPort,
        realm: trunkRealm,
        password: 'trunk-secret',
        shopper: { address: '127.0.0.1', port: ports.shopper },
        others: {
          [countingNumber]: `counting@127.0.0.1:${ports.counting}`,
          [autoNumber]: `auto@127.0.0.1:${ports.shopper}`,
        },
        tls: { port: ports.tls, certificate, key },
      }).then(keep<RunningProgram>),
      startPhone({
        folder: at('ann'),
        port: ports.ann,
        toneHz: 440,
        accounts: [
          account('ann', ports.own),
          account('ann', ports.tlsOwn),
          account('ann', ports.tcpOwn),
          account('ann', ports.lossyOwn),
        ],
      }).then(keep<RealPhone>),
      startPhone({
        folder: at('bob'),
        port: ports.bob,
        toneHz: 700,
        accounts: [account('bob', ports.own, 'tcp'), account('quiet', ports.ownTls, 'tls', 'manual')],
      }).then(keep<RealPhone>),
      startPhone({
        folder: at('shopper'),
        port: ports.shopper,
        toneHz: 1_000,
        accounts: [shopperAccount('shopper', 'manual'), shopperAccount('auto', 'auto')],
      }).then(keep<RealPhone>),
    ])
    const signedIn = async (port: SipTelephony) => (await port.health()).registered?.length ?? 0
    await until(
      async () =>
        (await signedIn(sip)) === 3 &&
        (await signedIn(overTls)) === 1 &&
        (await signedIn(overTcp)) === 1 &&
        (await signedIn(lossy)) === 1,
    )
  }, 30_000)

  afterAll(async () => {
    await counting?.close()
    counting?.rtp.close()
    await Promise.all(running.map((program) => program.stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(() => {
    events.length = 0
    received.length = 0
    for (const phone of [annPhone, bobPhone, shopper]) phone.forgetEvents()
  })

  let calls = 0
  async function place(more: Partial<CallToPlace> = {}, by = sip): Promise<string> {
    const callId = `att_${++calls}`
    await by.place({
      callId,
      agents: [ann],
      to: { kind: 'phone', number: shopperNumber },
      ringAgentMs: 10_000,
      ringShopperMs: 10_000,
      ...more,
    })
    return callId
  }

  const found = (callId: string, type: CallEvent['type']) =>
    events.find((event) => event.callId === callId && event.type === type)
  const heard = (callId: string, type: CallEvent['type']) => until(() => found(callId, type))

  async function joined(more: Partial<CallToPlace> = {}, by = sip): Promise<string> {
    const callId = await place(more, by)
    await shopper.heard('CALL_INCOMING')
    shopper.press('accept')
    await heard(callId, 'bridged')
    return callId
  }

  const bothClosed = () => Promise.all([annPhone.heard('CALL_CLOSED'), shopper.heard('CALL_CLOSED')])
  const recording = (phone: RealPhone) => phone.recordings().at(-1) ?? ''
  const soundBytes = (phone: RealPhone) => statSync(recording(phone), { throwIfNoEntry: false })?.size ?? 0
  /** So much more sound has come in: 16 kB are a second. */
  const soundIn = (phone: RealPhone, bytes = 12_000) => {
    const before = soundBytes(phone)
    return until(() => soundBytes(phone) > before + bytes)
  }

  telephonyContract('SIP with real phones', async () => ({
    port: sip,
    events,
    agents: { answers: ann, other: bob, silent: quiet },
    numbers: {
      answers: to(autoNumber),
      busy: to('+12025550141'),
      rings: to(shopperNumber),
      rejects: to('+12025550142'),
      invalid: to('+12025550140'),
    },
    until: async (look) => void (await until(look)),
    during: (act) => act,
  }))

  it('stand on a healthy trunk', async () => {
    expect(await sip.health()).toMatchObject({ state: 'ok', registered: ['ann', 'bob', 'quiet'] })
    expect(await overTls.health()).toMatchObject({ state: 'ok' })
  })

  it('hear each other, and are parted when we hang up', async () => {
    const callId = await joined()
    await Promise.all([soundIn(annPhone), soundIn(shopper)])
    await sip.hangup(callId, 'staff_ended')
    await bothClosed()
    expect(shareOfTone(recording(annPhone), 1_000)).toBeGreaterThan(0.8)
    expect(shareOfTone(recording(shopper), 440)).toBeGreaterThan(0.8)
    // A phone that gets the next INVITE before the ACK of the last one answers so.
    expect(received.filter((line) => line.includes(' 500 '))).toEqual([])
  })

  it.each(['agent', 'shopper'] as const)('are both free when the %s hangs up', async (side) => {
    const callId = await joined()
    ;(side === 'agent' ? annPhone : shopper).press('hangup')
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'completed', endedBy: side })
    await bothClosed()
  })

  it.each([
    ['TCP', () => overTcp],
    ['TLS, with a certificate that is checked', () => overTls],
  ])('hear each other by a trunk over %s', async (_transport, line) => {
    const callId = await joined({}, line())
    await Promise.all([soundIn(annPhone), soundIn(shopper)])
    shopper.press('hangup')
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'completed', endedBy: 'shopper' })
    await bothClosed()
  })

  it.each([
    ['+12025550140', 'invalid'],
    ['+12025550141', 'busy'],
    ['+12025550142', 'rejected'],
  ])('%s of the trunk is %s', async (number, outcome) => {
    const callId = await place({ to: { kind: 'phone', number } })
    expect(await heard(callId, 'ended')).toMatchObject({ outcome, endedBy: 'shopper' })
    await annPhone.heard('CALL_CLOSED')
  })

  it('whose owner does not want to speak', async () => {
    const callId = await place()
    await shopper.heard('CALL_INCOMING')
    shopper.press('hangup')
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'busy' })
    await bothClosed()
  })

  it('stop ringing when nobody answers in time', async () => {
    const callId = await place({ ringShopperMs: 500 })
    await shopper.heard('CALL_INCOMING')
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'no_answer' })
    await bothClosed()
  })

  it('stop ringing when the agent hangs up', async () => {
    const callId = await place()
    await shopper.heard('CALL_INCOMING')
    annPhone.press('hangup')
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'canceled', endedBy: 'agent' })
    await bothClosed()
  })

  it('of another agent ring when the first is silent', async () => {
    const callId = await joined({ agents: [quiet, bob], ringAgentMs: 700 })
    expect(events.map((event) => `${event.leg} ${event.type}`).slice(0, 4)).toEqual([
      'agent ringing',
      'agent no_answer',
      'agent ringing',
      'agent answered',
    ])
    await sip.hangup(callId, 'staff_ended')
    await Promise.all([bobPhone.heard('CALL_CLOSED'), bobPhone.heard('CALL_CLOSED'), shopper.heard('CALL_CLOSED')])
  })

  it('say nothing while they are held, by order and by their own key', async () => {
    const callId = await place({ to: { kind: 'phone', number: countingNumber } })
    await heard(callId, 'bridged')
    await counting.rtp.flows()
    await sip.hold(callId)
    await counting.rtp.isSilent()
    await sip.resume(callId)
    await counting.rtp.flows()
    events.length = 0
    annPhone.press('hold')
    await heard(callId, 'held')
    await counting.rtp.isSilent()
    annPhone.press('resume')
    await heard(callId, 'resumed')
    await counting.rtp.flows()
    await counting.calls.at(-1)?.bye()
    await annPhone.heard('CALL_CLOSED')
  })

  it('are moved to another agent', async () => {
    const callId = await joined()
    await soundIn(shopper)
    await sip.transfer(callId, bob, { ringMs: 5_000 })
    await heard(callId, 'transferred')
    await annPhone.heard('CALL_CLOSED')
    await Promise.all([soundIn(bobPhone), soundIn(shopper, 24_000)])
    await sip.hangup(callId, 'staff_ended')
    await Promise.all([bobPhone.heard('CALL_CLOSED'), shopper.heard('CALL_CLOSED')])
    expect(shareOfTone(recording(shopper), 440)).toBeGreaterThan(0.1)
    expect(shareOfTone(recording(shopper), 700)).toBeGreaterThan(0.3)
    expect(shareOfTone(recording(bobPhone), 1_000)).toBeGreaterThan(0.8)
  })

  it.skipIf(!findProgram('sipp'))('of a crowd are all joined, at fifty calls a second', async () => {
    const { crowd, lines, port } = await freePorts('crowd', 'lines', 'port')
    const busy = await openSip(port, { trunk: { host: '127.0.0.1', port: lines, transport: 'udp' } })
    const first = await signInFrom(crowd, port)
    await first.close()
    keep(await startSipp({ folder: at('crowd'), port: crowd, requests: ['INVITE', 'ACK', 'INVITE', 'ACK', 'BYE'] }))
    keep(await startSipp({ folder: at('lines'), port: lines, requests: ['INVITE', 'ACK', 'BYE'] }))
    const ids: string[] = []
    const placing = setInterval(() => void place({}, busy).then((callId) => ids.push(callId)), 20)
    await until(() => ids.length >= 100)
    clearInterval(placing)
    await until(() => ids.every((callId) => found(callId, 'bridged') ?? found(callId, 'ended')))
    expect(ids.filter((callId) => !found(callId, 'bridged'))).toEqual([])
    for (const callId of ids) await busy.hangup(callId, 'staff_ended')
    await until(() => ids.every((callId) => found(callId, 'ended')))
  })

  it('are not called over a trunk that does not accept our password', async () => {
    const port = await freePort()
    const trunk = {
      host: '127.0.0.1',
      port: trunkPort,
      transport: 'udp',
      login: { ...trunkLogin, password: 'wrong' },
    } as const
    const refused = await openSip(port, { trunk })
    expect(await refused.health()).toMatchObject({ state: 'degraded' })
    const phone = await signInFrom(0, port)
    const callId = await place({}, refused)
    expect(await heard(callId, 'ended')).toMatchObject({ outcome: 'failed', endedBy: 'network', cause: 'sip_407' })
    await until(() => phone.calls[0]?.isOver === true)
    await phone.close()
  })

  it('do not sign in with a wrong password', async () => {
    const port = await freePort()
    const own = sip.endpoint.transports[0]?.port
    const accounts = [`<sip:eve@127.0.0.1:${own}>;auth_user=eve;auth_pass=wrong;regint=60`]
    const phone = await startPhone({ folder: at('eve'), port, toneHz: 300, accounts })
    await until(() => askedFor.has('eve'))
    expect((await sip.health()).registered).not.toContain('eve')
    await phone.stop()
  })

  it('are joined although three of ten datagrams are lost, and parted again', async () => {
    loss = 0.3
    let isJoined = 0
    for (let index = 0; index < 5; index++) {
      const callId = await place({ to: { kind: 'phone', number: autoNumber } }, lossy)
      await until(() => found(callId, 'bridged') ?? found(callId, 'ended'))
      if (found(callId, 'bridged')) isJoined++
      await lossy.hangup(callId, 'staff_ended')
      await heard(callId, 'ended')
    }
    loss = 0
    expect(isJoined).toBeGreaterThanOrEqual(4)
  })

  it('go on speaking when our process is killed; the next one still parts them', async () => {
    const { port, phonePort } = await freePorts('port', 'phonePort')
    const args = [String(port), String(trunkPort), at('kept'), realm]
    const first = keep(await startSipProcess(args))
    const account = `<sip:ann@127.0.0.1:${port}>;auth_user=ann;auth_pass=ann-secret;regint=60;answermode=auto`
    const phone = keep(await startPhone({ folder: at('ann2'), port: phonePort, toneHz: 440, accounts: [account] }))
    await first.said((line) => line.type === 'registered' && String(line.registered) === 'ann')
    const call = { callId: 'att_killed', agents: [ann], ringAgentMs: 5_000, ringShopperMs: 5_000 }
    first.ask({ place: { ...call, to: { kind: 'phone', number: shopperNumber } } })
    await shopper.heard('CALL_INCOMING')
    shopper.press('accept')
    const bridged = await first.said((line) => line.type === 'bridged')
    const kept = join(at('kept'), 'att_killed.json')
    await until(() => existsSync(kept) && readFileSync(kept, 'utf8').includes('"bridged"'))
    await first.kill()
    await soundIn(phone)
    const second = keep(await startSipProcess(args))
    second.ask({ lookUp: 'att_killed' })
    expect(await second.said((line) => line.type === 'snapshot')).toMatchObject({
      snapshot: { state: 'bridged', agentId: 'stf_ann' },
    })
    phone.press('hangup')
    const ended = await second.said((line) => line.type === 'ended')
    expect(ended).toMatchObject({ callId: 'att_killed', outcome: 'completed', endedBy: 'agent' })
    expect(Number(ended.seq)).toBeGreaterThan(Number(bridged.seq))
    await Promise.all([phone.heard('CALL_CLOSED'), shopper.heard('CALL_CLOSED')])
    await until(() => !existsSync(kept))
  })

  it('stop ringing when our process was killed while they rang', async () => {
    const { port, phonePort } = await freePorts('port', 'phonePort')
    const args = [String(port), String(trunkPort), at('kept'), realm]
    const first = keep(await startSipProcess(args))
    const account = `<sip:ann@127.0.0.1:${port}>;auth_user=ann;auth_pass=ann-secret;regint=60;answermode=auto`
    const phone = keep(await startPhone({ folder: at('ann3'), port: phonePort, toneHz: 440, accounts: [account] }))
    await first.said((line) => line.type === 'registered' && String(line.registered) === 'ann')
    const call = { callId: 'att_rang', agents: [ann], ringAgentMs: 5_000, ringShopperMs: 30_000 }
    first.ask({ place: { ...call, to: { kind: 'phone', number: shopperNumber } } })
    await shopper.heard('CALL_INCOMING')
    const kept = join(at('kept'), 'att_rang.json')
    await until(() => existsSync(kept) && /"calling_shopper".*"shopper":\{/.test(readFileSync(kept, 'utf8')))
    await first.kill()
    const second = keep(await startSipProcess(args))
    expect(await second.said((line) => line.type === 'ended')).toMatchObject({ outcome: 'failed', cause: 'restarted' })
    await Promise.all([phone.heard('CALL_CLOSED'), shopper.heard('CALL_CLOSED')])
  })
})

function until<T>(look: () => T | Promise<T>) {
  return vi.waitUntil(look, { timeout: 25_000, interval: 10 })
}

const to = (number: string) => ({ kind: 'phone', number }) as const

const askedFor = new Set<string>()

async function findAccount(account: string) {
  askedFor.add(account)
  return {
    MD5: secretHash('MD5', account, realm, `${account}-secret`),
    'SHA-256': secretHash('SHA-256', account, realm, `${account}-secret`),
  }
}

/** A phone of ours signs in from a port; another program may answer there afterwards. */
async function signInFrom(port: number, at: number): Promise<SoftPhone> {
  const phone = await softPhone({
    open: (receiver) => udpTransport({ address: '127.0.0.1', port }, receiver),
    timers: systemTimers(),
    media: { address: '127.0.0.1', port: 4_000 },
  })
  const registrar = { transport: 'udp', address: '127.0.0.1', port: at } as const
  expect(await phone.register(registrar, { username: 'ann', password: 'ann-secret', realm }, 3600)).toBe(200)
  return phone
}

interface RtpCounter {
  /** Half a second of packets has come. */
  flows(): Promise<unknown>
  /** Nothing has come for a while. */
  isSilent(): Promise<unknown>
  close(): void
}

/** A phone of ours behind a number of the trunk, that counts the packets of sound. */
async function openCounting(port: number, mediaPort: number): Promise<SoftPhone & { rtp: RtpCounter }> {
  const socket = createSocket('udp4')
  let packets = 0
  let lastAt = 0
  socket.on('message', () => {
    packets++
    lastAt = Date.now()
  })
  socket.bind(mediaPort, '127.0.0.1')
  const phone = await softPhone({
    open: (receiver) => udpTransport({ address: '127.0.0.1', port }, receiver),
    timers: systemTimers(),
    media: { address: '127.0.0.1', port: mediaPort },
  })
  const rtp: RtpCounter = {
    flows() {
      const before = packets
      return until(() => packets > before + 25)
    },
    isSilent: () => until(() => Date.now() - lastAt > 300),
    close: () => void socket.close(),
  }
  return Object.assign(phone, { rtp })
}

function makeCertificate(folder: string): { certificate: string; key: string } {
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate]
  execFileSync('openssl', [...args, ...subject], { stdio: 'ignore' })
  return { certificate, key }
}
