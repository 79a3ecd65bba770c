/** What a CSV begins with: the mark tells spreadsheets that what follows is UTF-8. */
export const csvMark = '\uFEFF'

/**
 * What others wrote, made harmless: a spreadsheet takes a cell that begins with one of these for a formula, also behind
 * spaces, and in their full-width forms.
 */
export function csvText(value: string | null): string {
  const plain = value ?? ''
  return /^[\s\p{Cf}]*[=+\-@|\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]|^[\t\r\n]/u.test(plain) ? `'${plain}` : plain
}

/** One line of a CSV; what others wrote has been through `csvText`. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

/** The headers of a CSV that is kept under this name. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}.csv"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  }
}

function quoted(cell: string): string {
  return /[",\r\n;\t']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
