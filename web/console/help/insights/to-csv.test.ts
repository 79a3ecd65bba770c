import { expect, test } from 'vitest'
import { toCsv } from './to-csv.ts'

test('figures for spreadsheets, in which no title is a formula', () => {
  const row = {
    article: { id: 'hlp_1', title: '=1+1, "really"' },
    views: 10,
    helped: 3,
    notHelped: 1,
    contacts: 2,
    words: 0,
    why: { not_clear: 1 },
  }
  expect(toCsv(['Title', 'Views'], [row, { ...row, helped: 0, notHelped: 0, why: {} }], (code) => code)).toBe(
    `\uFEFFTitle,Views\r\n"'=1+1, ""really""",10,3,1,0.75,2,not_clear: 1\r\n"'=1+1, ""really""",10,0,0,,2,\r\n`,
  )
})
