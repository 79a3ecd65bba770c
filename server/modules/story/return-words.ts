import type { ReturnRecord } from '#modules/returns'

/** What a return is, in a line of the log: how much comes back, why, and what it is for. */
export function returnWords({ row, advance, lines }: Pick<ReturnRecord, 'row' | 'advance' | 'lines'>, count: number) {
  const reasons = [...new Set(lines.map((line) => line.reason.replaceAll('_', ' ')))].join(', ')
  return `${row.reference}: ${count} to come back (${reasons}), ${advance ? 'a new one goes out first' : wanted[row.resolution]}`
}

const wanted: Record<ReturnRecord['row']['resolution'], string> = {
  refund: 'for money back',
  store_credit: 'for store credit',
  exchange: 'for another one instead',
  replacement: 'for a new one',
  none: 'already put right',
}
