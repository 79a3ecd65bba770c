import { csvLine, csvMark, csvText } from '#platform/csv'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { searchAudit, type AuditQuery } from './audit.ts'

const columns = ['at', 'fact', 'kind', 'id', 'order', 'customer', 'by', 'name', 'values'] as const

/** What happened as CSV, page by page, as far back as one download goes. */
export async function* auditCsv(reader: Reader, query: AuditQuery): AsyncGenerator<string> {
  yield csvMark + csvLine(columns)
  let cursor: string | null | undefined = query.cursor
  for (let page = 0; page < limits.insights.auditPages && cursor !== null; page++) {
    const { data, nextCursor } = await searchAudit(reader, { ...query, limit: limits.page.maximum, cursor })
    for (const entry of data) {
      const { at, name, about, orderId, customerId, by, values } = entry
      const cells = [
        at,
        name,
        about.kind,
        about.id,
        orderId ?? '',
        customerId ?? '',
        by.key,
        by.name,
        JSON.stringify(values),
      ]
      yield csvLine(cells.map(csvText))
    }
    cursor = nextCursor
  }
}
