import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '#platform/auth/actor'
import { read, transact, type Work } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { SellerInput } from './contract.ts'
import { recordDefect } from './commands/record-defect.ts'
import { ensureSellers, upsertSellers } from './commands/upsert-sellers.ts'
import { findSellers } from './queries.ts'

let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp()
  server = await testServer(app)
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const work = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)
const put = (row: object) => work((each) => upsertSellers(each, 'import', [SellerInput.parse(row)]))

it('fills in a seller whom an order named first', async () => {
  const [named] = await work((each) => ensureSellers(each, 'import', [{ reference: 'northwind' }]))
  expect(await put({ reference: 'northwind', name: 'Northwind Ceramics' })).toEqual([{ id: named, outcome: 'updated' }])
  expect(await put({ reference: 'northwind', name: 'Northwind Ceramics' })).toEqual([
    { id: named, outcome: 'unchanged' },
  ])
  expect(await work((each) => ensureSellers(each, 'import', [{ reference: 'northwind', name: 'Other' }]))).toEqual([
    named,
  ])
  expect(await findSellers(read(app, system('test')), [named ?? '', 'sel_none'])).toMatchObject([
    { name: 'Northwind Ceramics', state: 'active' },
  ])
})

it('creates a seller once when two orders name it at the same time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      work((each) => ensureSellers(each, 'import', [{ reference: 'b' }, { reference: 'a' }])),
    ),
  )
  expect(new Set(answers.map((ids) => ids.join())).size).toBe(1)
})

it('writes one defect per matter, and says whether it counts', async () => {
  const [seller] = await put({ reference: 'juniper', name: 'Juniper Goods' })
  for (let times = 0; times < 2; times++) {
    await work((each) =>
      recordDefect(each, {
        sellerId: seller?.id ?? '',
        kind: 'not_received',
        counts: true,
        about: { kind: 'problem', id: 'prb_1' },
      }),
    )
  }
  expect(await app.db.selectFrom('seller_defect').select(['kind', 'counts']).execute()).toEqual([
    { kind: 'not_received', counts: true },
  ])
  expect(
    await app.db.selectFrom('event').select('name').where('name', '=', 'seller.defect_recorded').execute(),
  ).toHaveLength(1)
})

it('is public by id and by reference, without its e-mail address', async () => {
  await put({ reference: 'shown', name: 'Shown', email: 'private@example.com' })
  expect(await server.client('anonymous').call('GET /sellers/:id', { id: 'ref:import:shown' })).toMatchObject({
    name: 'Shown',
    reference: 'shown',
  })
  expect(
    JSON.stringify(await server.client('anonymous').call('GET /sellers/:id', { id: 'ref:import:shown' })),
  ).not.toContain('private')
  expect((await server.client('anonymous').send('GET', '/sellers/sel_none')).status).toBe(404)
})

it('people of the store find sellers by a part of a name or the beginning of a reference, a page at a time', async () => {
  await put({ reference: 'sea-100%', name: 'Seaside Pots' })
  await put({ reference: 'sea-200', name: 'Marble & Pots' })
  const staff = server.client('staff:lou:associate')
  const find = async (q: string, more: object = {}) => await staff.call('GET /sellers', { q, ...more })
  const names = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name)
  expect(names(await find('pots'))).toEqual(['Marble & Pots', 'Seaside Pots'])
  expect(names(await find('SEA-2'))).toEqual(['Marble & Pots'])
  // Taken as it is written, not as a pattern.
  expect(names(await find('%'))).toEqual([])
  expect(names(await find('sea-100%'))).toEqual(['Seaside Pots'])
  const first = await find('pots', { limit: 1 })
  expect(names(await find('pots', { limit: 1, cursor: first.nextCursor }))).toEqual(['Seaside Pots'])
  expect((await server.client('shopper:eve').send('GET', '/sellers?q=pots')).status).toBe(403)
})

it('people of the store see what is on record, the newest first, and nobody else does', async () => {
  const [seller] = await put({ reference: 'record', name: 'On Record' })
  const id = seller?.id ?? ''
  for (const [kind, day] of [
    ['late', 1],
    ['not_received', 2],
  ] as const)
    await work((each) =>
      recordDefect(each, {
        sellerId: id,
        kind,
        counts: kind === 'late',
        about: { kind: 'claim', id: `clm_${kind}` },
        at: new Date(Date.UTC(2026, 0, day)),
      }),
    )
  const staff = server.client('staff:lou:associate')
  const first = await staff.call('GET /sellers/:id/defects', { id, limit: 1 })
  expect(first.data).toMatchObject([{ kind: 'not_received', counts: false, voidedAt: null }])
  expect(
    (await staff.call('GET /sellers/:id/defects', { id: 'ref:import:record', limit: 1, cursor: first.nextCursor }))
      .data,
  ).toMatchObject([{ kind: 'late', counts: true, about: { kind: 'claim', id: 'clm_late' } }])
  expect((await server.client('shopper:eve').send('GET', `/sellers/${id}/defects`)).status).toBe(403)
  expect((await server.client('anonymous').send('GET', `/sellers/${id}/defects`)).status).toBe(401)
})
