import type { Row } from './article-insights.tsx'

/** Rows of figures for spreadsheets; a cell never begins as a formula would. */
export function toCsv(header: readonly string[], rows: readonly Row[], reason: (code: string) => string): string {
  const lines = rows.map(({ article, views, helped, notHelped, contacts, why }) => {
    const answers = helped + notHelped
    const rate = answers === 0 ? '' : String(Math.round((100 * helped) / answers) / 100)
    const reasons = Object.entries(why).map(([code, count]) => `${reason(code)}: ${count}`)
    return [article.title, views, helped, notHelped, rate, contacts, reasons.join('; ')]
  })
  return `\uFEFF${[header, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number): string {
  const text = String(value)
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
