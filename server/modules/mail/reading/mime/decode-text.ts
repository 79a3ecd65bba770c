/**
 * The words of some bytes. A label that is unknown, missing or plainly wrong is replaced by the best guess; nothing is ever
 * refused. Labels are read as browsers read them: iso-8859-1 is windows-1252, gb2312 is the larger gb18030.
 */
export function decodeText(bytes: Buffer, label?: string): string {
  return decoded(bytes, label).replaceAll('\0', '')
}

function decoded(bytes: Buffer, label: string | undefined): string {
  const charset = charsetOf(label)
  if (charset === 'utf-7') return utf7(bytes.toString('latin1'))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoderOf('utf-8').decode(bytes)
  if (charset === 'utf-8' && isUtf8(bytes)) return decoderOf('utf-8').decode(bytes)
  if (charset === 'utf-8' && highBytesStandAlone(bytes)) return decoderOf('windows-1252').decode(bytes)
  if (charset?.startsWith('utf-16')) return decoderOf(utf16Order(bytes, charset)).decode(bytes)
  if (charset === undefined) return guessed(bytes)
  const text = decoderOf(charset).decode(bytes)
  // What the label says is not what it is.
  return text.includes('\uFFFD') && isUtf8(bytes) ? decoderOf('utf-8').decode(bytes) : text
}

/** What a label means, or undefined where it says nothing about bytes above ASCII. */
function charsetOf(label: string | undefined): string | undefined {
  const name = /[\w.:+-]+/.exec(label ?? '')?.[0].toLowerCase() ?? ''
  const known = aliases.get(name) ?? name
  if (known === '' || known === 'us-ascii') return undefined
  if (known === 'utf-7') return known
  try {
    return new TextDecoder(known).encoding
  } catch {
    return undefined
  }
}

const aliases = new Map<string, string>([
  ...['us-ascii', 'ascii', 'ansi_x3.4-1968', '7bit', '8bit', 'unknown-8bit', 'x-unknown', 'unknown', 'default'].map(
    (name) => [name, 'us-ascii'] as const,
  ),
  ...['unicode-1-1-utf-7', 'x-unicode-2-0-utf-7', 'utf7', 'csutf7'].map((name) => [name, 'utf-7'] as const),
  ...['gb2312', 'gb_2312-80', 'gbk', 'x-gbk', 'cp936', 'ms936', 'windows-936', 'euc-cn', 'x-euc-cn', 'gb_2312'].map(
    (name) => [name, 'gb18030'] as const,
  ),
  ...['utf-8-sig', 'utf_8', 'utf-8mb4', 'cp65001', 'x-utf-8'].map((name) => [name, 'utf-8'] as const),
  ...['latin-1', '8859-1', 'iso-8859', 'ansi', 'win-1252', 'x-cp1252'].map((name) => [name, 'windows-1252'] as const),
  ...['cp932', 'ms932', 'sjis', 'windows-932', 'shift-jis'].map((name) => [name, 'shift_jis'] as const),
  ...['cp50220', 'cp50221', 'iso-2022-jp-ms', 'iso-2022-jp-1', 'iso-2022-jp-2', 'jis'].map(
    (name) => [name, 'iso-2022-jp'] as const,
  ),
  ...['ms949', 'cp949', 'uhc'].map((name) => [name, 'euc-kr'] as const),
  ...['cp950', 'ms950', 'windows-950'].map((name) => [name, 'big5'] as const),
  ['iso-8859-8-e', 'iso-8859-8'],
  ['cp866', 'ibm866'],
])

const decoders = new Map<string, TextDecoder>()

function decoderOf(charset: string): TextDecoder {
  const known = decoders.get(charset) ?? new TextDecoder(charset)
  decoders.set(charset, known)
  return known
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

function guessed(bytes: Buffer): string {
  if (isUtf8(bytes)) return decoderOf(bytes.includes('\u001b$') ? 'iso-2022-jp' : 'utf-8').decode(bytes)
  return isMostlyUtf8(bytes) ? mixed(bytes) : decoderOf('windows-1252').decode(bytes)
}

const utf8Sequence =
  /[\u00C2-\u00DF][\u0080-\u00BF]|[\u00E0-\u00EF][\u0080-\u00BF]{2}|[\u00F0-\u00F4][\u0080-\u00BF]{3}/g

/** Whether most of what is not ASCII is UTF-8, such as a text that was cut in the middle of a character. */
export function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const high = text.match(/[\u0080-\u00FF]/g)?.length ?? 0
  return (text.match(utf8Sequence) ?? []).join('').length * 2 > high
}

// What is UTF-8 is read so, and the rest as western letters.
function mixed(bytes: Buffer): string {
  const western = (text: string) => decoderOf('windows-1252').decode(Buffer.from(text, 'latin1'))
  let [result, from] = ['', 0]
  const text = bytes.toString('latin1')
  for (const { 0: sequence, index } of text.matchAll(utf8Sequence)) {
    result += western(text.slice(from, index)) + decoderOf('utf-8').decode(Buffer.from(sequence, 'latin1'))
    from = index + sequence.length
  }
  return result + western(text.slice(from))
}

/** A text in some western charset that calls itself UTF-8: no lead byte is followed by what would have to follow it. */
function highBytesStandAlone(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length - 1; at++)
    if ((bytes[at] ?? 0) >= 0xc2 && ((bytes[at + 1] ?? 0) & 0xc0) === 0x80) return false
  return true
}

// Without a mark at its beginning: the zero bytes of Latin letters tell the order.
function utf16Order(bytes: Buffer, charset: string): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  let zeros = 0
  for (let at = 0; at < Math.min(bytes.length, 200); at++) if (bytes[at] === 0) zeros += at % 2 === 0 ? 1 : -1
  return zeros > 0 ? 'utf-16be' : zeros < 0 ? 'utf-16le' : charset
}

/** RFC 2152: `+…-` holds UTF-16 in base64, `+-` is a plus. */
function utf7(text: string): string {
  return text.replaceAll(/\+([A-Za-z0-9+/]*)-?/g, (_all, coded: string) => {
    if (coded === '') return '+'
    const bytes = Buffer.from(coded, 'base64')
    return new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  })
}
