import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, takeRemedy } from '../harness/parcels.ts'

vi.setConfig({ testTimeout: 60_000 })

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    ['ava', 'ben'].map((name) => customer(name, `${name} Shopper`, '2025-06-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())

async function uploaded(who: string, background: string): Promise<string> {
  const content = await sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart]), 'broken.jpg')
  const { status, body } = await store.as(who).send('POST', '/files', { body: form })
  expect(status).toBe(201)
  return body.id
}

it('broken, shown, and a new one on its way; the old one waits for nothing', async () => {
  const { reference } = await deliver(store, {
    customer: 'ava',
    to: doors.elm,
    lines: [{ variant: 'lamp-ash', quantity: 1 }],
  })
  const ava = store.as('shopper:ava')
  const problem = await ava.call('POST /problems', { order: `ref:import:${reference}`, kind: 'damaged' })
  expect(problem).toMatchObject({ state: 'open', photos: { asked: ['item'], missing: 1 } })
  const before = await ava.send('POST', `/problems/${problem.id}/remedy`, { body: { remedy: 'rem_replacement' } })
  expect(before).toMatchObject({ status: 422, body: { error: { code: 'photo_required' } } })

  const photo = await uploaded('shopper:ava', '#a05030')
  const add = (who: string, body: object) => store.as(who).send('POST', `/problems/${problem.id}/files`, { body })
  expect((await add('shopper:ava', { files: [] })).status).toBe(400)
  expect((await add('shopper:ben', { files: [photo] })).status).toBe(404)
  expect((await add('shopper:ava', { files: [await uploaded('shopper:ben', '#305090')] })).status).toBe(404)
  expect(await add('shopper:ava', { files: [photo] })).toMatchObject({
    status: 200,
    body: { photos: { missing: 0 }, files: [{ id: photo }] },
  })

  const done = await takeRemedy(store, 'ava', problem.id, 'rem_replacement')
  expect(done).toMatchObject({ state: 'remedied', replacement: { state: 'requested' } })
  expect(done.return).toMatchObject({ words: expect.stringContaining('free') })
  const mails = await store.mails()
  expect(mails.filter((mail) => mail.to.includes('ava')).map((mail) => mail.subject)).toEqual(
    expect.arrayContaining([expect.stringMatching(/new|replacement/i)]),
  )
})

it('people see the photos too, and the thing is asked about like any other', async () => {
  const { reference } = await deliver(store, {
    customer: 'ben',
    to: doors.oak,
    lines: [{ variant: 'lamp-ash', quantity: 1 }],
  })
  const photo = await uploaded('shopper:ben', '#607040')
  const problem = await store.as('shopper:ben').call('POST /problems', {
    order: `ref:import:${reference}`,
    kind: 'defective',
    unsafe: true,
    files: [photo],
    note: 'It got very hot',
  })
  expect(problem.state).toBe('in_review')
  const seen = await store.as('staff:lea').call('GET /problems/:id', { id: problem.id })
  expect(seen.files).toMatchObject([{ id: photo, mediaType: 'image/jpeg' }])
  const open = await store.as('staff:lea').call('GET /reviews', {})
  const review = open.data.find((each: { about: { id: string } }) => each.about.id === problem.id)
  expect(review?.remedies.map((remedy: { kind: string }) => remedy.kind)).toEqual(['refund', 'store_credit'])
})
