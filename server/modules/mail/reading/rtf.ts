import { limits } from '../../../limits.ts'
import { decodeText } from './mime/decode-text.ts'

const prefilled =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'

/** RTF as Outlook packs it (MS-OXRTFCP): runs are copied out of the last 4,096 characters. */
export function unpackRtf(bytes: Buffer): string {
  if (bytes.length < 16) return ''
  const size = Math.min(bytes.readUInt32LE(4), limits.mailReading.textCharacters)
  if (bytes.readUInt32LE(8) === 0x414c454d) return bytes.toString('latin1', 16, 16 + size)
  const window = Buffer.alloc(4_096)
  let write = window.write(prefilled, 'latin1')
  const output: number[] = []
  const put = (byte: number) => {
    output.push(byte)
    window[write] = byte
    write = (write + 1) % 4_096
  }
  for (let at = 16; at < bytes.length && output.length < size; ) {
    const control = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0)
        continue
      }
      const reference = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      at += 2
      const offset = reference >> 4
      if (offset === write) return Buffer.from(output).toString('latin1')
      for (let more = 0; more < (reference & 15) + 2; more++) put(window[(offset + more) % 4_096] ?? 0)
    }
  }
  return Buffer.from(output).toString('latin1')
}

/** Groups whose content is not what the writer wrote. */
const silent = /^\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|header|footer|themedata|listtable|generator)/

/** The words of an RTF document: characters, paragraphs and tabs, nothing of its looks. */
export function rtfToText(rtf: string): string {
  const page = /\\ansicpg(\d+)/.exec(rtf)?.[1] ?? '1252'
  const tokens = /\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi
  let [text, depth, silentFrom] = ['', 0, Number.POSITIVE_INFINITY]
  for (const match of rtf.matchAll(tokens)) {
    const [all, hex, unicode, word, , sign, brace, plain] = match
    if (brace === '{') {
      depth++
      if (depth < silentFrom && silent.test(rtf.slice(match.index + 1, match.index + 20))) silentFrom = depth
    } else if (brace === '}') {
      depth--
      if (depth < silentFrom) silentFrom = Number.POSITIVE_INFINITY
    } else if (depth < silentFrom) {
      if (hex) text += decodeText(Buffer.from(hex, 'hex'), `windows-${page}`)
      else if (unicode) text += String.fromCharCode((Number(unicode) + 65_536) % 65_536)
      else if (word) text += word === 'par' || word === 'line' || word === 'row' ? '\n' : word === 'tab' ? '\t' : ''
      else if (sign) text += '\\{}'.includes(sign) ? sign : sign === '~' ? ' ' : ''
      else text += plain ?? (all.trim() && '')
    }
  }
  return text.replaceAll(/\n{3,}/g, '\n\n').trim()
}
