import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderRecord } from '#modules/orders'
import { addFirstAdministrator, addStaff } from '#modules/staff'
import type { Actor } from '#platform/auth/actor'
import { runJobs } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { testServer, type TestServer } from '#testing/server'
import { creditStoreBalance } from '../commands/credit-store-balance.ts'
import type { CreditNote } from '../contract.ts'
import { layOutText } from '#platform/pdf/lay-out-text'
import type { CreditNoteRow, JournalRow } from './tables.ts'

let bench: RefundBench
let server: TestServer
const people: Record<string, Actor> = {
  books: { kind: 'key', keyId: 'key_books', scopes: ['books'] },
  reader: { kind: 'key', keyId: 'key_read', scopes: ['read'] },
}
beforeAll(async () => {
  bench = await refundBench()
  await bench.change((work) =>
    addFirstAdministrator(work, { name: 'Rosa', email: 'rosa@store.test', password: 'kettle sings at noon' }),
  )
  for (const role of ['associate', 'supervisor'] as const) {
    const staffId = await bench.change((work) => addStaff(work, { name: role, email: `${role}@store.test`, role }))
    people[role] = { kind: 'staff', staffId, role }
  }
  server = await testServer(bench.app, people)
})
afterAll(async () => {
  await server?.close()
  await bench.close()
})

let count = 0
const everything = { goods: true, shipping: true, fees: true }
const card = (captured: number) => ({
  reference: `books-${++count}`,
  kind: 'card',
  label: 'Visa ending 4242',
  captured,
  capturedAt: '2026-02-20T10:01:00Z',
})
const german = (part: Record<string, unknown> = {}) =>
  bench.order({
    currency: 'EUR',
    shippingAddress: { name: 'Ava Stone', line1: 'Hauptstraße 1', city: 'Köln', postalCode: '50667', country: 'DE' },
    items: [
      { reference: 'a', sku: 'LAMP', title: 'Lamp', quantity: 2, unitPrice: 11900, tax: 3800 },
      {
        reference: 'b',
        title: 'Book',
        quantity: 1,
        unitPrice: 10700,
        tax: 700,
        seller: { reference: 'pages', name: '=Pages & Co' },
      },
    ],
    shipping: { price: 1190, tax: 190 },
    fees: [
      { kind: 'duty', amount: 2000, refundable: true },
      { kind: 'gift_wrap', amount: 500, refundable: true },
      { kind: 'service', amount: 300, refundable: false },
    ],
    tenders: [card(23800 + 10700 + 1190 + 2800)],
    ...part,
  })
const notesOf = async (order: OrderRecord) =>
  (await bench.app.db
    .selectFrom('credit_note')
    .selectAll()
    .where('order_id', '=', order.row.id)
    .orderBy('sequence')
    .execute()) as CreditNoteRow[]
const journalOf = async (order: OrderRecord) =>
  (await bench.app.db
    .selectFrom('refund_journal')
    .selectAll()
    .where('order_id', '=', order.row.id)
    .orderBy('id')
    .execute()) as JournalRow[]
const sum = (rows: readonly JournalRow[]) => rows.reduce((total, row) => total + row.gross_minor, 0)

