import { escapeHtml } from '#platform/escape-html'

/** What one table holds of a person. */
export interface Section {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly Record<string, unknown>[]
  /** There is more of it than goes into an archive. */
  readonly isCut: boolean
}

/** A page that a person can read, with what the archive holds beside it. It loads nothing from anywhere. */
export function readablePage(
  sections: readonly Section[],
  files: readonly string[],
  { store, now, filesLeftOut }: { store: string; now: Date; filesLeftOut: number },
): string {
  const filled = sections.filter(({ rows }) => rows.length > 0)
  const title = `Your data at ${store}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere }
.wide { overflow-x: auto }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>As it was on ${escapeHtml(now.toUTCString())}. The folder <code>data</code> holds the same for programs, as JSON; the folder <code>files</code> what you sent.</p>
${leftOutHtml(sections, filesLeftOut)}<nav><ul>${filled.map(({ table, rows }) => `<li><a href="#${table}">${heading(table)}</a> (${rows.length})</li>`).join('')}</ul></nav>
${filled.map(sectionHtml).join('\n')}
${files.length > 0 ? `<h2 id="files">Files</h2><ul>${files.map((file) => `<li><a href="${encodeURI(file)}">${escapeHtml(file)}</a></li>`).join('')}</ul>` : ''}
</body>
</html>
`
}

function leftOutHtml(sections: readonly Section[], files: number): string {
  const cut = sections
    .filter(({ isCut }) => isCut)
    .map(({ table, rows }) => `${heading(table)}: the ${rows.length} shown here, not the others`)
  if (files > 0) cut.push(`${files} ${files === 1 ? 'file' : 'files'}`)
  if (cut.length === 0) return ''
  return `<p><strong>Too much for one archive, so this is missing:</strong></p>
<ul>${cut.map((each) => `<li>${each}</li>`).join('')}</ul>
<p>Write to us, and you get it too.</p>
`
}

function sectionHtml({ table, columns, rows }: Section): string {
  const shown = columns.filter((column) => rows.some((row) => row[column] !== null && row[column] !== ''))
  return `<h2 id="${table}">${heading(table)}</h2>
<div class="wide" tabindex="0"><table>
<thead><tr>${shown.map((column) => `<th scope="col">${heading(column.replace(/_minor$/, ''))}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${shown.map((column) => `<td>${cell(row, column)}</td>`).join('')}</tr>`).join('\n')}</tbody>
</table></div>`
}

function heading(name: string): string {
  const words = name.replaceAll('_', ' ')
  return escapeHtml(words.charAt(0).toUpperCase() + words.slice(1))
}

function cell(row: Record<string, unknown>, column: string): string {
  const value = row[column]
  if (value === null || value === undefined) return ''
  if (column.endsWith('_minor') && typeof row.currency === 'string') {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: row.currency.trim() })
    return escapeHtml(format.format(Number(value) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)))
  }
  if (value instanceof Date) return escapeHtml(value.toISOString().replace('T', ' ').slice(0, 16))
  return escapeHtml(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
