import { expect, test } from 'vitest'
import { readSpokenReference } from './spoken-reference.ts'

test.each([
  ['MR-7F3K-29Q', 'MR-7F3K-29Q'],
  [' mr 7f3k 29q ', 'MR-7F3K-29Q'],
  ['mr7f3k29q', 'MR-7F3K-29Q'],
  ['MR-7F3K-29', null],
  ['MR-7F3K-29Q and more', null],
  ['cnv_01', null],
])('%j is %j', (text, expected) => {
  expect(readSpokenReference(text)).toBe(expected)
})
