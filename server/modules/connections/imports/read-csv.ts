import type { Schema } from '#platform/contract/contract'
import { readHeader, type CellReader } from './csv-columns.ts'
import { cutCsv, quoteNotClosed, type CutRow } from './cut-csv.ts'
import { readLines, type Line } from './read-lines.ts'
import { FileFault, type Row } from './row.ts'

/** Reads CSV with a header; commas, semicolons or tabs, whichever the header uses. Empty lines are skipped. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, schema: Schema): AsyncGenerator<Row[]> {
  const table = csvTable(schema)
  try {
    for await (const lines of readLines(chunks)) yield table.take(lines)
  } catch (error) {
    // Whether the last cell of a row without a line end is whole, nobody can tell.
    if (!(error instanceof FileFault)) yield table.end({ isCut: true })
    throw error
  }
  yield table.end({ isCut: false })
}

interface CsvTable {
  take(lines: readonly Line[]): Row[]
  end(options: { isCut: boolean }): Row[]
}

interface Format {
  delimiter: string
  columns: number
  read: CellReader
}

function csvTable(schema: Schema): CsvTable {
  let format: Format | undefined
  let held: Line[] = []
  const rowsOf = (isEnd: boolean): Row[] => {
    const rows: Row[] = []
    let start = 0
    for (let first = held[start]; first !== undefined; first = held[start]) {
      if ('problem' in first) {
        if (!format) throw new FileFault(first.problem.code, first.problem.message)
        rows.push({ line: first.line, bytes: first.bytes, problem: first.problem })
        start++
      } else if (first.text.trim() === '') {
        start++
      } else {
        const cut = cutAt(held, start, format?.delimiter ?? delimiterOf(first.text), isEnd)
        if (cut === 'more') break
        if (format) rows.push(rowOf(format, held.slice(start, start + cut.lines), cut))
        else format = formatOf(schema, first.text, cut)
        start += cut.lines
      }
    }
    held = held.slice(start)
    return rows
  }
  return {
    take(lines) {
      held = held.length > 0 ? held.concat(lines) : [...lines]
      return rowsOf(false)
    },
    end({ isCut }) {
      const last = isCut && held.at(-1)?.ended === false ? held.pop() : undefined
      const rows = rowsOf(true)
      return last ? [...rows, { line: last.line, bytes: last.bytes, problem: incomplete }] : rows
    },
  }
}

function cutAt(lines: readonly Line[], start: number, delimiter: string, isEnd: boolean): CutRow {
  const lineAt = (index: number) => {
    const line = lines[start + index]
    return line && 'text' in line ? line.text : undefined
  }
  const cut = cutCsv(lineAt, delimiter, isEnd)
  // A line that cannot be read ends the row that it stands in.
  const isBlocked = cut === 'more' && lines.some((line, index) => index > start && 'problem' in line)
  return isBlocked ? { problem: quoteNotClosed, lines: 1 } : cut
}

function formatOf(schema: Schema, header: string, cut: Exclude<CutRow, 'more'>): Format {
  if (/^\s*[[{]/.test(header))
    throw new FileFault('wrong_format', 'This looks like JSON. Send it as application/x-ndjson, one object per line.')
  if ('problem' in cut) throw new FileFault('invalid_header', `The header cannot be read. ${cut.problem.message}`)
  return { delimiter: delimiterOf(header), columns: cut.cells.length, read: readHeader(schema, cut.cells) }
}

function rowOf(format: Format, lines: readonly Line[], cut: Exclude<CutRow, 'more'>): Row {
  const place = { line: (lines[0] as Line).line, bytes: lines.reduce((sum, line) => sum + line.bytes, 0) }
  if ('problem' in cut) return { ...place, problem: cut.problem }
  if (cut.cells.length !== format.columns) {
    if (lines.at(-1)?.ended === false && cut.cells.length < format.columns) return { ...place, problem: incomplete }
    const message = `This row has ${cut.cells.length} cells, the header has ${format.columns}. Put cells with "${format.delimiter}" in them in quotation marks.`
    return { ...place, problem: { code: 'wrong_cell_count', message } }
  }
  return { ...place, ...format.read(cut.cells) }
}

const incomplete = {
  code: 'row_incomplete',
  message: 'The file ends in the middle of this row. Send it again: rows that are there already do not change.',
}

function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counted.toSorted((one, other) => other.count - one.count)[0]?.delimiter ?? ','
}