describe('credit notes', () => {
  it('say what came back by part, seller and tax rate, customs duty on a line of its own', async () => {
    const order = await german()
    await bench.refund(order, { parts: everything })
    expect(await notesOf(order)).toEqual([])
    await runJobs(bench.app)
    const [note] = await notesOf(order)
    expect(note).toMatchObject({
      number: 'DE-2026-000001',
      legal_entity: 'Shop',
      country: 'DE',
      kind: 'credit',
      currency: 'EUR',
      gross_minor: 38190,
      tax_minor: 4690,
      net_minor: 33500,
      reason: 'test',
    })
    expect(note?.document).toMatchObject({
      order: { reference: order.row.reference, placedAt: '2026-02-20T10:00:00.000Z' },
      buyer: { name: 'Ava Stone', address: { city: 'Köln' } },
      counters: null,
      paidTo: [{ label: 'Visa ending 4242', amountMinor: 38190 }],
    })
    expect(
      note?.document.lines.map((each) => [
        each.part,
        each.title ?? each.feeKind,
        each.quantity,
        each.seller?.name ?? null,
        each.taxRateThousandths,
        each.taxMinor,
        each.grossMinor,
      ]),
    ).toEqual([
      ['goods', 'Lamp', 2, null, 19_000, 3800, 23800],
      ['goods', 'Book', 1, '=Pages & Co', 7_000, 700, 10700],
      ['shipping', null, 0, null, 19_000, 131, 821],
      ['shipping', null, 0, '=Pages & Co', 19_000, 59, 369],
      ['fee', 'duty', 0, null, null, 0, 2000],
      ['fee', 'gift_wrap', 0, null, null, 0, 500],
    ])
    expect(sum(await journalOf(order))).toBe(38190)
    expect((await journalOf(order)).every((row) => row.credit_note_id === note?.id)).toBe(true)
    expect(await bench.events(order)).toEqual([
      'order.recorded',
      'refund.requested',
      'refund.succeeded',
      'credit_note.issued',
    ])
  })

  it('bring each kind of fee back exactly once, in however many refunds', async () => {
    const order = await german()
    for (const amountMinor of [1, 777, 1001])
      await bench.refund(order, { parts: { goods: false, shipping: false, fees: true }, amountMinor })
    await bench.refund(order, { parts: { goods: false, shipping: false, fees: true } })
    await runJobs(bench.app)
    const rows = await journalOf(order)
    expect(sum(rows.filter((row) => row.fee_kind === 'duty'))).toBe(2000)
    expect(sum(rows.filter((row) => row.fee_kind === 'gift_wrap'))).toBe(500)
    expect(rows.every((row) => row.gross_minor > 0)).toBe(true)
    expect(await notesOf(order)).toHaveLength(4)
  })

  it('are one for a refund to two tenders, written when the last of its money is there; the journal has each when it moves', async () => {
    const order = await bench.order({
      items: [{ reference: 'a', title: 'Thing', quantity: 1, unitPrice: 1780 }],
      tenders: [
        {
          reference: `gift-off-${++count}`,
          kind: 'gift_card',
          label: 'Gift card',
          captured: 500,
          capturedAt: '2026-02-20T10:01:00Z',
        },
        card(1280),
      ],
    })
    await bench.refund(order, { parts: everything })
    expect(await journalOf(order)).toMatchObject([{ gross_minor: 500, tender_kind: 'gift_card', credit_note_id: null }])
    expect(await notesOf(order)).toEqual([])
    await runJobs(bench.app)
    const [note, ...more] = await notesOf(order)
    expect(more).toEqual([])
    expect(note).toMatchObject({ gross_minor: 1780 })
    expect(note?.document.lines).toMatchObject([{ title: 'Thing', quantity: 1, grossMinor: 1780 }])
    expect((await journalOf(order)).map((row) => [row.tender_kind, row.gross_minor, row.credit_note_id])).toEqual([
      ['gift_card', 500, note?.id],
      ['card', 1280, note?.id],
    ])
  })

  it('are countered by another number when the money comes back, and issued anew when it was paid after all', async () => {
    const order = await german()
    const refund = await bench.refund(order, { unitIds: order.units.slice(0, 1).map((unit) => unit.id) })
    const key = `refund:${refund?.movements[0]?.id}`
    await runJobs(bench.app)
    await bench.provider.control('POST', '/control/settle', { key, as: 'failed', reason: 'account_closed' })
    await settle(key, 'failed')
    const [note, counter] = await notesOf(order)
    expect(counter).toMatchObject({
      kind: 'counter',
      counters_id: note?.id,
      gross_minor: -(note?.gross_minor ?? 0),
      tax_minor: -(note?.tax_minor ?? 0),
      sequence: (note?.sequence ?? 0) + 1,
    })
    expect(counter?.document).toMatchObject({
      counters: { number: note?.number },
      lines: [{ grossMinor: -11900, quantity: 1 }],
    })
    expect(sum(await journalOf(order))).toBe(0)
    await settle(key, 'failed')
    await settle(key, 'succeeded')
    await settle(key, 'succeeded')
    const notes = await notesOf(order)
    expect(notes.map((each) => each.kind)).toEqual(['credit', 'counter', 'credit'])
    expect(sum(await journalOf(order))).toBe(11900)
    await settle(key, 'failed')
    expect((await notesOf(order)).map((each) => each.counters_id)).toEqual([null, note?.id, null, notes[2]?.id])
  })

  it('are not written for goodwill, nor for what was refunded elsewhere; the journal has both', async () => {
    const order = await german({
      refunds: [{ reference: 'there', at: '2026-02-25T08:00:00Z', amount: 11900, units: [{ item: 'a', quantity: 1 }] }],
    })
    await bench.change((work) => creditStoreBalance(work, { order, amountMinor: 500, reason: 'late', about: null }))
    expect(
      (await journalOf(order)).map((row) => [row.kind, row.gross_minor, row.tax_minor, row.at.toISOString()]),
    ).toEqual([
      ['external', 11900, 1900, '2026-02-25T08:00:00.000Z'],
      ['goodwill', 500, 0, bench.app.clock.now().toISOString()],
    ])
    expect(await notesOf(order)).toEqual([])
  })

  it('are numbered without a gap by twenty refunds at once, and a refund that is undone gives its number back', async () => {
    const orders = await Promise.all(
      Array.from({ length: 20 }, () =>
        bench.order({
          shippingAddress: { line1: '1 High Street', city: 'Dover', postalCode: 'CT16', country: 'GB' },
          items: [{ reference: 'a', title: 'Thing', quantity: 1, unitPrice: 500 }],
          tenders: [{ reference: `free-${++count}`, kind: 'store_credit', captured: 500 }],
        }),
      ),
    )
    const [first, ...others] = orders
    if (!first) throw new Error('there are twenty')
    const undone = bench.change(async (work) => {
      const { authorizeRefund } = await import('../index.ts')
      const { lockOrder } = await import('#modules/orders')
      await authorizeRefund(work, { order: await lockOrder(work, first.row.id), reason: 'test', about: null })
      throw new Error('undone')
    })
    await Promise.all([expect(undone).rejects.toThrow('undone'), ...others.map((each) => bench.refund(each, {}))])
    const rows = await bench.app.db.selectFrom('credit_note').select('number').where('country', '=', 'GB').execute()
    const numbers = rows.map((row) => String(row.number)).sort()
    expect(numbers).toEqual(Array.from({ length: 19 }, (_, index) => `GB-2026-${String(index + 1).padStart(6, '0')}`))
  })

  it('begin again with every year of the store’s own zone', async () => {
    const order = await bench.order({
      shippingAddress: { line1: 'Rue 1', city: 'Lyon', postalCode: '69001', country: 'FR' },
      items: [{ reference: 'a', title: 'Thing', quantity: 2, unitPrice: 500 }],
      tenders: [{ reference: `free-${++count}`, kind: 'store_credit', captured: 1000 }],
    })
    const at = bench.app.clock.now()
    // Still the old year in Chicago.
    await bench.app.clock.moveTo(new Date('2027-01-01T05:59:59Z'))
    await bench.refund(order, { unitIds: [order.units[0]?.id ?? ''] })
    await bench.app.clock.moveTo(new Date('2027-01-01T06:00:00Z'))
    await bench.refund(order, { unitIds: [order.units[1]?.id ?? ''] })
    expect((await notesOf(order)).map((note) => note.number).sort()).toEqual(['FR-2026-000001', 'FR-2027-000001'])
    expect(at.getTime()).toBeLessThan(bench.app.clock.now().getTime())
  })

  it('can be neither changed nor deleted', async () => {
    for (const table of ['credit_note', 'refund_journal'] as const) {
      await expect(bench.app.db.deleteFrom(table).execute()).rejects.toThrow('never changed or deleted')
      await expect(
        bench.app.db.updateTable(table).set({ gross_minor: 1, net_minor: 1, tax_minor: 0 }).execute(),
      ).rejects.toThrow('never changed or deleted')
    }
    await expect(
      bench.app.db.updateTable('refund_journal').set({ credit_note_id: 'crn_other' }).execute(),
    ).rejects.toThrow('never changed or deleted')
  })
})

