import { describe, expect, it } from 'vitest'
import { limits } from '../../../limits.ts'
import { readDocuments } from './read-documents.ts'
import { FileFault, type Row } from './row.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(text)
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size)
}

async function read(text: string, size = 7): Promise<Row[]> {
  const rows: Row[] = []
  for await (const some of readDocuments(inPieces(text, size))) rows.push(...some)
  return rows
}

const brief = (rows: Row[]) =>
  rows.map((row) => ('problem' in row ? `${row.line} ${row.problem.code}` : `${row.line} ${JSON.stringify(row.value)}`))

describe('readDocuments', () => {
  const cases: [what: string, file: string, rows: string[]][] = [
    ['one on each line', '{"id":1}\n{"id":2}\n', ['1 {"id":1}', '2 {"id":2}']],
    ['a broken line between', '{"id":1}\n{"id":\n{"id":3}\n', ['1 {"id":1}', '2 invalid_json', '3 {"id":3}']],
    ['an array', '[{"id":1},\n {"id":2}]', ['1 {"id":1}', '2 {"id":2}']],
    [
      'an array over lines',
      '\n[\n{\n"id":1,\n"tags":["[","]"]},\n{"id":{"a":[{}]}}\n]\n',
      ['1 {"id":1,"tags":["[","]"]}', '2 {"id":{"a":[{}]}}'],
    ],
    [
      'tickets of a page',
      '{"count":2,"users":[{"id":9}],"tickets":[{"id":1},{"id":2}],"next_page":null}',
      ['1 {"id":1}', '2 {"id":2}'],
    ],
    ['a page over lines', '{\n  "data": [\n    {"id": 1}\n  ],\n  "meta": {"next": "data"}\n}', ['1 {"id":1}']],
    [
      'a list of conversations',
      '{"type":"conversation.list","conversations":[{"type":"conversation","id":"1"}]}',
      ['1 {"type":"conversation","id":"1"}'],
    ],
    [
      'conversations on lines',
      '{"type":"conversation","id":"1"}\n{"type":"conversation","id":"2"}',
      ['1 {"type":"conversation","id":"1"}', '2 {"type":"conversation","id":"2"}'],
    ],
    ['quotes and braces in words', '[{"a":"}]\\"{[ é😀"},{"b":"\\\\"}]', ['1 {"a":"}]\\"{[ é😀"}', '2 {"b":"\\\\"}']],
    ['an empty list', '[]', []],
    ['nothing', '', []],
    ['cut off in a row', '[{"id":1},{"id":', ['1 {"id":1}', '2 row_incomplete']],
    ['a row that is no JSON', '[{"id":1},{id:2},{"id":3}]', ['1 {"id":1}', '2 invalid_json', '3 {"id":3}']],
    ['a null character', '[{"a":"\\u0000"}]', ['1 invalid_character']],
  ]
  it.each(cases)('%s', async (_what, file, rows) => {
    for (const size of [1, 7, 64_000]) expect(brief(await read(file, size)), `in pieces of ${size}`).toEqual(rows)
  })

  it('leaves out what is too long, and goes on', async () => {
    const long = `{"a":"${'x'.repeat(limits.imports.rowBytes)}"}`
    expect(brief(await read(`[{"id":1},${long},{"id":2}]`, 60_000))).toEqual([
      '1 {"id":1}',
      '2 line_too_long',
      '3 {"id":2}',
    ])
  })

  it.each(['{\n "id": 1\n}', '{\n"users":[{"id":1}]}'])('refuses a file without a list: %s', async (file) => {
    await expect(read(file)).rejects.toSatisfy((error) => error instanceof FileFault && error.code === 'wrong_format')
  })
})
