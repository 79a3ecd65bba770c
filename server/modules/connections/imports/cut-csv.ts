import { limits } from '../../../limits.ts'
import type { RowProblem } from './row.ts'

/** What the cells of one CSV row are, or why they cannot be told apart; `lines` is how many lines it takes up. */
export type CutRow = { cells: string[]; lines: number } | { problem: RowProblem; lines: number } | 'more'

/** The lines from the start of a row on; undefined behind the last one that is there. */
export type LineAt = (index: number) => string | undefined

/**
 * Cuts one row out of the lines that start it (RFC 4180: cells in double quotes may hold the delimiter, line ends and
 * doubled quotes). A row with a mistake takes up only its first line, so that one stray quote does not swallow what follows.
 * @param isEnd whether no more lines will come; otherwise the answer can be `more`
 */
export function cutCsv(lineAt: LineAt, delimiter: string, isEnd: boolean): CutRow {
  const first = lineAt(0) ?? ''
  if (!first.includes('"')) return { cells: first.split(delimiter), lines: 1 }
  const state = { cells: [] as string[], line: 0, position: 0 }
  for (;;) {
    const text = lineAt(state.line) as string
    if (text[state.position] === '"') {
      const quoted = cutQuoted(lineAt, state.line, state.position + 1)
      if (quoted === undefined) return notClosed(lineAt, isEnd)
      const next = (lineAt(quoted.line) as string)[quoted.position]
      if (next !== undefined && next !== delimiter) return { problem: strayQuote, lines: 1 }
      state.cells.push(quoted.text)
      if (next === undefined) return { cells: state.cells, lines: quoted.line + 1 }
      state.line = quoted.line
      state.position = quoted.position + 1
    } else {
      const end = text.indexOf(delimiter, state.position)
      const cell = text.slice(state.position, end === -1 ? undefined : end)
      if (cell.includes('"')) return { problem: strayQuote, lines: 1 }
      state.cells.push(cell)
      if (end === -1) return { cells: state.cells, lines: state.line + 1 }
      state.position = end + 1
    }
  }
}

function cutQuoted(
  lineAt: LineAt,
  line: number,
  position: number,
): { text: string; line: number; position: number } | undefined {
  let text = ''
  let start = position
  for (let current = line; current < limits.imports.linesPerRow && text.length <= limits.imports.rowBytes; current++) {
    const content = lineAt(current)
    if (content === undefined) return undefined
    for (let quote = content.indexOf('"', start); quote !== -1; quote = content.indexOf('"', start)) {
      text += content.slice(start, quote)
      if (content[quote + 1] !== '"') return { text, line: current, position: quote + 1 }
      text += '"'
      start = quote + 2
    }
    text += `${content.slice(start)}\n`
    start = 0
  }
  return undefined
}

function notClosed(lineAt: LineAt, isEnd: boolean): CutRow {
  const isSingle = lineAt(1) === undefined
  if (!isEnd && !reachesLimit(lineAt)) return 'more'
  return { problem: isEnd && isSingle ? { ...quoteNotClosed, code: 'row_incomplete' } : quoteNotClosed, lines: 1 }
}

function reachesLimit(lineAt: LineAt): boolean {
  let characters = 0
  for (let index = 0; index < limits.imports.linesPerRow; index++) {
    const line = lineAt(index)
    if (line === undefined) return false
    characters += line.length
    if (characters > limits.imports.rowBytes) return true
  }
  return true
}

export const quoteNotClosed: RowProblem = {
  code: 'quote_not_closed',
  message:
    'A cell of this row opens with a quotation mark that is never closed. Close it, or double it if it belongs to the text.',
}

const strayQuote: RowProblem = {
  code: 'stray_quote',
  message:
    'A quotation mark stands inside a cell. Put the whole cell in quotation marks and double those inside it: "5"" pipe".',
}
