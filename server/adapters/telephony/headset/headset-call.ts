import { randomInt, randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift'
import { limits } from '../../../limits.ts'
import type { Law, MediaPlace, PageMessage, TrunkEnd } from './messages.ts'
import { frameMs, keyPayloads, readRtp, type Rtp, soundWay, writeRtp } from './rtp.ts'

export interface HeadsetCall {
  hear(said: PageMessage): void
  connect(trunk: TrunkEnd, flows: boolean): void
  press(keys: string): void
  close(): void
}

export interface HeadsetHandlers {
  say(message: PageMessage): void
  there(isThere: boolean): void
}

/** One connection with one page. A page that needs another one is greeted by a new name, and begins anew. */
interface Meeting {
  name: string
  page: string
  connection: RTCPeerConnection
  speak(sound: Buffer): void
  offered?: string
  answer?: PageMessage
}

const { quietMs } = limits.headsets

/**
 * Carries the sound of one call between a page (WebRTC) and a trunk (RTP), as it is: both speak the same form of G.711, and nothing is
 * transcoded. Sound is taken from the address only that the trunk has named.
 */
export function openHeadsetCall(place: MediaPlace, socket: Socket, handlers: HeadsetHandlers): HeadsetCall {
  let law: Law = 0
  let trunk: TrunkEnd | undefined
  let flows = false
  let meeting: Meeting | undefined
  let isThere = false
  let heardAt = 0
  let isPressing = false
  const toTrunk = newWay()
  const toPage = newWay()
  const pressed: string[] = []

  const looking = setInterval(() => {
    if (isThere && performance.now() - heardAt > quietMs) handlers.there((isThere = false))
  }, quietMs / 4)

  const send = (packet: Rtp, isFirst = false) => {
    if (trunk && flows) socket.send(writeRtp(packet, isFirst), trunk.port, trunk.address)
  }

  socket.on('message', (bytes: Buffer, from) => {
    if (!trunk || !flows || from.address !== trunk.address) return
    const heard = readRtp(bytes)
    const passed = heard?.payloadType === law ? toPage.pass(heard) : undefined
    if (passed) meeting?.speak(writeRtp(passed))
  })
  // A port of the trunk that is closed already.
  socket.on('error', () => {})

  const heardFrom = (page: Meeting, heard: Rtp) => {
    if (page !== meeting || heard.payloadType !== law) return
    heardAt = performance.now()
    if (!isThere) handlers.there((isThere = true))
    const passed = toTrunk.pass(heard)
    if (passed && !isPressing) send(passed)
  }

  const meet = (page: string) => {
    void meeting?.connection.close()
    const connection = new RTCPeerConnection({
      codecs: {
        audio: [
          new RTCRtpCodecParameters({
            mimeType: law === 0 ? 'audio/PCMU' : 'audio/PCMA',
            clockRate: 8_000,
            channels: 1,
            payloadType: law,
          }),
        ],
      },
      iceServers: [],
      iceUseIpv6: place.bind.includes(':'),
      iceUseIpv4: !place.bind.includes(':'),
      iceUseTcp: false,
      iceInterfaceAddresses: place.bind.includes(':') ? { udp6: place.bind } : { udp4: place.bind },
      iceAdditionalHostAddresses: [place.announced],
      icePortRange: [halfOf(place), place.ports.to],
    })
    const { sender } = connection.addTransceiver('audio', { direction: 'sendrecv' })
    const met: Meeting = {
      name: randomUUID(),
      page,
      connection,
      speak: (sound) => void sender.sendRtp(sound).catch(() => {}),
    }
    connection.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ header, payload }) =>
        heardFrom(met, {
          payloadType: header.payloadType,
          sequence: header.sequenceNumber,
          timestamp: header.timestamp,
          source: header.ssrc,
          payload,
        }),
      )
    })
    meeting = met
    greet(met)
  }

  const greet = ({ name, page }: Meeting) => handlers.say({ from: name, to: page, hello: true })

  const take = async (met: Meeting, { description, candidates = [] }: PageMessage) => {
    const { connection } = met
    if (description?.type === 'offer') {
      const sdp = description.sdp ?? ''
      // Said again: the answer got lost.
      if (met.answer && met.offered === credentialOf(sdp)) return handlers.say(met.answer)
      // Another way is looked for, or the connection broke: a new one is quicker than to mend it.
      if (met.offered !== undefined) return meet(met.page)
      met.offered = credentialOf(sdp)
      await connection.setRemoteDescription({ type: 'offer', sdp: withoutNames(sdp) })
      await oneByOne(async () => void (await connection.setLocalDescription(await connection.createAnswer())))
      const answer = onlyFrom(place, connection.localDescription?.sdp ?? '')
      met.answer = { from: met.name, to: met.page, description: { type: 'answer', sdp: answer } }
      if (met === meeting) handlers.say(met.answer)
    }
    for (const each of candidates)
      if (each.candidate && !isNamed(each.candidate))
        await connection
          .addIceCandidate({
            candidate: each.candidate,
            sdpMid: each.sdpMid ?? undefined,
            sdpMLineIndex: each.sdpMLineIndex ?? undefined,
          })
          .catch(() => {})
  }

  const pressNext = () => {
    const key = pressed.shift()
    const type = trunk?.keys
    if (key === undefined || type === null || type === undefined) {
      pressed.length = 0
      isPressing = false
      return
    }
    isPressing = true
    const at = toTrunk.next()
    const payloads = keyPayloads(key)
    let count = 0
    const sending = setInterval(() => {
      const payload = payloads[count]
      if (payload) send(toTrunk.key(type, payload, at), count === 0)
      if (++count < payloads.length + pauseFrames) return
      clearInterval(sending)
      pressNext()
    }, frameMs)
  }

  return {
    hear(said) {
      if (said.to !== undefined && said.to !== meeting?.name) return
      if (!said.hello) return void (meeting && take(meeting, said).catch(() => {}))
      // A page that says it again before it has offered anything has not heard us.
      if (meeting?.page === said.from && meeting.offered === undefined) greet(meeting)
      else meet(said.from)
    },
    connect(next, isFlowing) {
      trunk = next
      flows = isFlowing
      if (next.law === law) return
      law = next.law
      if (meeting) meet(meeting.page)
    },
    press(keys) {
      pressed.push(...keys)
      if (!isPressing) pressNext()
    },
    close() {
      clearInterval(looking)
      pressed.length = 0
      void meeting?.connection.close()
      meeting = undefined
      socket.close()
    },
  }
}

