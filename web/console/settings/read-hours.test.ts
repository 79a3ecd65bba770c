import { expect, test } from 'vitest'
import { readHours, writeHours } from './read-hours.ts'

test.each([
  ['9–17', [{ from: '09:00', to: '17:00' }]],
  [
    '09:00-12:30, 13:30 – 18',
    [
      { from: '09:00', to: '12:30' },
      { from: '13:30', to: '18:00' },
    ],
  ],
  ['22:00–6', [{ from: '22:00', to: '06:00' }]],
  ['0–24', [{ from: '00:00', to: '00:00' }]],
  ['', []],
  ['nine to five', null],
  ['9–25', null],
  ['9:75–10', null],
])('%s', (text, expected) => {
  expect(readHours(text)).toEqual(expected)
})

test('what was read is written as it can be read again', () => {
  const spans = readHours('9–12, 13–17') ?? []
  expect(readHours(writeHours(spans))).toEqual(spans)
})
