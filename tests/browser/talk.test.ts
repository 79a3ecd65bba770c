import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, launch, openScreen, phone, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'
import { openRelay } from './udp-relay.ts'

let store: Demonstration
let browser: Browser
let agent: Screen
const relay = openRelay()

/** A microphone that beeps each second, allowed without being asked; loopback alone is network enough. */
const voice = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  // Addresses instead of names, so that the relay knows them.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
]

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch(voice)])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
  relay.close()
})

const patient = { timeout: 20_000 }

/**
 * A window whose connections with other browsers can be looked into. Whatever one browser sends to the other goes through a relay of the
 * test, which can be cut: being offline is nothing that browsers let connections of this kind feel.
 */
async function open(look: Parameters<typeof openScreen>[2]): Promise<Screen> {
  const screen = await openScreen(browser, store.url, look)
  screen.page.setDefaultTimeout(patient.timeout)
  const context = screen.page.context()
  await context.exposeFunction('portTo', relay.portTo)
  await context.addInitScript(() => {
    type Known = typeof window & { portTo(address: string, port: number): Promise<number> }
    const peers: RTCPeerConnection[] = []
    Object.assign(window, { peers })
    const throughRelay = async (line: string): Promise<string> => {
      const parts = line.split(' ')
      const [address = '', port] = parts.slice(4)
      if (parts[2]?.toLowerCase() !== 'udp' || !/^[0-9.]+$/.test(address)) return ''
      return [
        ...parts.slice(0, 4),
        '127.0.0.1',
        await (window as Known).portTo(address, Number(port)),
        ...parts.slice(6),
      ].join(' ')
    }
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(settings?: RTCConfiguration) {
        super(settings)
        peers.push(this)
      }
      override async setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit) {
        const relayed = await Promise.all(
          sdp.split('\r\n').map(async (line) => (line.startsWith('a=candidate:') ? await throughRelay(line) : line)),
        )
        const kept = relayed.filter((line, place) => line !== '' || place === relayed.length - 1)
        await super.setRemoteDescription({ type, sdp: kept.join('\r\n') })
      }
      override async addIceCandidate(given: RTCIceCandidateInit) {
        const candidate = await throughRelay(given.candidate ?? '')
        if (candidate) await super.addIceCandidate({ ...given, candidate })
      }
    }
  })
  return screen
}

/** Jobs run until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const look = async () => {
    await store.settle()
    return await isSo()
  }
  await expect.poll(look, { ...patient, interval: 50 }).toBe(true)
}

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name })

/** What a page has heard so far: bytes, and how much sound was in them. */
async function heard(page: Page): Promise<{ bytes: number; energy: number; level: number }> {
  return await page.evaluate(async () => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1)
    const none = { bytes: 0, energy: 0, level: 0 }
    if (!peer) return none
    for (const report of (await peer.getStats()).values())
      if (report.type === 'inbound-rtp')
        return { bytes: report.bytesReceived, energy: report.totalAudioEnergy, level: report.audioLevel }
    return none
  })
}

/** A page that was loaded anew hears something again. */
async function hearsAnew(page: Page): Promise<void> {
  await expect.poll(async () => (await heard(page)).bytes, patient).toBeGreaterThan(0)
}

/** Both hear each other from now on: more bytes, and sound in them that an analyser of our own measures as well. */
async function expectVoices(...pages: Page[]): Promise<void> {
  const before = await Promise.all(pages.map(heard))
  const hears = async () => {
    const now = await Promise.all(pages.map(heard))
    return now.every(({ bytes, energy }, place) => {
      const then = before[place]
      return then !== undefined && bytes > then.bytes + 500 && energy > then.energy + 0.001
    })
  }
  await expect.poll(hears, { ...patient, interval: 50 }).toBe(true)
  for (const most of await Promise.all(pages.map(loudest))) expect(most).toBeGreaterThan(0.01)
}

/** The loudest sample that comes from the other side within two beeps. */
async function loudest(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1)
    const track = peer?.getReceivers()[0]?.track
    if (!track) return 0
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const until = performance.now() + 2_500
    let most = 0
    while (most < 0.01 && performance.now() < until) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      analyser.getFloatTimeDomainData(samples)
      most = Math.max(most, ...samples.map(Math.abs))
    }
    await context.close()
    return most
  })
}

/** Whether the microphone of a page is on. */
const isSpeaking = (page: Page) =>
  page.evaluate(() => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1)
    return peer?.getSenders()[0]?.track?.enabled
  })

/** From the wish to talk to the moment in which the shopper’s page rings. */
async function askToTalk(shopper: Screen): Promise<void> {
  const { page } = shopper
  await visit(page, '/call')
  await page.getByText('Talk here in the browser').tap()
  await page.getByRole('button', { name: 'Talk now' }).tap()
  await page.getByRole('heading', { level: 1, name: 'You’re in line, it rings here' }).waitFor(patient)
  await store.settle()
  await agent.page.getByRole('button', { name: 'Take it' }).first().click()
  await until(() => heading(page, /is calling you/).isVisible())
}

async function answer(page: Page): Promise<number> {
  const from = performance.now()
  await page.getByRole('button', { name: 'Answer' }).tap()
  await heading(page, /You’re speaking with/).waitFor(patient)
  return performance.now() - from
}

