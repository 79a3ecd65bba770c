import { describe, expect, it } from 'vitest'
import { CustomerInput } from '#contract/customers'
import { OrderInput } from '#contract/orders'
import type { Schema } from '#platform/contract/contract'
import { limits } from '../../../limits.ts'
import { readCsv } from './read-csv.ts'
import { FileFault, type Row } from './row.ts'

async function* inPieces(bytes: Uint8Array | string, size: number): AsyncGenerator<Uint8Array> {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size)
}

async function read(bytes: Uint8Array | string, schema: Schema = CustomerInput, size = 7): Promise<Row[]> {
  const rows: Row[] = []
  for await (const some of readCsv(inPieces(bytes, size), schema)) rows.push(...some)
  return rows
}

const brief = (rows: Row[]) =>
  rows.map((row) => ('problem' in row ? `${row.line} ${row.problem.code}` : `${row.line} ${JSON.stringify(row.value)}`))

describe('readCsv', () => {
  const cases: [what: string, file: Uint8Array | string, rows: string[]][] = [
    [
      'plain cells',
      'reference,name\nc1,Ava\nc2,Ben\n',
      ['2 {"reference":"c1","name":"Ava"}', '3 {"reference":"c2","name":"Ben"}'],
    ],
    [
      'no line end, CRLF, a mark, empty lines',
      '\uFEFFreference,name\r\n\r\nc1,Ava\r\n\r\nc2,Ben',
      ['3 {"reference":"c1","name":"Ava"}', '5 {"reference":"c2","name":"Ben"}'],
    ],
    ['semicolons', 'reference;name\nc1;Ava, Dr.\n', ['2 {"reference":"c1","name":"Ava, Dr."}']],
    ['tabs', 'reference\tname\nc1\tAva\n', ['2 {"reference":"c1","name":"Ava"}']],
    [
      'quotes, doubled quotes, line ends inside',
      'reference,name\nc1,"Ava ""the"" Moore,\nsecond line"\nc2,Ben\n',
      ['2 {"reference":"c1","name":"Ava \\"the\\" Moore,\\nsecond line"}', '4 {"reference":"c2","name":"Ben"}'],
    ],
    [
      'an empty cell leaves the field out',
      'reference,name,phone\nc1,,555-0101\n',
      ['2 {"reference":"c1","phone":"555-0101"}'],
    ],
    [
      'digits stay text where text is wanted',
      'reference,phone\n00123,5550101\n',
      ['2 {"reference":"00123","phone":"5550101"}'],
    ],
    [
      'true and false',
      'reference,emailVerified\nc1,TRUE\nc2,no\nc3,maybe\n',
      [
        '2 {"reference":"c1","emailVerified":true}',
        '3 {"reference":"c2","emailVerified":false}',
        '4 {"reference":"c3","emailVerified":"maybe"}',
      ],
    ],
    [
      'lists by number, gaps closed',
      'reference,addresses.0.line1,addresses[2].line1\nc1,A,B\nc2,,B\n',
      [
        '2 {"reference":"c1","addresses":[{"line1":"A"},{"line1":"B"}]}',
        '3 {"reference":"c2","addresses":[{"line1":"B"}]}',
      ],
    ],
    [
      'JSON in a cell',
      'reference,addresses\nc1,"[{""line1"":""A""}]"\nc2,[1\n',
      ['2 {"reference":"c1","addresses":[{"line1":"A"}]}', '3 invalid_json'],
    ],
    [
      'too many and too few cells',
      'reference,name\nc1,Ava,x\nc2\nc3,Cleo\n',
      ['2 wrong_cell_count', '3 wrong_cell_count', '4 {"reference":"c3","name":"Cleo"}'],
    ],
    [
      'a quote inside a cell spoils its row only',
      'reference,name\nc1,5" pipe\nc2,"Ben" x\nc3,Cleo\n',
      ['2 stray_quote', '3 stray_quote', '4 {"reference":"c3","name":"Cleo"}'],
    ],
    [
      'a quote that never closes spoils its row only',
      'reference,name\nc1,"Ava\nc2,Ben\nc3,Cleo\n',
      ['2 quote_not_closed', '3 {"reference":"c2","name":"Ben"}', '4 {"reference":"c3","name":"Cleo"}'],
    ],
    [
      'a last row with too few cells',
      'reference,name\nc1,Ava\nc2',
      ['2 {"reference":"c1","name":"Ava"}', '3 row_incomplete'],
    ],
    [
      'a last row inside a quote',
      'reference,name\nc1,Ava\nc2,"Be',
      ['2 {"reference":"c1","name":"Ava"}', '3 row_incomplete'],
    ],
    [
      'a line of other encoding inside a quoted cell',
      Buffer.concat([Buffer.from('reference,name\nc1,"A\nb'), Buffer.from([0xe9]), Buffer.from('"\nc2,Ben\n')]),
      ['2 quote_not_closed', '3 invalid_utf8', '4 {"reference":"c2","name":"Ben"}'],
    ],
    ['only a header', 'reference,name\n', []],
    ['nothing', '', []],
  ]
  it.each(cases)('%s', async (_what, file, rows) => {
    expect(brief(await read(file))).toEqual(rows)
    expect(brief(await read(file, CustomerInput, 64_000))).toEqual(rows)
    expect(brief(await read(file, CustomerInput, 1))).toEqual(rows)
  })

  it('reads numbers, objects and unions by what the field wants', async () => {
    const header =
      'reference,customer.reference,items.0.reference,items.0.quantity,items.0.unitPrice,items.0.options.color,taxIncluded,shipping'
    const [row] = await read(
      `${header}\n1001,77,1,2,1999,3,yes,"{""price"":{""amountMinor"":500,""currency"":""USD""}}"\n`,
      OrderInput,
      64,
    )
    expect(row).toMatchObject({
      line: 2,
      value: {
        reference: '1001',
        customer: { reference: '77' },
        taxIncluded: true,
        shipping: { price: { amountMinor: 500, currency: 'USD' } },
        items: [{ reference: '1', quantity: 2, unitPrice: 1999, options: { color: '3' } }],
      },
    })
  })

  const faults: [what: string, file: string, code: string, param: string | undefined][] = [
    ['an unknown column', 'reference,nme\nc1,Ava\n', 'unknown_column', 'nme'],
    ['an unknown column deeper down', 'reference,addresses.0.street\nc1,A\n', 'unknown_column', 'addresses.0.street'],
    ['a column that is there twice', 'reference,name,name\nc1,a,b\n', 'duplicate_column', 'name'],
    ['JSON', '{"reference":"c1"}\n', 'wrong_format', undefined],
    ['a header that cannot be read', 'reference,"name\n', 'invalid_header', undefined],
  ]
  it.each(faults)('refuses %s as a whole', async (_what, file, code, param) => {
    await expect(read(file, CustomerInput, 64)).rejects.toSatisfy(
      (error) => error instanceof FileFault && error.code === code && error.param === param,
    )
  })

  it('finds its way back when every row opens a quote', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `c${index},"open`)
    const rows = await read(`reference,name\n${lines.join('\n')}\nz,Zoë\n`, CustomerInput, 64_000)
    // an opening quote meets the next one, behind which the cell goes on: each row is at fault for itself
    expect(rows.filter((row) => 'problem' in row)).toHaveLength(500)
    expect(brief(rows).at(-1)).toBe('502 {"reference":"z","name":"Zoë"}')
  })

  it('holds no more lines than one row may take', async () => {
    const lines = Array.from({ length: limits.imports.linesPerRow * 2 }, (_, index) => `c${index},Ava`)
    const rows = await read(`reference,name\nc,"open\n${lines.join('\n')}\n`, CustomerInput, 64_000)
    expect(brief(rows).slice(0, 2)).toEqual(['2 quote_not_closed', '3 {"reference":"c0","name":"Ava"}'])
    expect(rows).toHaveLength(lines.length + 1)
  })
})
