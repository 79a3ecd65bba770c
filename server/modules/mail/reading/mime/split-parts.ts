import { limits } from '../../../../limits.ts'
import { decodeTransfer } from './decode-transfer.ts'
import { readParams, type ValueWithParams } from './header-params.ts'
import { headerOf, readHeaders, type RawHeader } from './read-headers.ts'

/** A part of a mail as it came: a leaf with a coded body, or a multipart with parts of its own. */
export interface MimePart {
  headers: RawHeader[]
  /** Such as `text/plain`; parameters as declared. */
  type: string
  params: Map<string, string>
  disposition: string
  fileName: string
  /** Without angle brackets. */
  contentId: string
  encoding: string
  /** One character for each byte, still coded. Empty for a multipart. */
  body: string
  parts: MimePart[]
  /** Whether it is all that the mail has. */
  isWhole: boolean
}

/** Too many headers or parts, or too deep: such a mail is kept and shown as it is, and not taken apart. */
export class TooManyParts extends Error {}

/** Takes a whole mail apart. `text` has one character for each byte. Throws `TooManyParts`. */
export function splitParts(text: string): MimePart {
  const usual = text.includes('\n') ? text : text.replaceAll('\r', '\n')
  const begin = /^(?:\u00EF\u00BB\u00BF)?\s*/.exec(usual)?.[0].length ?? 0
  return readPart(usual.slice(begin), 'text/plain', 0, { headers: 0, parts: 0 })
}

function readPart(text: string, usualType: string, depth: number, count: { headers: number; parts: number }): MimePart {
  const { headers, bodyAt } = readHeaders(text)
  count.headers += headers.length
  count.parts++
  const { headers: mostHeaders, parts: mostParts, depth: mostDepth } = limits.mailReading
  if (count.headers > mostHeaders) throw new TooManyParts(`more than ${mostHeaders} headers`)
  if (count.parts > mostParts) throw new TooManyParts(`more than ${mostParts} parts`)
  if (depth > mostDepth) throw new TooManyParts(`parts more than ${mostDepth} deep`)
  const { type, params } = contentType(headers, usualType)
  const { value: disposition, params: more } = readParams(headerOf(headers, 'content-disposition') ?? '')
  const part: MimePart = {
    headers,
    type,
    params,
    disposition,
    fileName: more.get('filename') ?? more.get('name') ?? params.get('name') ?? params.get('filename') ?? '',
    contentId: (headerOf(headers, 'content-id') ?? '').replaceAll(/[<>\s\0]/g, ''),
    encoding: (headerOf(headers, 'content-transfer-encoding') ?? '')
      .replace(/[;(].*$/s, '')
      .trim()
      .toLowerCase(),
    body: text.slice(bodyAt),
    parts: [],
    isWhole: depth === 0,
  }
  if (!type.startsWith('multipart/')) return part
  const coded = part.encoding === 'base64' || part.encoding === 'quoted-printable'
  const bodies = multipartBodies(part.body, params.get('boundary'))
  if (bodies.length === 0 && coded)
    bodies.push(...multipartBodies(decodeTransfer(part.body, part.encoding).toString('latin1'), params.get('boundary')))
  // Says that it has parts, and has none: its words are what there is.
  if (bodies.length === 0) return { ...part, type: 'text/plain' }
  const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  return { ...part, body: '', parts: bodies.map((body) => readPart(body, inner, depth + 1, count)) }
}

function contentType(headers: RawHeader[], usualType: string): { type: string; params: ValueWithParams['params'] } {
  const { value, params } = readParams(headerOf(headers, 'content-type') ?? '')
  const [type] = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(value.slice(0, 200).replaceAll(/\s*\/\s*/g, '/')) ?? []
  if (type) return { type, params }
  if (value.startsWith('multipart')) return { type: 'multipart/mixed', params }
  if (value === '' || value.startsWith('text'))
    return { type: params.has('boundary') ? 'multipart/mixed' : usualType, params }
  return { type: 'application/octet-stream', params }
}

/** What stands between the lines of a boundary; a boundary that is not declared, or not the one in use, is looked for. */
function multipartBodies(body: string, boundary: string | undefined): string[] {
  const declared = boundary ? between(body, boundary) : []
  if (declared.length > 0) return declared
  const [, seen] = sniffed.exec(body.slice(0, limits.mailReading.headerCharacters)) ?? []
  return seen ? between(body, seen) : []
}

const sniffed =
  /(?:^|\n)--(?=[^\r\n]*[\w=])([^\r\n]{1,200}?)[ \t]*\r?\n(?:Content-[\w-]+[ \t]*:|[ \t]*\r?\n(?=[\s\S]*\n--\1(?:--)?[ \t]*(?:\r?\n|$)))/i

function between(body: string, boundary: string): string[] {
  const bodies: string[] = []
  const mark = `--${boundary}`
  let start = -1
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue
    const lineEnd = body.indexOf('\n', at)
    const tail = body.slice(at + mark.length, lineEnd === -1 ? body.length : lineEnd).trim()
    if (tail !== '' && tail !== '--') continue
    if (start !== -1) bodies.push(withoutLastBreak(body.slice(start, at)))
    start = lineEnd === -1 ? body.length : lineEnd + 1
    if (bodies.length > limits.mailReading.parts) throw new TooManyParts(`more than ${limits.mailReading.parts} parts`)
    if (tail === '--') return bodies
  }
  // The mail ends before its last boundary.
  if (start !== -1 && start < body.length) bodies.push(body.slice(start))
  return bodies
}

// The line break before a boundary belongs to the boundary.
function withoutLastBreak(text: string): string {
  return text.replace(/\r?\n$/, '')
}
