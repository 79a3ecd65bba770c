/** One packet of sound (RFC 3550, section 5.1), as far as it matters here. */
export interface Rtp {
  payloadType: number
  sequence: number
  timestamp: number
  source: number
  payload: Buffer
}

/** Reads a packet; undefined for what is none. */
export function readRtp(bytes: Buffer): Rtp | undefined {
  if (bytes.length < 12 || (bytes[0] ?? 0) >> 6 !== 2) return undefined
  const flags = bytes[0] ?? 0
  let start = 12 + 4 * (flags & 0x0f)
  if (flags & 0x10) {
    if (bytes.length < start + 4) return undefined
    start += 4 + 4 * bytes.readUInt16BE(start + 2)
  }
  const end = bytes.length - (flags & 0x20 ? (bytes.at(-1) ?? 0) : 0)
  if (start >= end) return undefined
  return {
    payloadType: (bytes[1] ?? 0) & 0x7f,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    source: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  }
}

export function writeRtp({ payloadType, sequence, timestamp, source, payload }: Rtp, isFirst = false): Buffer {
  const head = Buffer.alloc(12)
  head[0] = 0x80
  head[1] = payloadType | (isFirst ? 0x80 : 0)
  head.writeUInt16BE(sequence, 2)
  head.writeUInt32BE(timestamp, 4)
  head.writeUInt32BE(source, 8)
  return Buffer.concat([head, payload])
}

/** Samples of 20 ms, at the 8000 a second of G.711. */
export const frameSamples = 160
export const frameMs = 20

/** One way of a call, under numbers that go on whoever speaks: a page that was loaded anew, or the next phone of a network. */
export interface SoundWay {
  /** The same sound under our numbers; undefined for what comes after what was said later. */
  pass(heard: Rtp): Rtp | undefined
  /** What a key says in one of its packets; `timestamp` is that of its beginning. */
  key(payloadType: number, payload: Buffer, timestamp: number): Rtp
  /** When the next frame begins. */
  next(): number
}

/** @param start of the numbers, by chance so that nobody guesses them */
export function soundWay(start: { source: number; sequence: number; timestamp: number }): SoundWay {
  let sequence = start.sequence
  let timestamp = start.timestamp
  let from: { source: number; sequence: number; shift: number } | undefined
  const next = () => (timestamp + frameSamples) >>> 0
  const numbered = (payloadType: number, at: number, payload: Buffer): Rtp => {
    sequence = (sequence + 1) & 0xffff
    return { payloadType, sequence, timestamp: at, source: start.source, payload }
  }
  return {
    next,
    pass(heard) {
      if (from?.source !== heard.source)
        from = { source: heard.source, sequence: heard.sequence, shift: (next() - heard.timestamp) >>> 0 }
      else if (((heard.sequence - from.sequence) & 0xffff) > 0x7fff) return undefined
      from.sequence = heard.sequence
      timestamp = (heard.timestamp + from.shift) >>> 0
      return numbered(heard.payloadType, timestamp, heard.payload)
    },
    key: (payloadType, payload, at) => numbered(payloadType, at, payload),
  }
}

/** Names of the events 0–15 of RFC 4733, section 3.2. */
const keyNames = '0123456789*#ABCD'
const toneFrames = 5
const volume = 10

/** What is sent of a key, one after the other: it is pressed for 100 ms, and its end is said three times. */
export function keyPayloads(key: string): Buffer[] {
  const event = keyNames.indexOf(key)
  const payload = (frames: number, isEnd: boolean) => {
    const samples = frames * frameSamples
    return Buffer.from([event, (isEnd ? 0x80 : 0) | volume, samples >> 8, samples & 0xff])
  }
  const pressed = Array.from({ length: toneFrames }, (_, index) => payload(index + 1, false))
  return [...pressed, ...Array.from({ length: 3 }, () => payload(toneFrames, true))]
}
