import { invalid } from '#platform/errors'
import { limits } from '../../../limits.ts'

export const peopleColumns = ['email', 'name', 'role', 'teams', 'skills', 'active'] as const
export type PeopleColumn = (typeof peopleColumns)[number]

export interface PeopleRow {
  /** Where it begins in the file, counted from 1. */
  line: number
  /** Of the columns that the file has. */
  cells: Partial<Record<PeopleColumn, string>>
  /** More or fewer cells than the header has. */
  isRagged: boolean
}

/** Takes a CSV of people apart: commas or semicolons, quotes as usual. Wrong as a whole: 400 that says what would be right. */
export function readPeopleRows(csv: string): PeopleRow[] {
  const [head, ...rest] = linesOf(csv.replace(/^\uFEFF/, ''))
  const names =
    head?.cells.map((cell) =>
      cell
        .trim()
        .toLowerCase()
        .replace(/^e-mail$/, 'email'),
    ) ?? []
  const unknown = names.find((name) => !(peopleColumns as readonly string[]).includes(name))
  if (unknown !== undefined || new Set(names).size < names.length || !names.includes('email'))
    invalid('csv', `The first line should name columns: email, and any of ${peopleColumns.slice(1).join(', ')}.`)
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (rows.length > limits.logins.people) invalid('csv', `A file may have up to ${limits.logins.people} people.`)
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()])),
    isRagged: cells.length !== names.length,
  }))
}

function linesOf(csv: string): { line: number; cells: string[] }[] {
  const separator = /^[^\r\n]*/.exec(csv)?.[0].includes(';') && !/^[^\r\n;]*,/.test(csv) ? ';' : ','
  const lines: { line: number; cells: string[] }[] = []
  let current = { line: 1, cells: [] as string[] }
  let [cell, line, isQuoted] = ['', 1, false]
  const endLine = () => {
    current.cells.push(cell)
    lines.push(current)
    current = { line, cells: [] }
    cell = ''
  }
  for (let at = 0; at < csv.length; at++) {
    const character = csv[at] ?? ''
    if (character === '\n') line += 1
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (csv[at + 1] === '"') cell += csv[++at] ?? ''
      else isQuoted = false
    } else if (character === '"' && cell.trim() === '') [cell, isQuoted] = ['', true]
    else if (character === separator) {
      current.cells.push(cell)
      cell = ''
    } else if (character === '\n') endLine()
    else if (character !== '\r') cell += character
  }
  if (isQuoted) invalid('csv', `The quotes that begin in line ${current.line} do not end.`)
  if (cell !== '' || current.cells.length > 0) endLine()
  return lines
}
