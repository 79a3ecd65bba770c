import { csvLine, csvMark, csvText } from '#platform/csv'
import { toMajor } from '#platform/money'
import type { DayFigures, Figure } from './contract.ts'

const columns = ['day', 'group', 'figure', 'about', 'value', 'unit', 'definition'] as const

/** A day's figures for spreadsheets; amounts are decimals with their currency as the unit. */
export function figuresCsv({ day, figures }: DayFigures): string {
  const lines = figures.map((figure) =>
    csvLine([
      day,
      figure.group,
      figure.key,
      csvText(figure.about),
      valueOf(figure),
      unitOf(figure),
      csvText(figure.definition),
    ]),
  )
  return [csvMark, csvLine(columns), ...lines].join('')
}

function valueOf({ value, unit, currency }: Figure): string {
  if (value === null) return ''
  return unit === 'minor' && currency ? toMajor({ amountMinor: value, currency }) : String(value)
}

function unitOf({ unit, currency }: Figure): string {
  return unit === 'minor' ? (currency ?? '') : unit
}
