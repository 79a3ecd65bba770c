import { isUtf8 } from 'node:buffer'
import { limits } from '../../../limits.ts'
import { readNdjson } from './read-ndjson.ts'
import { FileFault, type Row } from './row.ts'

const [quote, backslash, open, close, begin, end, newline, comma] = [...Buffer.from('"\\{}[]\n,')] as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]

/** Under which names other programs wrap their rows in one document. */
const wrappers = ['tickets', 'conversations', 'macros', 'data', 'results', 'saved_replies']

/**
 * Reads JSON however another program wrote it: one object on each line, objects over several lines, an array of them, or a document
 * that holds the array under a name such as `tickets`. Holds no more than one row. Where each row has a line of its own, a broken one is
 * reported by its line and the next one read; in a list the rows are counted instead.
 */
export async function* readDocuments(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row[]> {
  const { first, all } = await peek(chunks)
  if (isOnePerLine(first)) {
    yield* readNdjson(all)
    return
  }
  const scanner = createScanner()
  let count = 0
  for await (const chunk of all) {
    const rows = scanner.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    count += rows.length
    if (rows.length > 0) yield rows
  }
  const rest = scanner.rest()
  if (rest.length > 0) yield rest
  else if (count === 0 && !scanner.sawList())
    throw new FileFault(
      'wrong_format',
      `There is no list in this file. Send one object on each line, an array, or a document with ${wrappers.join(', ')}.`,
    )
}

// The first line alone says it: a whole object, and not a wrapper.
function isOnePerLine(first: Buffer): boolean {
  const lineEnd = first.indexOf(newline)
  const line = first
    .subarray(0, lineEnd === -1 ? undefined : lineEnd)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  if (line === '') return lineEnd === -1
  if (!line.startsWith('{')) return !line.startsWith('[')
  return (
    !new RegExp(
      `^\\{\\s*("(?:next_page|count|end_time|meta|object|type|pages)"|"(?:${wrappers.join('|')})"\\s*:\\s*\\[|$)`,
    ).test(line) || /^\{\s*"type"\s*:\s*"(conversation|macro)"/.test(line)
  )
}

async function peek(chunks: AsyncIterable<Uint8Array>): Promise<{ first: Buffer; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let first = Buffer.alloc(0)
  const seen: Uint8Array[] = []
  let done = false
  // White space at the start is small; one line may be in pieces.
  while (!done && first.length < 256) {
    const next = await iterator.next()
    if (next.done) done = true
    else {
      seen.push(next.value)
      first = Buffer.concat([first, next.value])
    }
  }
  async function* all() {
    yield* seen
    while (!done) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  }
  return { first, all: all() }
}

interface Scanner {
  take(chunk: Buffer): Row[]
  rest(): Row[]
  /** Whether there was a list at all, if an empty one. */
  sawList(): boolean
}

/** Finds the objects of the list by counting brackets outside of quotes; what stands around the list is passed over. */
function createScanner(): Scanner {
  let [number, depth, rowDepth] = [0, 0, -1]
  let [inText, escaped, found, saw] = [false, false, false, false]
  let parts: Buffer[] = []
  let size = 0
  let key = Buffer.alloc(0)
  let lastKey = ''
  const keep = (bytes: Buffer) => {
    size += bytes.length
    if (size <= limits.imports.rowBytes) parts.push(bytes)
    else parts = []
  }
  const finish = (): Row => {
    const whole = size > limits.imports.rowBytes ? undefined : Buffer.concat(parts)
    const bytes = size
    parts = []
    size = 0
    return { line: number, bytes, ...contentOf(whole) }
  }
  return {
    sawList: () => saw,
    take(chunk) {
      const rows: Row[] = []
      let start = rowDepth === -1 ? -1 : 0
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] as number
        if (inText) {
          if (escaped) escaped = false
          else if (byte === backslash) escaped = true
          else if (byte === quote) {
            inText = false
            lastKey = key.toString('utf8')
          } else if (rowDepth === -1 && depth === 1 && key.length < 40) key = Buffer.concat([key, Buffer.from([byte])])
          continue
        }
        if (byte === quote) {
          inText = true
          key = Buffer.alloc(0)
        } else if (byte === comma && depth === 1) lastKey = ''
        else if (byte === begin) {
          if (rowDepth === -1 && (depth === 0 || (depth === 1 && wrappers.includes(lastKey)))) found = saw = true
          depth++
        } else if (byte === end) {
          depth--
          if (rowDepth === -1 && depth <= 1) found = false
        } else if (byte === open) {
          if (rowDepth === -1 && found) {
            rowDepth = depth
            number++
            start = at
          }
          depth++
        } else if (byte === close) {
          depth--
          if (rowDepth === depth && rowDepth !== -1) {
            keep(chunk.subarray(start, at + 1))
            rows.push(finish())
            rowDepth = -1
            start = -1
          }
        }
      }
      if (rowDepth !== -1) keep(chunk.subarray(Math.max(0, start)))
      return rows
    },
    rest() {
      if (rowDepth === -1 && depth === 0) return []
      const problem = {
        code: 'row_incomplete',
        message: 'The file ends in the middle of this row. Send it again: rows that are there already do not change.',
      }
      return [{ line: rowDepth === -1 ? number + 1 : number, bytes: size, problem }]
    },
  }
}

function contentOf(bytes: Buffer | undefined): { value: unknown } | { problem: { code: string; message: string } } {
  if (bytes === undefined)
    return {
      problem: { code: 'line_too_long', message: `This row is longer than ${limits.imports.rowBytes / 1_000_000} MB.` },
    }
  if (!isUtf8(bytes)) return { problem: { code: 'invalid_utf8', message: 'This row is not valid UTF-8.' } }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isStorable(value)
      ? { value }
      : {
          problem: {
            code: 'invalid_character',
            message:
              'This row has a null character or half of a character in it, which no text can hold. Leave it out.',
          },
        }
  } catch {
    return { problem: { code: 'invalid_json', message: 'This row is not valid JSON.' } }
  }
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner))
}

/** Desks export JSON; a table cannot hold a conversation. */
export function refuseCsv(): AsyncGenerator<Row[]> {
  throw new FileFault('wrong_format', 'Conversations and macros come as JSON. Send the export as application/json.')
}
