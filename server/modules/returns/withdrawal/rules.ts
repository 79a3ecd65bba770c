import type { TallyRule } from '#platform/auth/tally'
import { limits } from '../../../limits.ts'

const { perHour } = limits.withdrawals

/** Declarations that one mailbox can be sent receipts for. */
export const declarationsOfContact: TallyRule = { name: 'withdrawals', limit: perHour.contact, windowMinutes: 60 }

/** One spelling of an order number or an address as people type it: case, blanks and a number sign do not matter. */
export function spelled(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase().replace(/^#/, '')
}

/**
 * The items that a shopper's own words name: one title a line, exactly as it stands on the order. Null when the words mean
 * something that only a person can read.
 */
export function itemsNamed<I extends { id: string; title: string }>(
  items: readonly I[],
  words: string | null,
): I[] | null {
  if (words === null) return [...items]
  const titles = words
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter(Boolean)
  const found = titles.map((title) => items.filter((item) => item.title.trim().toLowerCase() === title))
  return titles.length > 0 && found.every((each) => each.length > 0) ? [...new Set(found.flat())] : null
}
