import { csvLine, csvMark, csvText } from '#platform/csv'
import { toMajor } from '#platform/money'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { StatementLine } from './contract.ts'
import { presentLines } from './present.ts'
import { listEntries, type Days } from './statement.ts'
import { kindWords } from './words.ts'

const columns = [
  'at',
  'kind',
  'order',
  'reason',
  'state',
  'amount',
  'goods',
  'shipping',
  'commission_back',
  'borne_by_others',
  'running_total',
  'currency',
  'reference',
  'note',
] as const

/** A seller's statement for spreadsheets, oldest first, page by page, so that years of it take no more memory than a day. */
export async function* statementCsv(reader: Reader, sellerId: string, days: Days): AsyncGenerator<string> {
  yield `${csvMark}${csvLine(columns)}`
  const limit = limits.settlements.csvPageRows
  let after: { at: Date; id: string } | undefined
  for (;;) {
    const rows = await listEntries(reader, { ...days, sellerId, order: 'oldest', after, limit })
    yield (await presentLines(reader, rows)).map(lineOf).join('')
    if (rows.length < limit) return
    after = rows.at(-1)
  }
}

function lineOf(line: StatementLine): string {
  const { breakdown } = line
  const cells: Record<(typeof columns)[number], string> = {
    at: line.at,
    kind: kindWords(line.kind),
    order: csvText(line.orderReference),
    reason: csvText(line.reason.words),
    state: line.stateWords,
    amount: toMajor(line.amount),
    goods: breakdown ? toMajor(breakdown.goods) : '',
    shipping: breakdown ? toMajor(breakdown.shipping) : '',
    commission_back: breakdown ? toMajor(breakdown.commissionBack) : '',
    borne_by_others: breakdown ? toMajor(breakdown.borneByOthers) : '',
    running_total: toMajor(line.runningTotal),
    currency: line.amount.currency,
    reference: csvText(line.reference),
    note: csvText(line.note),
  }
  return csvLine(columns.map((column) => cells[column]))
}
