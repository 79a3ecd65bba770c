import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { RTCPeerConnection, usePCMA, usePCMU } from 'werift'
import { freePort } from '../sip/real-phones.fixture.ts'
import { type Headset, type Headsets, openHeadsets } from './headsets.ts'
import type { Law, PageMessage } from './messages.ts'
import { readRtp, type Rtp, writeRtp } from './rtp.ts'

/** A page that speaks as a browser does: it says hello until it is greeted, and offers. */
function openPage(send: (message: PageMessage) => void, name: string) {
  let peer: { page: string; connection: RTCPeerConnection; speak(rtp: Rtp): void } | undefined
  const heard: Rtp[] = []
  const meet = async (page: string) => {
    void peer?.connection.close()
    const connection = new RTCPeerConnection({
      codecs: { audio: [usePCMU(), usePCMA()] },
      iceServers: [],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      iceAdditionalHostAddresses: ['127.0.0.1'],
    })
    const { sender } = connection.addTransceiver('audio', { direction: 'sendrecv' })
    connection.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe(({ header, payload }) =>
        heard.push({ ...header, sequence: header.sequenceNumber, source: header.ssrc, payload }),
      ),
    )
    peer = { page, connection, speak: (rtp) => void sender.sendRtp(writeRtp(rtp)) }
    await connection.setLocalDescription(await connection.createOffer())
    send({ from: name, to: page, description: { type: 'offer', sdp: connection.localDescription?.sdp } })
  }
  return {
    heard,
    hello: () => send({ from: name, hello: true }),
    hear(message: PageMessage) {
      if (message.to !== name) return
      if (message.hello) return void meet(message.from)
      if (message.description?.type === 'answer')
        void peer?.connection.setRemoteDescription(message.description as { type: 'answer'; sdp: string })
    },
    say: (payload: Buffer, law: Law, sequence: number) =>
      peer?.speak({ payloadType: law, sequence, timestamp: sequence * 160, source: 7, payload }),
    close: () => peer?.connection.close(),
  }
}

let headsets: Headsets
let trunk: Socket
let trunkPort: number
let page: ReturnType<typeof openPage>
const atTrunk: Rtp[] = []
const presence: boolean[] = []
let gone = 0
let headset: Headset

beforeAll(async () => {
  const from = await freePort()
  headsets = openHeadsets({
    place: { bind: '127.0.0.1', announced: '127.0.0.1', ports: { from, to: from + 60 } },
    say: (_, message) => page.hear(message),
  })
  page = openPage((message) => headsets.hear('att_1', message), 'page-one')
  trunk = createSocket('udp4').bind(0, '127.0.0.1')
  await once(trunk, 'listening')
  trunkPort = trunk.address().port
  trunk.on('message', (bytes) => {
    const rtp = readRtp(bytes)
    if (rtp) atTrunk.push(rtp)
  })
  headset = await opened('att_1')
})
afterAll(async () => {
  await page.close()
  await headsets.stop()
  trunk.close()
})

async function opened(callId: string): Promise<Headset> {
  const found = await headsets.open(callId, { there: (isThere) => presence.push(isThere), gone: () => gone++ })
  return found ?? expect.fail('no headset')
}

let sequence = 100
/** Both sides speak until it is so. */
async function speakUntil(law: Law, look: () => boolean): Promise<void> {
  await vi.waitUntil(
    () => {
      sequence++
      page.say(Buffer.alloc(160, 1), law, sequence)
      const said = { payloadType: law, sequence, timestamp: sequence * 160, source: 9, payload: Buffer.alloc(160, 2) }
      trunk.send(writeRtp(said), headset.port, '127.0.0.1')
      return look()
    },
    { timeout: 10_000, interval: 10 },
  )
}

it('a headset is there once it is heard, and both sides hear each other, byte by byte', async () => {
  page.hello()
  await speakUntil(0, () => presence.at(-1) === true)
  expect(atTrunk).toEqual([])
  headset.connect({ address: '127.0.0.1', port: trunkPort, law: 0, keys: 101 }, true)
  await speakUntil(0, () => atTrunk.length > 5 && page.heard.length > 5)
  expect(atTrunk[0]).toMatchObject({ payloadType: 0, payload: Buffer.alloc(160, 1) })
  expect(page.heard[0]).toMatchObject({ payloadType: 0, payload: Buffer.alloc(160, 2) })
  const numbers = atTrunk.map((rtp) => rtp.sequence)
  expect(numbers).toEqual(numbers.map((_, index) => ((numbers[0] ?? 0) + index) & 0xffff))
})

it('keys reach the trunk as events, under the same source', async () => {
  const events = () => atTrunk.filter((rtp) => rtp.payloadType === 101)
  headset.press('5#')
  await speakUntil(0, () => events().length === 16)
  const ends = events().filter(({ payload }) => (payload[1] ?? 0) & 0x80)
  expect(ends.map(({ payload }) => [payload[0], payload.readUInt16BE(2)])).toEqual([
    ...Array.from({ length: 3 }, () => [5, 800]),
    ...Array.from({ length: 3 }, () => [11, 800]),
  ])
  expect(new Set(events().map((rtp) => rtp.timestamp)).size).toBe(2)
  expect(new Set(atTrunk.map((rtp) => rtp.source)).size).toBe(1)
})

it('nothing flows on hold, and what does not come from the trunk is not heard', async () => {
  headset.connect({ address: '127.0.0.1', port: trunkPort, law: 0, keys: 101 }, false)
  // What was under way has arrived, however long it took.
  let [toTrunk, toPage] = [-1, -1]
  while (toTrunk !== atTrunk.length || toPage !== page.heard.length) {
    ;[toTrunk, toPage] = [atTrunk.length, page.heard.length]
    await speakUntil(0, () => sequence % 20 === 0)
  }
  const stranger = createSocket('udp4').bind(0, '127.0.0.2')
  await once(stranger, 'listening')
  await speakUntil(0, () => sequence % 20 === 0)
  headset.connect({ address: '127.0.0.3', port: trunkPort, law: 0, keys: 101 }, true)
  stranger.send(
    writeRtp({ payloadType: 0, sequence: 1, timestamp: 1, source: 1, payload: Buffer.alloc(160) }),
    headset.port,
  )
  await speakUntil(0, () => sequence % 20 === 0)
  expect([atTrunk.length, page.heard.length]).toEqual([toTrunk, toPage])
  stranger.close()
})

it('a trunk that speaks the other form of G.711 is followed, and a page that is loaded anew goes on', async () => {
  headset.connect({ address: '127.0.0.1', port: trunkPort, law: 8, keys: null }, true)
  const heard = () => atTrunk.filter((rtp) => rtp.payloadType === 8).length
  await speakUntil(8, () => heard() > 3)
  await page.close()
  page = openPage((message) => headsets.hear('att_1', message), 'page-two')
  page.hello()
  const before = heard()
  await speakUntil(8, () => heard() > before + 3 && page.heard.length > 3)
  expect(new Set(atTrunk.map((rtp) => rtp.source)).size).toBe(1)
})

it('a headset of which nothing is heard is away', async () => {
  await vi.waitUntil(() => presence.at(-1) === false, { timeout: 10_000 })
})

it('when the process dies its headsets are gone, and the next one is carried by another process', async () => {
  await headsets.stop()
  expect(gone).toBe(1)
  const again = await opened('att_2')
  expect(again.port).toBeGreaterThan(0)
  again.close()
})
