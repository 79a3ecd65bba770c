import { limits } from '../../../limits.ts'

/** In the order in which they stand; names as RFC 3261 spells them; lists of values taken apart, one entry for each. */
export type SipHeaders = [name: string, value: string][]

export interface SipRequest {
  method: string
  uri: string
  headers: SipHeaders
  body: Buffer
}

export interface SipResponse {
  status: number
  reason: string
  headers: SipHeaders
  body: Buffer
}

export type SipMessage = SipRequest | SipResponse

/** Bytes that are not a SIP message, or more than we take. */
export class SipSyntaxError extends Error {}

/**
 * Reads one message (RFC 3261, section 7): strictly, because whatever two readers understand differently is how one is fooled.
 * Throws `SipSyntaxError`.
 */
export function parseMessage(bytes: Buffer): SipMessage {
  if (bytes.length > limits.telephony.messageBytes) fail('the message is too long')
  const start = skipBlankLines(bytes)
  const end = bytes.indexOf('\r\n\r\n', start)
  if (end < 0 || end - start > limits.telephony.headBytes) fail('the head has no end')
  const lines = unfold(decode(bytes.subarray(start, end))).split('\r\n')
  const headers = readHeaders(lines.slice(1))
  const body = bodyOf(bytes.subarray(end + 4), headers)
  const message = { ...readStartLine(lines[0] ?? ''), headers: withoutLength(headers), body }
  checkMandatory(message)
  return message
}

/** The bytes of a message. Throws where a value would break out of its line. */
export function serializeMessage(message: SipMessage): Buffer {
  const first = isRequest(message)
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`
  const lines = [first, ...message.headers.map(([name, value]) => `${name}: ${value}`)]
  if (lines.some((line) => forbidden.test(line))) throw new SipSyntaxError('a value holds a line break')
  return Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\nContent-Length: ${message.body.length}\r\n\r\n`),
    message.body,
  ])
}

export function isRequest(message: SipMessage): message is SipRequest {
  return 'method' in message
}

/** The first value of a header; undefined when there is none. */
export function headerOf(message: { headers: SipHeaders }, name: string): string | undefined {
  return message.headers.find(([found]) => found === name)?.[1]
}

/** The first value of a header that parsing has made sure of. */
export function needHeader(message: { headers: SipHeaders }, name: string): string {
  return headerOf(message, name) ?? fail(`${name} is missing`)
}

export function headersOf(message: { headers: SipHeaders }, name: string): string[] {
  return message.headers.filter(([found]) => found === name).map(([, value]) => value)
}

/** The headers with one set instead of all of its name; undefined takes it out. */
export function withHeader(headers: SipHeaders, name: string, value: string | undefined): SipHeaders {
  const others = headers.filter(([found]) => found !== name)
  return value === undefined ? others : [...others, [name, value]]
}

export function cseqOf(message: { headers: SipHeaders }): { number: number; method: string } {
  const found = /^(\d{1,10})[ \t]+(\S+)$/.exec(needHeader(message, 'CSeq'))
  const number = Number(found?.[1])
  if (!found?.[2] || number >= 2 ** 31) fail('CSeq is not one')
  return { number, method: found[2] }
}

const token = /^[A-Za-z0-9\-.!%*_+`'~]+$/
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbidden = /[\0-\x08\x0a-\x1f\x7f]/

const compact: Record<string, string> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
}

const spelled =
  'Accept Allow Authentication-Info Authorization CSeq Expires Max-Forwards Min-Expires Min-SE Proxy-Authenticate ' +
  'Proxy-Authorization Proxy-Require RAck Reason Record-Route Require Retry-After Route RSeq Server Unsupported User-Agent ' +
  'WWW-Authenticate'
const names = new Map(
  [...Object.values(compact), ...spelled.split(' ')].map((name) => [name.toLowerCase(), name] as const),
)

const lists = new Set(
  'Accept Allow Allow-Events Contact Proxy-Require Record-Route Require Route Supported Unsupported Via'.split(' '),
)

const single = ['From', 'To', 'Call-ID', 'CSeq'] as const

function skipBlankLines(bytes: Buffer): number {
  let start = 0
  while (bytes[start] === 13 && bytes[start + 1] === 10) start += 2
  return start
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return fail('the head is not UTF-8')
  }
}

function unfold(head: string): string {
  return head.replace(/\r\n[ \t]+/g, ' ')
}

function readStartLine(line: string): { method: string; uri: string } | { status: number; reason: string } {
  if (forbidden.test(line)) fail('the first line holds a control character')
  const response = /^SIP\/2\.0 ([1-6]\d\d) (.*)$/i.exec(line)
  if (response) return { status: Number(response[1]), reason: response[2] ?? '' }
  const [method = '', uri = '', version = '', ...more] = line.split(' ')
  if (more.length > 0 || !token.test(method) || !/^SIP\/2\.0$/i.test(version)) fail('the first line is neither')
  if (!/^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(uri)) fail('the address of the request is not one')
  return { method, uri }
}

function readHeaders(lines: string[]): SipHeaders {
  const headers = lines.flatMap((line): SipHeaders => {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trimEnd()
    if (!token.test(name) || forbidden.test(line)) fail('a line is no header')
    const known = canonical(name)
    const value = line.slice(colon + 1).trim()
    if (!lists.has(known)) return [[known, value]]
    return splitList(value).map((part) => [known, part])
  })
  if (headers.length > limits.telephony.headers) fail('there are too many headers')
  return headers
}

function canonical(name: string): string {
  const lower = name.toLowerCase()
  return compact[lower] ?? names.get(lower) ?? name
}

/** Parts between commas that stand outside of quotes and angle brackets. */
export function splitList(text: string, separator = ','): string[] {
  const parts: string[] = []
  let isQuoted = false
  let isAngled = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted && sign === '\\') at++
    else if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '<') isAngled = true
    else if (sign === '>') isAngled = false
    else if (sign === separator && !isAngled) {
      parts.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  if (isQuoted || isAngled) fail('a quote or bracket is never closed')
  parts.push(text.slice(from).trim())
  return parts.filter((part) => part !== '')
}

function bodyOf(rest: Buffer, headers: SipHeaders): Buffer {
  const lengths = headersOf({ headers }, 'Content-Length')
  if (lengths.length === 0) return rest
  const [length = ''] = lengths
  if (!/^\d{1,6}$/.test(length) || lengths.some((other) => other !== length)) fail('the length is not one')
  if (Number(length) > rest.length) fail('the body is cut off')
  return rest.subarray(0, Number(length))
}

function withoutLength(headers: SipHeaders): SipHeaders {
  return headers.filter(([name]) => name !== 'Content-Length')
}

function checkMandatory(message: SipMessage): void {
  for (const name of single) if (headersOf(message, name).length !== 1) fail(`there is not one ${name}`)
  needHeader(message, 'Via')
  const { method } = cseqOf(message)
  if (isRequest(message) && message.method !== method) fail('CSeq is about another method')
  if (!/^[^\s<>",;]+$/.test(needHeader(message, 'Call-ID'))) fail('Call-ID is not one')
}

function fail(what: string): never {
  throw new SipSyntaxError(`Not a SIP message: ${what}.`)
}
