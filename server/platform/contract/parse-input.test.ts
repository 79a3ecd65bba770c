import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { inputParser } from './parse-input.ts'
import { decodeTimeCursor, encodeCursor, encodeTimeCursor } from './cursor.ts'

describe('what no text can hold', () => {
  const schema = z.strictObject({
    note: z.string().optional(),
    items: z.array(z.object({ item: z.string() })).optional(),
    more: z.record(z.string(), z.string()).optional(),
  })
  const parse = inputParser(schema, { text: false })

  test.each([
    [{ note: 'a\0b' }, 'note'],
    [{ note: 'half \ud83d' }, 'note'],
    [{ items: [{ item: 'x' }, { item: '\0' }] }, 'items[1].item'],
    [{ more: { 'a\0': 'x' } }, 'more'],
  ])('is refused by name: %j', (raw, param) => {
    expect(() => parse(raw)).toThrow(expect.objectContaining({ status: 400, code: 'invalid_value', param }))
  })

  test('nor more levels than can be walked', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
    expect(() => parse({ more: deep })).toThrow(expect.objectContaining({ status: 400 }))
  })

  test('every other character is taken as it is', () => {
    const raw = { note: '👩‍👩‍👧 \u202e<script>\u0001', more: { ключ: '値' } }
    expect(parse(raw)).toEqual(raw)
  })
})

describe('a cursor of a time and an id', () => {
  test('comes back as it was', () => {
    const at = new Date('2026-11-25T20:00:00.123Z')
    expect(decodeTimeCursor(encodeTimeCursor(at, 'ord_1'))).toEqual({ at, id: 'ord_1' })
  })

  test.each([
    encodeCursor(['-271821-04-20T00:00:00.000Z', 'x']),
    encodeCursor(['2026-11-25T20:00:00.000Z', 'x\0']),
    encodeCursor(['soon', 'x']),
    encodeCursor(['x']),
    'nonsense',
  ])('made by somebody else is refused: %s', (cursor) => {
    expect(() => decodeTimeCursor(cursor)).toThrow(expect.objectContaining({ status: 400, param: 'cursor' }))
  })
})
