import { isIPv6 } from 'node:net'

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

export interface AudioMedia {
  address: string
  port: number
  direction: Direction
  /** Payload types, the preferred one first. */
  formats: string[]
}

/** Where and how the first audio stream of a description is sent; undefined when it has none or is not one. */
export function audioOf(sdp: string): AudioMedia | undefined {
  const { session, media } = parts(sdp)
  const audio = media.find((lines) => lines[0]?.startsWith('m=audio '))
  const found = /^m=audio (\d{1,5})(?:\/\d+)? \S+ (.+)$/.exec(audio?.[0] ?? '')
  if (!audio || !found) return undefined
  const address = addressIn(audio) ?? addressIn(session)
  if (address === undefined) return undefined
  const written = directionIn(audio) ?? directionIn(session) ?? 'sendrecv'
  // The way of RFC 2543 to put somebody on hold.
  const direction = nowhere.has(address) ? (written === 'sendrecv' ? 'sendonly' : written) : written
  return { address, port: Number(found[1]), direction, formats: (found[2] ?? '').trim().split(/\s+/) }
}

/** The payload type under which keys are taken (RFC 4733); null where they are not. */
export function keysFormatOf(sdp: string): number | null {
  const found = /^a=rtpmap:(\d{1,3}) telephone-event\/8000\s*$/im.exec(sdp)
  return found ? Number(found[1]) : null
}

/** Whether sound goes to the same place and in the same directions by both descriptions. */
export function isSameMedia(one: string, other: string): boolean {
  const [a, b] = [audioOf(one), audioOf(other)]
  if (!a || !b) return a === b
  return a.address === b.address && a.port === b.port && a.direction === b.direction
}

/** Whether it says that sound is not wanted anywhere. */
export function isUnspecified(sdp: string): boolean {
  return nowhere.has(audioOf(sdp)?.address ?? '0.0.0.0')
}

/** The same description with every stream in this direction. */
export function withDirection(sdp: string, direction: Direction): string {
  const { session, media } = parts(sdp)
  const kept = (lines: string[]) => lines.filter((line) => !directionLine.test(line))
  return join([kept(session), ...media.map((lines) => [...kept(lines), `a=${direction}`])])
}

/**
 * Takes an offer and lets nothing flow: the first form of each stream, no address, inactive. A phone that gets it waits without a
 * sound, and no timer runs (RFC 3725, flow IV).
 */
export function silentAnswer(offer: string): string {
  const { session, media } = parts(offer)
  const version = session.some((line) => line.startsWith('c=IN IP6 ')) ? 'IN IP6 ::' : 'IN IP4 0.0.0.0'
  const head = ['v=0', 'o=- 0 0 IN IP4 0.0.0.0', 's=-', `c=${version}`, 't=0 0']
  const answers = media.map((lines) => {
    const [kind = '', , profile = '', format = '0'] = (lines[0] ?? '').split(' ')
    const port = kind === 'm=audio' ? 9 : 0
    const described = lines.filter((line) => line.startsWith(`a=rtpmap:${format} `))
    return [`${kind} ${port} ${profile} ${format}`, ...described, 'a=inactive']
  })
  return join([head, ...answers])
}

/**
 * The description of one phone as told to the other, under the session that we have with it: within a dialog only the version of
 * `o=` may change (RFC 3264, section 8), whoever's description it was.
 */
export function underSession(sdp: string, session: { id: number; version: number; address: string }): string {
  const origin = `o=- ${session.id} ${session.version} IN ${isIPv6(session.address) ? 'IP6' : 'IP4'} ${session.address}`
  return join([linesOf(sdp).map((line) => (line.startsWith('o=') ? origin : line))])
}

const nowhere = new Set(['0.0.0.0', '::'])
const directionLine = /^a=(sendrecv|sendonly|recvonly|inactive)$/

function linesOf(sdp: string): string[] {
  return sdp.split(/\r?\n/).filter((line) => line !== '')
}

function parts(sdp: string): { session: string[]; media: string[][] } {
  const session: string[] = []
  const media: string[][] = []
  for (const line of linesOf(sdp)) {
    if (line.startsWith('m=')) media.push([line])
    else (media.at(-1) ?? session).push(line)
  }
  return { session, media }
}

function join(blocks: string[][]): string {
  return `${blocks.flat().join('\r\n')}\r\n`
}

function addressIn(lines: string[]): string | undefined {
  return lines.map((line) => /^c=IN IP[46] ([^\s/]+)/.exec(line)?.[1]).find((address) => address !== undefined)
}

function directionIn(lines: string[]): Direction | undefined {
  return lines.map((line) => directionLine.exec(line)?.[1] as Direction | undefined).find(Boolean)
}
