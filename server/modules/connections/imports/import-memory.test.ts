import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { read } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { limits } from '../../../limits.ts'
import { showImport } from './queries.ts'
import { runImport } from './run-import.ts'

// Enough to show a leak of a few hundred bytes a row; a million rows are measured by bench/import.ts.
const orders = 20_000
const actor = { kind: 'system' as const, name: 'test' }
let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapMb(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1_000_000
}

const row = (index: number) => ({
  reference: `O-${index}`,
  placedAt: '2026-02-20T10:00:00Z',
  currency: 'USD',
  taxIncluded: true,
  customer: `c-${index % 500}`,
  shippingAddress: { line1: `${index} Alder Street`, city: 'Portland', country: 'US' },
  items: [
    {
      reference: '1',
      title: 'Lamp',
      product: `p-${index % 100}`,
      variant: `v-${index % 100}`,
      quantity: 1,
      unitPrice: 2000,
    },
  ],
  tenders: [{ reference: 't', kind: 'card', captured: 2000 }],
})

it(`takes in ${orders.toLocaleString('en-US')} orders without growing, and never runs ahead of the database`, async () => {
  const measured: number[] = []
  let given = 0
  let furthestAhead = 0
  const written = async () =>
    Number((await app.db.selectFrom('import').select('rows_read').executeTakeFirst())?.rows_read ?? 0)
  async function* bytes() {
    while (given < orders) {
      yield Buffer.from(Array.from({ length: 100 }, () => `${JSON.stringify(row(given++))}\n`).join(''))
      if (given % 1000 === 0) furthestAhead = Math.max(furthestAhead, given - (await written()))
      if (given % 4000 === 0) measured.push(heapMb())
    }
  }
  const id = await runImport(app, actor, { kind: 'orders', source: 'import', format: 'ndjson', bytes: bytes() })
  expect((await showImport(read(app, actor), { id })).counts).toMatchObject({ read: orders, created: orders, bad: 0 })
  const [first = 0, ...later] = measured
  expect(Math.max(...later) - first).toBeLessThan(20)
  expect(furthestAhead).toBeLessThanOrEqual(limits.imports.batchRows + 200)
}, 240_000)
