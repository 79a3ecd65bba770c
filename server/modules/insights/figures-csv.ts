import { csvCell as cell } from './csv-cell.ts'
import { toMajor } from '#platform/money'
import type { DayFigures, Figure } from './contract.ts'

const columns = ['day', 'group', 'figure', 'about', 'value', 'unit', 'definition'] as const

/** A day's figures for spreadsheets; amounts are decimals with their currency as the unit. */
export function figuresCsv({ day, figures }: DayFigures): string {
  const lines = figures.map((figure) =>
    [day, figure.group, figure.key, figure.about ?? '', valueOf(figure), unitOf(figure), figure.definition]
      .map(cell)
      .join(','),
  )
  // The mark before it tells spreadsheets that what follows is UTF-8.
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`
}

function valueOf({ value, unit, currency }: Figure): string {
  if (value === null) return ''
  return unit === 'minor' && currency ? toMajor({ amountMinor: value, currency }) : String(value)
}

function unitOf({ unit, currency }: Figure): string {
  return unit === 'minor' ? (currency ?? '') : unit
}
