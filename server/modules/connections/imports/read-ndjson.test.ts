import { describe, expect, it } from 'vitest'
import { limits } from '../../../limits.ts'
import { readNdjson } from './read-ndjson.ts'
import { FileFault, type Row } from './row.ts'

async function* inPieces(bytes: Uint8Array | string, size: number): AsyncGenerator<Uint8Array> {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size)
}

async function read(bytes: Uint8Array | string, size = 7): Promise<Row[]> {
  const rows: Row[] = []
  for await (const some of readNdjson(inPieces(bytes, size))) rows.push(...some)
  return rows
}

const brief = (rows: Row[]) =>
  rows.map((row) => ('problem' in row ? `${row.line} ${row.problem.code}` : `${row.line} ${JSON.stringify(row.value)}`))

describe('readNdjson', () => {
  const cases: [what: string, file: Uint8Array | string, rows: string[]][] = [
    ['one row, no line end', '{"a":1}', ['1 {"a":1}']],
    ['line ends of both kinds, empty lines, a mark', '\uFEFF{"a":1}\r\n\r\n  \n{"a":2}\n', ['1 {"a":1}', '4 {"a":2}']],
    ['nothing', '', []],
    ['only empty lines', '\n\n', []],
    ['text beyond ASCII across pieces', '{"a":"Zoë €😀"}\n{"a":"ü"}\n', ['1 {"a":"Zoë €😀"}', '2 {"a":"ü"}']],
    ['a row cut in the middle at the end', '{"a":1}\n{"a":', ['1 {"a":1}', '2 row_incomplete']],
    ['a row that is no JSON in the middle', '{"a":1}\n{a:2}\n{"a":3}\n', ['1 {"a":1}', '2 invalid_json', '3 {"a":3}']],
    [
      'rows that are no objects',
      '{"a":1}\n[1]\n5\n"x"\nnull\n',
      ['1 {"a":1}', '2 not_an_object', '3 not_an_object', '4 not_an_object', '5 not_an_object'],
    ],
    [
      'a line of other encoding',
      Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from([0xe9]), Buffer.from('"}\n{"a":3}\n')]),
      ['1 {"a":1}', '2 invalid_utf8', '3 {"a":3}'],
    ],
    [
      'characters that cannot be stored',
      '{"a":"x\\u0000"}\n{"a":"\\ud800"}\n{"a":"\\\\u0000"}\n',
      ['1 invalid_character', '2 invalid_character', '3 {"a":"\\\\u0000"}'],
    ],
  ]
  it.each(cases)('%s', async (_what, file, rows) => {
    expect(brief(await read(file))).toEqual(rows)
    expect(brief(await read(file, 64_000))).toEqual(rows)
    expect(brief(await read(file, 1))).toEqual(rows)
  })

  it('reports a line that is too long without keeping it, and goes on', async () => {
    const long = `{"a":"${'x'.repeat(limits.imports.rowBytes)}"}`
    expect(brief(await read(`{"a":1}\n${long}\n{"a":2}\n`, 60_000))).toEqual([
      '1 {"a":1}',
      '2 line_too_long',
      '3 {"a":2}',
    ])
  })

  const faults: [what: string, file: Uint8Array | string, code: string][] = [
    ['a JSON array', '[{"a":1},\n{"a":2}]', 'wrong_format'],
    ['JSON over several lines', '{\n  "a": 1\n}\n', 'wrong_format'],
    ['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le'), 'wrong_encoding'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004rest'), 'wrong_format'],
  ]
  it.each(faults)('refuses %s as a whole', async (_what, file, code) => {
    await expect(read(file, 64)).rejects.toSatisfy((error) => error instanceof FileFault && error.code === code)
  })

  it('gives out what came before a broken connection, then its error', async () => {
    async function* broken() {
      yield Buffer.from('{"a":1}\n{"a":2')
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    }
    const rows: Row[] = []
    const reading = async () => {
      for await (const some of readNdjson(broken())) rows.push(...some)
    }
    await expect(reading()).rejects.toThrow('aborted')
    expect(brief(rows)).toEqual(['1 {"a":1}', '2 row_incomplete'])
  })
})
