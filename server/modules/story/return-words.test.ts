import type { ReturnRecord } from '#modules/returns'
import { expect, test } from 'vitest'
import { returnWords } from './return-words.ts'

type Row = ReturnRecord['row']

test.each([
  ['none', true, 'MR-1: 1 to come back (damaged in transit), a new one goes out first'],
  ['none', false, 'MR-1: 1 to come back (damaged in transit), already put right'],
  ['refund', false, 'MR-1: 1 to come back (damaged in transit), for money back'],
  ['store_credit', false, 'MR-1: 1 to come back (damaged in transit), for store credit'],
  ['exchange', true, 'MR-1: 1 to come back (damaged in transit), a new one goes out first'],
] as const)('a return for %s, advance %s', (resolution, isAdvance, words) => {
  const record = {
    row: { reference: 'MR-1', resolution } as Row,
    lines: [{ reason: 'damaged_in_transit' }] as ReturnRecord['lines'],
    advance: (isAdvance ? {} : null) as ReturnRecord['advance'],
  }
  expect(returnWords(record, 1)).toBe(words)
})