const pauseFrames = 4

let turn = Promise.resolve()

/** The library looks for a free port before it takes it: two at once would want the same one. */
async function oneByOne(act: () => Promise<void>): Promise<void> {
  const mine = turn.then(act)
  turn = mine.catch(() => {})
  await mine
}

/** A socket on the first free even port of the half for telephones; undefined when none is left. */
export async function openPort({ bind, ports }: MediaPlace, taken: Set<number>): Promise<Socket | undefined> {
  const last = halfOf({ ports })
  for (let port = ports.from + (ports.from % 2); port < last; port += 2) {
    if (taken.has(port)) continue
    taken.add(port)
    const socket = await tryPort(bind, port)
    if (socket) return socket.once('close', () => taken.delete(port))
    taken.delete(port)
  }
  return undefined
}

function tryPort(address: string, port: number): Promise<Socket | undefined> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(undefined)
    })
    socket.bind(port, address, () => resolve(socket.removeAllListeners('error')))
  })
}

function halfOf({ ports }: Pick<MediaPlace, 'ports'>): number {
  return Math.ceil((ports.from + ports.to) / 2)
}

function newWay() {
  return soundWay({ source: randomInt(2 ** 32), sequence: randomInt(2 ** 16), timestamp: randomInt(2 ** 32) })
}

/** What tells two ways of one page from each other. */
function credentialOf(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? ''
}

/** Browsers hide addresses behind names that are known to their own network only; they come to us by themselves. */
function isNamed(candidate: string): boolean {
  return /\.local\b/.test(candidate)
}

const withoutNames = (sdp: string) => keepingCandidates(sdp, (line) => !isNamed(line))

/** Other addresses of this machine are not listened on. */
const onlyFrom = ({ bind, announced }: MediaPlace, sdp: string) =>
  keepingCandidates(sdp, (line) => [bind, announced].includes(line.split(' ')[4] ?? ''))

function keepingCandidates(sdp: string, isKept: (line: string) => boolean): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || isKept(line))
    .join('\r\n')
}
