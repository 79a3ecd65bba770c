import { isUtf8 } from 'node:buffer'
import { limits } from '../../../limits.ts'
import { FileFault, type RowProblem } from './row.ts'

/** One line without its end. `ended` is false for what stands behind the last line end of the file. */
export type Line = { line: number; bytes: number; ended: boolean } & ({ text: string } | { problem: RowProblem })

/**
 * Cuts a stream of bytes into lines of UTF-8 text, a few at a time, holding no more than one line. A byte order mark and
 * carriage returns are taken off; a line that is too long or not UTF-8 is reported in its place. When the stream breaks
 * off, what had come of the last line is given out before the error.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const cutter = lineCutter()
  try {
    for await (const chunk of chunks) {
      const lines = cutter.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      if (lines.length > 0) yield lines
    }
  } catch (error) {
    yield cutter.rest()
    throw error
  }
  yield cutter.rest()
}

interface LineCutter {
  take(chunk: Buffer): Line[]
  rest(): Line[]
}

function lineCutter(): LineCutter {
  let parts: Buffer[] = []
  let size = 0
  let line = 1
  const hold = (part: Buffer) => {
    // Of a line that is too long only the length is kept.
    size += part.length
    if (size <= limits.imports.rowBytes) parts.push(part)
    else parts = []
  }
  const finish = (ended: boolean): Line => {
    const bytes = size
    const whole =
      size > limits.imports.rowBytes ? undefined : parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    parts = []
    size = 0
    return { line: line++, bytes, ended, ...contentOf(whole, line === 2) }
  }
  return {
    take(chunk) {
      if (line === 1 && size === 0) refuseOtherEncodings(chunk)
      const lines: Line[] = []
      let start = 0
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        hold(chunk.subarray(start, end))
        lines.push(finish(true))
        start = end + 1
      }
      if (start < chunk.length) hold(chunk.subarray(start))
      return lines
    },
    rest: () => (size > 0 ? [finish(false)] : []),
  }
}

function contentOf(line: Buffer | undefined, isFirst: boolean): { text: string } | { problem: RowProblem } {
  if (line === undefined) {
    const megabytes = limits.imports.rowBytes / 1_000_000
    return {
      problem: {
        code: 'line_too_long',
        message: `This line is longer than ${megabytes} MB. One row goes on one line.`,
      },
    }
  }
  if (!isUtf8(line))
    return {
      problem: {
        code: 'invalid_utf8',
        message: 'This line is not valid UTF-8. Save the file as UTF-8 and send it again.',
      },
    }
  if (line.includes(0))
    return { problem: { code: 'invalid_character', message: 'This line has a null character in it. Leave it out.' } }
  const text = line.toString('utf8')
  const start = isFirst && text.startsWith('\uFEFF') ? 1 : 0
  return { text: text.slice(start, text.endsWith('\r') ? -1 : undefined) }
}

function refuseOtherEncodings(chunk: Buffer): void {
  const mark = chunk.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff')
    throw new FileFault('wrong_encoding', 'The file is UTF-16. Save it as UTF-8 and send it again.')
  if (mark === '504b')
    throw new FileFault(
      'wrong_format',
      'This is a ZIP archive or a spreadsheet. Send NDJSON or CSV text, gzip at most.',
    )
}
