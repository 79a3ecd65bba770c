import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '#testing/database'
import {
  findProgram,
  freePorts,
  type RealPhone,
  type RunningProgram,
  shareOfTone,
  startPhone,
  startTrunk,
  toneFile,
} from '../../server/adapters/telephony/sip/real-phones.fixture.ts'
import { type SoftPhone, softPhone } from '../../server/adapters/telephony/sip/soft-phone.fixture.ts'
import { udpTransport } from '../../server/adapters/telephony/sip/transport-udp.ts'
import { systemTimers } from '../../server/adapters/telephony/timers.ts'
import { openPhoneStore, type Person, type PhoneStore } from '../harness/phone-store.ts'
import type { Program } from '../harness/program.ts'
import { desktop, expectSound, launch, openScreen, type Screen, visit } from './browser.ts'

const missing = ['baresip', 'kamailio'].filter((name) => !findProgram(name))
const without = missing.length > 0 ? ` (skipped, not installed: ${missing.join(', ')})` : ''

const numbers = {
  ava: '+12025550123',
  /** Nobody is at home there. */
  ben: '+12025550152',
  /** The trunk does not get through there. */
  cleo: '+12025550153',
  /** Declines every call, see the fixture. */
  dora: '+12025550142',
}

describe.skipIf(missing.length > 0)(`Call Me, from the page to the phones${without}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'telephone-'))
  const at = (name: string) => join(folder, name)
  let database: TestDatabase
  let store: PhoneStore
  let first: Program
  let standby: Promise<Program>
  let third: Promise<Program>
  const running: RunningProgram[] = []
  let samPhone: RealPhone
  let avaPhone: RealPhone
  let sam: Person
  let nia: Person
  let lee: Person
  let ava: Person
  let ben: Person
  let cleo: Person
  let dora: Person
  let leePhone: SoftPhone
  let benPhone: SoftPhone
  let signLeeIn: (seconds?: number) => Promise<number>
  let browser: Browser
  let screen: Screen
  let inVain: { id: string; conversationId: string }

  const keep = <T extends RunningProgram>(program: T): T => {
    running.push(program)
    return program
  }

  beforeAll(async () => {
    const ports = await freePorts('trunk', 'sam', 'ava', 'ben', 'dead')
    database = await testDatabase()
    store = await openPhoneStore({
      connectionString: database.connectionString,
      folder,
      trunk: `sip:shop:trunk-secret@127.0.0.1:${ports.trunk}`,
    })
    ;[sam, lee, nia] = [await store.agent('Sam Reed'), await store.agent('Lee Grant'), await store.agent('Nia Cole')]
    mkdirSync(folder, { recursive: true })
    writeFileSync(at('voice.wav'), toneFile(700, 60, 48_000))
    ;[ava, ben, cleo, dora] = [
      await store.shopper('Ava', numbers.ava),
      await store.shopper('Ben', numbers.ben),
      await store.shopper('Cleo', numbers.cleo),
      await store.shopper('Dora', numbers.dora),
    ]
    ;[first, , avaPhone, browser] = await Promise.all([
      store.start(),
      startTrunk({
        folder: at('trunk'),
        port: ports.trunk,
        realm: 'trunk.example.com',
        password: 'trunk-secret',
        shopper: { address: '127.0.0.1', port: ports.ava },
        others: {
          [numbers.ben]: `ben@127.0.0.1:${ports.ben}`,
          [numbers.cleo]: `cleo@127.0.0.1:${ports.dead};transport=tcp`,
        },
      }).then(keep),
      startPhone({
        folder: at('ava'),
        port: ports.ava,
        toneHz: 1_000,
        accounts: [`<sip:shopper@127.0.0.1:${ports.ava}>;regint=0;answermode=manual`],
      }).then(keep),
      launch(headset(at('voice.wav'))),
    ])
    const deskPhone = await sam.call('POST /desk-phone', {})
    samPhone = keep(
      await startPhone({
        folder: at('sam'),
        port: ports.sam,
        toneHz: 440,
        accounts: [
          `<sip:${deskPhone.account}@${deskPhone.server}>;auth_user=${deskPhone.account};auth_pass=${deskPhone.password};regint=60;answermode=manual`,
        ],
      }),
    )
    await vi.waitUntil(() => samPhone.output().includes('200 OK'), { timeout: 10_000, interval: 20 })
    leePhone = await openSoftPhone(0)
    benPhone = await openSoftPhone(ports.ben)
    benPhone.behave = () => ({ do: 'ring' })
    await lee.call('PUT /own-phone', { address: 'desk' })
    const leeDesk = await lee.call('POST /desk-phone', {})
    const registrar = { transport: 'udp', address: '127.0.0.1', port: store.sipPort } as const
    const login = { username: leeDesk.account, password: leeDesk.password, realm: leeDesk.realm }
    signLeeIn = (seconds) => leePhone.register(registrar, login, seconds)
    await signLeeIn(3_600)
    await beInVain()
    standby = store.start()
    screen = await openScreen(browser, store.url, { viewport: desktop })
    await screen.page.context().addCookies([{ ...ava.cookie, url: store.url }])
  })

  afterAll(async () => {
    await browser?.close()
    await Promise.all([
      leePhone?.close(),
      benPhone?.close(),
      store?.close(),
      ...running.map((program) => program.stop()),
    ])
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    for (const phone of [samPhone, avaPhone]) phone.forgetEvents()
    await sam.call('PUT /presence', { status: 'online' })
  })

  /** Lee, whose phone answers at once, calls Ben, who is not at home: that goes on while others speak. */
  async function beInVain() {
    await lee.call('PUT /presence', { status: 'online' })
    inVain = await ask(ben)
    await store.take(lee)
    // What follows is Sam's.
    await lee.call('PUT /presence', { status: 'busy' })
  }

  const ask = (who: Person) => who.call('POST /call-requests', { text: 'The handle of my mug is broken.' })
  const stateOf = async (who: Person, id: string) => await who.call(`GET /call-requests/${id}`)
  const becomes = (who: Person, id: string, state: string) =>
    vi.waitUntil(async () => ((await stateOf(who, id)).state === state ? await stateOf(who, id) : undefined), {
      timeout: 20_000,
      interval: 30,
    })
  const recording = (phone: RealPhone) => phone.recordings().at(-1) ?? ''
  const soundBytes = (phone: RealPhone) => statSync(recording(phone), { throwIfNoEntry: false })?.size ?? 0
  /** So much more sound has come in: 16 kB are a second. */
  const soundIn = async (phone: RealPhone, bytes = 12_000) => {
    const before = soundBytes(phone)
    await vi.waitUntil(() => soundBytes(phone) > before + bytes, { timeout: 20_000, interval: 20 })
  }
  const bothClosed = () => Promise.all([samPhone.heard('CALL_CLOSED'), avaPhone.heard('CALL_CLOSED')])

  /** Sam takes what is offered and picks up; then the shopper's phone is called. */
  async function called(): Promise<{ conversationId: string; callId: string }> {
    const taken = await store.take(sam)
    await samPhone.heard('CALL_INCOMING')
    samPhone.press('accept')
    return taken
  }

  /** Nia’s console, whose connections can be looked into. She has no desk phone. */
  async function openDesk(): Promise<Screen> {
    await sam.call('PUT /presence', { status: 'busy' })
    await nia.call('PUT /presence', { status: 'online' })
    const desk = await openScreen(browser, store.url, { viewport: desktop })
    await desk.page.context().addCookies([{ ...nia.cookie, url: store.url }])
    await desk.page.addInitScript(() => {
      const peers: RTCPeerConnection[] = []
      Object.assign(window, { peers })
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(settings?: RTCConfiguration) {
          super(settings)
          peers.push(this)
        }
      }
    })
    await visit(desk.page, '/console/desk', 'load')
    return desk
  }

  const wrapUp = (callId: string) =>
    sam.call(`POST /calls/${callId}/wrap-up`, { clientId: `wrap-${callId}`, agreed: 'A new mug leaves today.' })

  it('a tap on the page, two phones that ring, two voices, and what was agreed', async () => {
    const { page } = screen
    await visit(page, '/call')
    await page.getByRole('textbox').first().fill('The handle of my mug is broken.')
    await page.getByRole('button', { name: 'Call me now' }).click()
    const { conversationId, callId } = await called()
    await avaPhone.heard('CALL_INCOMING')
    await page.getByRole('heading', { name: 'Your phone is ringing: that’s Sam' }).waitFor()
    avaPhone.press('accept')
    await page.getByRole('heading', { name: 'You’re speaking with Sam' }).waitFor()
    await Promise.all([soundIn(samPhone), soundIn(avaPhone)])
    await expectSound(screen, 'a call under way')
    avaPhone.press('hangup')
    await bothClosed()
    expect(shareOfTone(recording(samPhone), 1_000)).toBeGreaterThan(0.8)
    expect(shareOfTone(recording(avaPhone), 440)).toBeGreaterThan(0.8)
    await page.getByRole('heading', { name: 'You spoke with Sam' }).waitFor()
    await wrapUp(callId)
    await page.getByText('A new mug leaves today.').waitFor()
    const { data } = await sam.call(`GET /conversations/${conversationId}/messages`)
    const said = data.map((each: { notice: { code: string } | null; text: string }) => each.notice?.code ?? each.text)
    expect(said).toEqual([
      'The handle of my mug is broken.',
      'call_asked',
      'joined',
      'call_ended',
      'A new mug leaves today.',
    ])
  })

  it('busy: tried again at its time with the place kept, and reached', async () => {
    const { id } = await ask(ava)
    const busy = await called()
    await avaPhone.heard('CALL_INCOMING')
    avaPhone.press('hangup')
    expect(await becomes(ava, id, 'scheduled')).toMatchObject({ outcome: 'busy', tries: 1 })
    await bothClosed()
    await store.hurry(id)
    const again = await called()
    expect(again.conversationId).toBe(busy.conversationId)
    await avaPhone.heard('CALL_INCOMING')
    avaPhone.press('accept')
    await becomes(ava, id, 'talking')
    samPhone.press('hangup')
    await bothClosed()
    expect(await becomes(ava, id, 'done')).toMatchObject({ outcome: 'talked' })
    await wrapUp(again.callId)
  })

  it('canceled while it rings: both phones are quiet, and Sam is free', async () => {
    const { id } = await ask(ava)
    await called()
    await avaPhone.heard('CALL_INCOMING')
    await ava.call(`POST /call-requests/${id}/cancellation`, {})
    await bothClosed()
    expect(await stateOf(ava, id)).toMatchObject({ state: 'canceled' })
    expect((await sam.call('GET /queue')).held).toEqual([])
  })

  it.each([
    ['a trunk that does not get through', () => cleo, 'failed'],
    ['whoever declines', () => dora, 'rejected'],
  ])('%s is called again later, and Sam is free', async (_what, who, outcome) => {
    const { id } = await ask(who())
    await called()
    expect(await becomes(who(), id, 'scheduled')).toMatchObject({ outcome, tries: 1 })
    await samPhone.heard('CALL_CLOSED')
    expect((await sam.call('GET /queue')).held).toEqual([])
  })

  it('health says how the line is, and nothing of its password', async () => {
    const ready = await vi.waitUntil(async () => {
      const text = await (await fetch(`${store.url}/readyz`)).text()
      return JSON.parse(text).connections.telephone?.state === 'ok' ? text : undefined
    }, 10_000)
    expect(JSON.parse(ready)).toMatchObject({ status: 'ready', connections: { telephone: { through: 'sip' } } })
    expect(ready).not.toContain('secret')
    expect((await sam.call('GET /desk-phone')).deskPhone).toMatchObject({ signedIn: true })
  })

  it('on their own page agents see whether their phone can ring, and get a password that is told once', async () => {
    const desk = await openScreen(browser, store.url, { viewport: desktop })
    const kim = await store.agent('Kim Vale')
    await desk.page.context().addCookies([{ ...kim.cookie, url: store.url }])
    const { page } = desk
    await visit(page, '/console/phone', 'load')
    await page.getByText('Not signed in', { exact: true }).waitFor()
    await expectSound(desk, 'my phone')
    await page.getByRole('button', { name: 'Password', exact: true }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: /^Password: / }).waitFor()
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('button', { name: 'New password' }).waitFor()
    await desk.close()
  })

  it('nobody answers: after the time for ringing it is tried again later', async () => {
    expect(await becomes(ben, inVain.id, 'scheduled')).toMatchObject({ outcome: 'no_answer', tries: 1 })
  })

  it('an agent whose phone is not there: the call waits again with its place, and somebody else takes it', async () => {
    await lee.call('PUT /presence', { status: 'online' })
    await sam.call('PUT /presence', { status: 'busy' })
    await signLeeIn(0)
    const { id, askedAt } = await ask(ava)
    await store.take(lee)
    expect(await becomes(ava, id, 'waiting')).toMatchObject({ tries: 0, askedAt })
    expect((await lee.call('GET /queue')).presence).toMatchObject({ status: 'busy' })
    await sam.call('PUT /presence', { status: 'online' })
    await called()
    await avaPhone.heard('CALL_INCOMING')
    samPhone.press('hangup')
    await bothClosed()
    expect(await becomes(ava, id, 'waiting')).toMatchObject({ tries: 0 })
    await ava.call(`POST /call-requests/${id}/cancellation`, {})
    await lee.call('PUT /presence', { status: 'offline' })
  })

  it('on a headset in the console: connected before the shopper is rung, two voices, keys, hold, and a page loaded anew', async () => {
    const desk = await openDesk()
    const { page } = desk
    const { id } = await ask(ava)
    const { callId, conversationId } = await store.take(nia)
    await avaPhone.heard('CALL_INCOMING')
    // Whoever is rung is not heard by anybody who is not there yet.
    expect(await isConnected(page)).toBe(true)
    avaPhone.press('accept')
    await becomes(ava, id, 'talking')
    await visit(page, `/console/desk?c=${conversationId}`, 'load')
    await hears(page, 1_000)
    await soundIn(avaPhone)
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByRole('button', { name: '5', exact: true }).click()
    await avaPhone.heard('CALL_DTMF_START')
    await page.getByRole('button', { name: 'Hold' }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await hears(page, 1_000)
    await page.reload({ waitUntil: 'load' })
    await hears(page, 1_000)
    avaPhone.press('hangup')
    await avaPhone.heard('CALL_CLOSED')
    expect(await becomes(ava, id, 'done')).toMatchObject({ outcome: 'talked' })
    expect(shareOfTone(recording(avaPhone), 700)).toBeGreaterThan(0.5)
    await nia.call(`POST /calls/${callId}/wrap-up`, { clientId: `wrap-${callId}` })
    await nia.call('PUT /presence', { status: 'busy' })
    await desk.close()
  })

  it('the process is killed in a call on a headset: nothing is left of it, and the shopper is called again', async () => {
    const desk = await openDesk()
    const { id } = await ask(ava)
    await store.take(nia)
    await avaPhone.heard('CALL_INCOMING')
    avaPhone.press('accept')
    await becomes(ava, id, 'talking')
    await hears(desk.page, 1_000)
    const media = childrenOf(first.pid)
    expect(media).toHaveLength(1)
    await standby
    await first.kill()
    third = store.start()
    await avaPhone.heard('CALL_CLOSED')
    expect(await becomes(ava, id, 'scheduled')).toMatchObject({ outcome: 'dropped' })
    await vi.waitUntil(() => media.every((pid) => !existsSync(`/proc/${pid}`)), { timeout: 5_000 })
    await ava.call(`POST /call-requests/${id}/cancellation`, {})
    await nia.call('PUT /presence', { status: 'busy' })
    await desk.close()
  })

  it('the process that holds the line is killed in a call: they go on speaking, and the other process parts them', async () => {
    const [second, next] = [await standby, await third]
    await sam.call('PUT /presence', { status: 'online' })
    const { id } = await ask(ava)
    const { callId } = await called()
    await avaPhone.heard('CALL_INCOMING')
    avaPhone.press('accept')
    await becomes(ava, id, 'talking')
    await second.kill()
    await soundIn(avaPhone)
    await sam.call(`POST /calls/${callId}/hang-up`, {})
    await bothClosed()
    expect(await becomes(ava, id, 'done')).toMatchObject({ outcome: 'talked' })
    await wrapUp(callId)
    // The other process knows the phones that were signed in, and can be asked to call.
    const again = await ask(ava)
    await called()
    await avaPhone.heard('CALL_INCOMING')
    // Stopped in order while it rings: the phones are quiet, and the call waits again.
    await next.stop()
    await bothClosed()
    expect(await store.written(again.id)).toMatchObject({ state: 'waiting', tries: 0 })
  })
})

/** A microphone that says a tone, allowed without being asked; loopback alone is network enough. */
const headset = (file: string) => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`,
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
]

