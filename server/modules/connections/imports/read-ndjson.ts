import { FileFault, type Row, type RowProblem } from './row.ts'
import { readLines, type Line } from './read-lines.ts'

/** Reads newline-delimited JSON: one object on each line. Empty lines are skipped. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row[]> {
  let isStart = true
  for await (const lines of readLines(chunks)) {
    const rows: Row[] = []
    for (const line of lines) {
      if ('text' in line && line.text.trim() === '') continue
      if (isStart && 'text' in line) refuseOtherJson(line.text.trim())
      isStart = false
      rows.push(rowOf(line))
    }
    yield rows
  }
}

function rowOf(line: Line): Row {
  const { line: number, bytes } = line
  if ('problem' in line) return { line: number, bytes, problem: line.problem }
  try {
    const value: unknown = JSON.parse(line.text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      if (mayBeUnstorable.test(line.text) && isUnstorable(value)) return { line: number, bytes, problem: unstorable }
      return { line: number, bytes, value }
    }
    return {
      line: number,
      bytes,
      problem: { code: 'not_an_object', message: 'A row should be a JSON object such as {"reference":"A-1"}.' },
    }
  } catch (error) {
    return { line: number, bytes, problem: line.ended ? invalidJson(error) : torn }
  }
}

// Only an escape can bring a null character or half of a surrogate pair into a line that is UTF-8.
const mayBeUnstorable = /\\u(0000|d[89a-f])/i

function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).some(([name, inner]) => isUnstorable(name) || isUnstorable(inner))
}

const torn: RowProblem = {
  code: 'row_incomplete',
  message: 'The file ends in the middle of this row. Send it again: rows that are there already do not change.',
}

const unstorable: RowProblem = {
  code: 'invalid_character',
  message: 'This row has a null character or half of a character in it, which no text can hold. Leave it out.',
}

function invalidJson(error: unknown): RowProblem {
  const reason = error instanceof Error ? error.message.replace(/ in JSON at position.*$| \(line.*$/s, '') : ''
  return {
    code: 'invalid_json',
    message: `This line is not valid JSON${reason ? ` (${reason.slice(0, 160)})` : ''}. Each line should hold one whole JSON object.`,
  }
}

function refuseOtherJson(text: string): void {
  if (text.startsWith('[')) {
    throw new FileFault(
      'wrong_format',
      'This is a JSON array. Send one JSON object per line, without brackets around them and without commas between them.',
    )
  }
  if (text === '{')
    throw new FileFault('wrong_format', 'This JSON goes over several lines. Send each object on one line.')
}