describe('the routes of the books', () => {
  it('show notes to supervisors and bookkeeping systems, by order, country, day and seller', async () => {
    const order = await german()
    await bench.refund(order, { parts: everything })
    await runJobs(bench.app)
    const [note] = await notesOf(order)
    const day = bench.app.clock.now().toISOString().slice(0, 10)
    for (const who of ['supervisor', 'books']) {
      const client = server.client(who)
      const list = async (query: string) =>
        (await client.send('GET', `/credit-notes?${query}`)).body.data.map((each: CreditNote) => each.id)
      expect(await list(`order=${order.row.id}`)).toEqual([note?.id])
      expect(await list(`order=${order.row.id}&country=DE&from=${day}&to=${day}&seller=ref:import:pages`)).toEqual([
        note?.id,
      ])
      expect(await list(`order=${order.row.id}&country=US`)).toEqual([])
      expect(await list(`order=${order.row.id}&from=2030-01-01`)).toEqual([])
      const { body } = await client.send('GET', `/credit-notes/${note?.id}`)
      expect(body).toMatchObject({ number: note?.number, gross: { amountMinor: 38190, currency: 'EUR' } })
      expect(body.taxes.map((each: { taxRatePercent: number | null }) => each.taxRatePercent)).toEqual([19, 7, null])
    }
    const first = await server.client('books').send('GET', '/credit-notes?limit=1')
    const second = await server.client('books').send('GET', `/credit-notes?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.data[0].id).not.toBe(first.body.data[0].id)
  })

  it('let shoppers see their own order’s, and nobody else', async () => {
    const order = await german()
    await bench.refund(order, { parts: everything })
    await runJobs(bench.app)
    const [note] = await notesOf(order)
    const owner = server.client({ kind: 'shopper', customerId: order.row.customer_id })
    expect((await owner.send('GET', `/credit-notes?order=${order.row.id}`)).body.data).toHaveLength(1)
    expect((await owner.send('GET', '/credit-notes')).body.error).toMatchObject({
      type: 'invalid_request',
      param: 'order',
    })
    expect((await owner.send('GET', `/credit-notes/${note?.id}`)).status).toBe(200)
    const stranger = server.client({ kind: 'shopper', customerId: 'cus_other' })
    for (const path of [
      `/credit-notes?order=${order.row.id}`,
      `/credit-notes/${note?.id}`,
      `/credit-notes/${note?.id}/document`,
    ])
      expect((await stranger.send('GET', path)).status).toBe(404)
    expect((await server.client('books').send('GET', '/credit-notes/crn_none')).status).toBe(404)
    for (const who of ['associate', 'reader']) {
      expect((await server.client(who).send('GET', '/credit-notes')).status).toBe(403)
      expect((await server.client(who).send('GET', '/refund-journal')).status).toBe(403)
    }
    expect((await owner.send('GET', '/refund-journal')).status).toBe(403)
    expect((await server.client('books').send('GET', '/credit-notes?from=yesterday')).body.error).toMatchObject({
      param: 'from',
    })
  })

  it('write a note out as a PDF in any letters, with as many lines as there are', async () => {
    const order = await german({
      shippingAddress: { name: 'دانة الكواري', line1: 'شارع الكورنيش 15', city: 'الدوحة', country: 'QA' },
      items: Array.from({ length: 60 }, (_, index) => ({
        reference: `i-${index}`,
        title: ['Straße ß', '東京の本', 'Книга', 'ספר טוב', 'कमल का फूल'][index % 5],
        quantity: 1,
        unitPrice: 1190,
        tax: 190,
      })),
      tenders: [card(60 * 1190 + 1190 + 2800)],
    })
    await bench.refund(order, { parts: everything })
    await runJobs(bench.app)
    const [note] = await notesOf(order)
    const owner = server.client({ kind: 'shopper', customerId: order.row.customer_id })
    const answer = await owner.send('GET', `/credit-notes/${note?.id}/document`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="QA-2027-000001.pdf"')
    const content = String(answer.body)
    expect(content.slice(0, 5)).toBe('%PDF-')
    expect(content.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1)
    expect(layOutText('東京の本').glyphs.every((glyph) => glyph.glyphId > 0)).toBe(true)
  })

  it('send the journal page by page, and whole as CSV in which nothing is a formula', async () => {
    const order = await german({ reference: '=HYPERLINK("http://x.test")' })
    await bench.refund(order, { parts: everything, reason: '+1, "quoted"\nand more' })
    await runJobs(bench.app)
    const client = server.client('books')
    const { body } = await client.send('GET', '/refund-journal?limit=2')
    expect(body.data).toHaveLength(2)
    const next = await client.send('GET', `/refund-journal?limit=2&cursor=${body.nextCursor}`)
    expect(next.body.data[0].id).not.toBe(body.data[0].id)
    const answer = await client.send('GET', '/refund-journal?format=csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const text = String(answer.body)
    expect(text.replace('\uFEFF', '').startsWith('at,kind,credit_note,')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""http://x.test"")","'+1, ""quoted""\nand more"`)
    expect(text).toContain(`"'=Pages & Co",goods,,7,100.00,7.00,107.00,EUR,card,tender`)
    expect((await client.send('GET', '/refund-journal?format=csv&from=2031-01-01')).status).toBe(200)
    expect((await client.send('GET', '/refund-journal?format=xml')).body.error).toMatchObject({ param: 'format' })
  })
})

async function settle(key: string, state: 'succeeded' | 'failed'): Promise<void> {
  const { settleMovement } = await import('../index.ts')
  await bench.change((work) =>
    settleMovement(work, key, { state, reference: 'r', reason: state === 'failed' ? 'closed' : null }),
  )
}