type Peers = typeof window & { peers: RTCPeerConnection[] }

const isConnected = (page: Page) => page.evaluate(() => (window as Peers).peers.at(-1)?.connectionState === 'connected')

/** Until the loudest tone that a page hears is this one. */
async function hears(page: Page, toneHz: number): Promise<void> {
  const loudest = () =>
    page.evaluate(async () => {
      const track = (window as Peers).peers.at(-1)?.getReceivers()[0]?.track
      if (!track) return 0
      const context = new AudioContext()
      const analyser = context.createAnalyser()
      analyser.fftSize = 4_096
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      const levels = new Float32Array(analyser.frequencyBinCount)
      const until = performance.now() + 400
      while (performance.now() < until) await new Promise((resolve) => requestAnimationFrame(resolve))
      analyser.getFloatFrequencyData(levels)
      const most = levels.reduce((best, level, index) => (level > (levels[best] ?? -200) ? index : best), 0)
      await context.close()
      return (levels[most] ?? -200) > -60 ? (most * context.sampleRate) / analyser.fftSize : 0
    })
  await expect.poll(async () => Math.abs((await loudest()) - toneHz), { timeout: 20_000 }).toBeLessThan(30)
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function openSoftPhone(port: number): Promise<SoftPhone> {
  return softPhone({
    open: (receiver) => udpTransport({ address: '127.0.0.1', port }, receiver),
    timers: systemTimers(),
    media: { address: '127.0.0.1', port: 4_000 },
  })
}
