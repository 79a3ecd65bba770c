import { decodeText, isMostlyUtf8 } from './decode-text.ts'
import { base64, quotedPrintable } from './decode-transfer.ts'

/** Encoded words of RFC 2047, side by side as one, as lenient as mail programs have to be. */
export const encodedWords =
  /=\?[\w.:+-]+(?:\*[\w-]*)?\?(?:[qQ]\?[^?]{0,1000}(?:\?(?!=)[^?]{0,1000}){0,20}|[bB]\?[^?]{0,5000})\?=(?:\s*=\?[\w.:+-]+(?:\*[\w-]*)?\?(?:[qQ]\?[^?]{0,1000}(?:\?(?!=)[^?]{0,1000}){0,20}|[bB]\?[^?]{0,5000})\?=)*/g

const oneWord = /=\?([\w.:+-]+)(?:\*[\w-]*)?\?([qQbB])\?(.*?)\?=(?=\s*=\?|\s*$)/gs

/**
 * A header's value in words. `value` has one character for each byte.
 * @param charset of the mail's text, for bytes above ASCII that stand there unencoded
 */
export function decodeHeader(value: string, charset?: string): string {
  let result = ''
  let from = 0
  for (const match of value.matchAll(encodedWords)) {
    result += plain(value.slice(from, match.index), charset) + decodeWords(match[0], charset)
    from = match.index + match[0].length
  }
  return (result + plain(value.slice(from), charset)).replaceAll('\0', '')
}

function plain(text: string, charset: string | undefined): string {
  if (!/[\u0080-\u00FF]/.test(text) && !text.includes('\u001B')) return text
  const bytes = Buffer.from(text, 'latin1')
  return decodeText(bytes, isMostlyUtf8(bytes) ? undefined : charset)
}

interface Word {
  charset: string
  bytes: Buffer
}

// Neighbors of one charset are put together as bytes: some programs cut in the middle of a character.
function decodeWords(run: string, charset: string | undefined): string {
  const words: Word[] = []
  let last: { charset: string; coded: string } | undefined
  for (const [, label = '', encoding = '', coded = ''] of run.matchAll(oneWord)) {
    const name = label.toLowerCase()
    const isBase64 = encoding.toLowerCase() === 'b'
    if (isBase64 && /[\u0080-\u00FF]/.test(coded)) {
      words.push({ charset: '', bytes: Buffer.from(plain(coded, charset), 'utf8') })
      last = undefined
      continue
    }
    const before = words.at(-1)
    // Base64 that was cut at any character, and not after four.
    if (isBase64 && before && last?.charset === name && last.coded.length % 4 > 0 && !last.coded.includes('=')) {
      last = { charset: name, coded: last.coded + coded }
      before.bytes = base64(last.coded)
      continue
    }
    const bytes = isBase64 ? base64(coded) : Buffer.from(quotedPrintable(coded.replaceAll('_', ' ')), 'latin1')
    if (before?.charset === name && before.charset !== 'iso-2022-jp')
      before.bytes = Buffer.concat([before.bytes, bytes])
    else words.push({ charset: name, bytes })
    last = isBase64 ? { charset: name, coded } : undefined
  }
  return words.map(({ charset: label, bytes }) => decodeText(bytes, label || 'utf-8')).join('')
}
