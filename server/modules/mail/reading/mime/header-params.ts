import { decodeText } from './decode-text.ts'
import { decodeHeader } from './header-words.ts'

const longestHeader = 20_000

export interface ValueWithParams {
  /** What stands before the first semicolon, in lower case. */
  value: string
  params: Map<string, string>
}

/** A header such as Content-Type: a value and its parameters, with continuations and charsets of RFC 2231. */
export function readParams(raw: string, charset?: string): ValueWithParams {
  const [first = '', ...rest] = pieces(raw.slice(0, longestHeader))
  const params = new Map<string, string>()
  const parts = new Map<string, { order: number; text: string; isCoded: boolean }[]>()
  for (const piece of first.includes('=') ? [first, ...rest] : rest) {
    const [start = '', name = ''] = /^\s*([^\s=*]+(?:\*\d*\*?)?)\s*=/.exec(piece) ?? []
    if (name === '') continue
    const text = piece.slice(start.length).trim()
    const [, base = '', order, star] = /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(name.toLowerCase()) ?? []
    if (order === undefined && star === undefined) {
      if (!params.has(base)) params.set(base, decodeHeader(unquoted(text), charset).trim())
    } else {
      const list = parts.get(base) ?? []
      list.push({ order: Number(order ?? 0), text: unquoted(text), isCoded: star !== undefined })
      parts.set(base, list)
    }
  }
  for (const [name, list] of parts) params.set(name, joined(list, charset))
  return { value: first.includes('=') ? '' : first.trim().toLowerCase(), params }
}

function joined(list: { order: number; text: string; isCoded: boolean }[], charset: string | undefined): string {
  const sorted = list.toSorted((one, other) => one.order - other.order)
  const [, label, rest] = (sorted[0]?.isCoded && /^([^']*)'[^']*'([\s\S]*)$/.exec(sorted[0].text)) || []
  const bytes = sorted.map(({ text, isCoded }, at) => {
    const own = at === 0 && rest !== undefined ? rest : text
    return isCoded
      ? own.replaceAll(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : own
  })
  if (label === undefined) return decodeHeader(bytes.join(''), charset)
  return decodeText(Buffer.from(bytes.join(''), 'latin1'), label)
}

// At semicolons outside of quotation marks; comments in brackets are no part of it.
function pieces(raw: string): string[] {
  const found: string[] = []
  let [piece, isQuoted, depth] = ['', false, 0]
  for (let at = 0; at < raw.length; at++) {
    const sign = raw[at] ?? ''
    if (isQuoted && sign === '\\') {
      piece += sign + (raw[++at] ?? '')
      continue
    }
    if (sign === '"' && depth === 0) isQuoted = !isQuoted
    if (!isQuoted && sign === '(' && !piece.includes('=')) depth++
    if (depth > 0) {
      if (sign === ')') depth--
      continue
    }
    if (sign === ';' && !isQuoted) {
      found.push(piece)
      piece = ''
    } else piece += sign
  }
  return [...found, piece]
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  return text
    .slice(1)
    .replace(/"[^"]*$/, '')
    .replaceAll(/\\(["\\])/g, '$1')
}
