import { limits } from '../../../limits.ts'
import { SipSyntaxError } from './message.ts'

export interface Framer {
  /** What has become whole: messages, and the blank lines with which a phone asks whether the connection lives (RFC 5626). */
  add(chunk: Buffer): (Buffer | 'ping')[]
}

const blankLine = Buffer.from('\r\n')
const headEnd = '\r\n\r\n'

/** Cuts a stream into messages. Throws `SipSyntaxError` where the stream can no longer be understood. */
export function createFramer(): Framer {
  let rest: Buffer = Buffer.alloc(0)
  return {
    add(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const pieces: (Buffer | 'ping')[] = []
      for (let cut = nextPiece(rest); cut; cut = nextPiece(rest)) {
        if (cut.piece) pieces.push(cut.piece)
        rest = rest.subarray(cut.end)
      }
      return pieces
    },
  }
}

function nextPiece(bytes: Buffer): { piece?: Buffer | 'ping'; end: number } | undefined {
  if (bytes.length === 0) return undefined
  if (bytes.length >= 4 && bytes.indexOf(headEnd) === 0) return { piece: 'ping', end: 4 }
  if (bytes.subarray(0, 2).equals(blankLine)) return bytes.length < 4 ? undefined : { end: 2 }
  const end = bytes.indexOf(headEnd)
  if (end > limits.telephony.headBytes || (end < 0 && bytes.length > limits.telephony.headBytes))
    throw new SipSyntaxError('The head of a message is too long.')
  if (end < 0) return undefined
  const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,6})[ \t]*$/im.exec(bytes.toString('latin1', 0, end))?.[1]
  if (length === undefined) throw new SipSyntaxError('A message in a stream does not say how long it is.')
  const whole = end + headEnd.length + Number(length)
  if (whole > limits.telephony.messageBytes) throw new SipSyntaxError('A message is too long.')
  return bytes.length < whole ? undefined : { piece: bytes.subarray(0, whole), end: whole }
}