/** Nothing gets through any more, neither to us nor to the other browser. */
async function cutOff(page: Page, isCut: boolean): Promise<void> {
  relay.cut(isCut)
  await page.context().setOffline(isCut)
}

const tell = (what: string, ms: number) => process.stdout.write(`  ${what}: ${Math.round(ms)} ms\n`)

test('an agent checks the headset before being there', async () => {
  agent = await open({ as: 'sam' })
  await visit(agent.page, '/console/desk')
  await agent.page.getByRole('button', { name: /^You are/ }).click()
  await agent.page.getByRole('menuitem', { name: /^Check my headset/ }).click()
  await agent.page.getByText('We hear you.').waitFor(patient)
  await expectSound(agent, 'checking the headset')
  await agent.page.keyboard.press('Escape')
  await agent.page.getByRole('button', { name: /^You are/ }).click()
  await agent.page.getByRole('menuitem', { name: /^Online/ }).click()
  await agent.page.getByRole('button', { name: 'You are: Online' }).waitFor(patient)
  await store.settle()
})

test('both hear each other, through a reload and a lost network; the shopper hangs up, and the note is written', async () => {
  const shopper = await open({ viewport: phone, as: 'ben' })
  const { page } = shopper
  await askToTalk(shopper)
  await expectSound(shopper, 'a page that rings')
  tell('answer to speaking', await answer(page))
  await expectVoices(page, agent.page)
  expect(relay.passed()).toBeGreaterThan(100)
  await expectSound(shopper, 'speaking, as the shopper sees it')

  await agent.page.getByRole('button', { name: 'Mute' }).click()
  expect(await isSpeaking(agent.page)).toBe(false)
  await agent.page.getByRole('button', { name: 'Unmute' }).click()
  expect(await isSpeaking(agent.page)).toBe(true)
  await agent.page.getByRole('button', { name: 'Hold' }).click()
  await until(() => page.getByText('On hold.').isVisible())
  for (const each of [page, agent.page]) await expect.poll(() => isSpeaking(each), patient).toBe(false)
  await agent.page.getByRole('button', { name: 'Go on' }).click()
  for (const each of [page, agent.page]) await until(async () => (await isSpeaking(each)) === true)

  let from = performance.now()
  await page.reload()
  await page.getByRole('button', { name: 'Hang up' }).waitFor(patient)
  await hearsAnew(page)
  tell('reload to hearing again', performance.now() - from)
  await expectVoices(page, agent.page)

  await cutOff(page, true)
  await agent.page.getByText('Reconnecting…').waitFor(patient)
  from = performance.now()
  await cutOff(page, false)
  await agent.page.getByText('Reconnecting…').waitFor({ ...patient, state: 'hidden' })
  tell('network back to hearing again', performance.now() - from)
  await expectVoices(page, agent.page)

  const ava = await open({ as: 'ava' })
  const { rows } = await store.app.pool.query(
    "select id from call_attempt where through = 'browser' and state <> 'ended'",
  )
  const topic = `talk:${rows[0]?.id}`
  const said = await ava.page.request.post('/api/v1/live/signals', {
    data: { topic, signal: 'peer', data: { hello: true } },
    headers: { origin: store.url },
  })
  expect([rows.length, said.status()]).toEqual([1, 404])
  await ava.close()

  await expectSound(agent, 'speaking, as the agent sees it')
  await page.getByRole('button', { name: 'Hang up' }).tap()
  await heading(page, /You spoke with/).waitFor(patient)
  await agent.page.getByLabel('What was agreed, for the shopper').fill('A new lamp leaves today.')
  await agent.page.getByRole('button', { name: 'Done', exact: true }).click()
  await page.getByText('A new lamp leaves today.').waitFor(patient)
  await shopper.close()
})

test('no microphone is said kindly; loading the console anew keeps the call, and the agent hangs up', async () => {
  const shopper = await open({ viewport: phone, as: 'ben' })
  const { page } = shopper
  await askToTalk(shopper)
  await page.evaluate(() => {
    const { mediaDevices } = navigator
    const ask = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = ask
      return Promise.reject(new DOMException('', 'NotAllowedError'))
    }
  })
  await page.getByRole('button', { name: 'Answer' }).tap()
  await page.getByText('We can’t hear you yet').waitFor(patient)
  await page.getByRole('button', { name: 'Try again' }).tap()
  await heading(page, /You’re speaking with/).waitFor(patient)
  // Elsewhere in the console and on the shopper’s own pages, the call goes on.
  await agent.page.getByRole('link', { name: 'Find', exact: true }).click()
  await agent.page.getByRole('link', { name: 'Open the conversation' }).waitFor(patient)
  await page.getByRole('link', { name: 'Orders', exact: true }).tap()
  await page.getByRole('link', { name: 'You’re in a call. Back to it' }).tap()
  await agent.page.reload()
  await hearsAnew(agent.page)
  await agent.page.getByRole('link', { name: 'Open the conversation' }).click()
  await expectVoices(page, agent.page)
  await agent.page.getByRole('button', { name: 'End the call' }).click()
  await until(() => heading(page, /You spoke with/).isVisible())
  expect([...shopper.complaints, ...agent.complaints]).toEqual([])
  await shopper.close()
})
