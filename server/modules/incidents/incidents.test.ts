import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runJobs } from '#testing/app'
import { limits } from '../../limits.ts'
import { openDesk, type SmallDesk } from '#testing/small-desk'

let desk: SmallDesk
beforeEach(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterEach(() => desk.close())

const importer = () => desk.as('key:import,admin')

async function placed(reference: string, customer: string, canceledQuantity = 0, more: object[] = []): Promise<string> {
  await importer().call('PUT /orders/:reference', {
    reference,
    placedAt: '2026-02-27T10:00:00Z',
    currency: 'USD',
    taxIncluded: false,
    customer: { reference: customer },
    shippingAddress: { name: 'A', line1: '1 Main St', city: 'Reno', postalCode: '89501', country: 'US' },
    items: [
      { reference: '1', sku: 'MUG', product: 'mug', title: 'Mug', quantity: 1, canceledQuantity, unitPrice: 1200 },
      ...more,
    ],
    shipping: { price: 0 },
    tenders: [{ reference: `${reference}-card`, kind: 'card', label: 'Visa 4242', captured: 1200 }],
  })
  const { rows } = await desk.app.pool.query<{ id: string }>('select id from orders where reference = $1', [reference])
  return rows[0]?.id ?? ''
}

async function shipped(
  reference: string,
  customer: string,
  carrier: string,
  hub: string,
  more?: object[],
): Promise<string> {
  const id = await placed(reference, customer, 0, more)
  await importer().call('PUT /shipments/:reference', {
    reference: `${reference}-parcel`,
    order: reference,
    items: [{ item: '1', quantity: 1 }],
    carrier,
    trackingNumber: `T${reference}`,
    shippedAt: '2026-02-28T10:00:00Z',
  })
  await importer().call('POST /shipments/:id/scans', {
    id: `ref:import:${reference}-parcel`,
    scans: [{ at: '2026-03-01T10:00:00Z', status: 'in_transit', place: { city: hub, country: 'US' } }],
  })
  return id
}

async function delivered(reference: string, status = 'delivered'): Promise<void> {
  await importer().call('POST /shipments/:id/scans', {
    id: `ref:import:${reference}-parcel`,
    scans: [{ at: '2026-03-02T12:00:00Z', status }],
  })
  await runJobs(desk.app)
}

const storm = {
  title: 'Storm in Reno',
  banner: { en: 'A storm closed a hub. Your parcel waits there, dry.', de: 'Ein Sturm hat ein Zentrum geschlossen.' },
  filter: { from: '2026-02-27T00:00:00Z', carrier: 'swift parcel', hub: 'Reno' },
}

describe('an incident', () => {
  it('finds what it hits, shows its banner there only, links who writes, and tells each shopper once', async () => {
    const hit = await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    await shipped('A2', 'ava', 'Other Post', 'Reno')
    const bens = await shipped('B1', 'ben', 'Swift Parcel', 'Reno')
    const before = await desk.as('ava').call('POST /conversations', {
      text: 'Where is it?',
      clientId: 'first-ava',
      about: { kind: 'order', id: hit },
    })
    const incident = await desk.as('sue').call('POST /incidents', storm)
    await runJobs(desk.app)
    expect(await desk.as('sam').call('GET /incidents/:id', { id: incident.id })).toMatchObject({
      orders: 2,
      shoppers: 2,
      conversations: 1,
      lookedAt: expect.any(String),
    })
    expect((await desk.as('ava').call('GET /banners')).data).toMatchObject([{ text: storm.banner.en, orderIds: [hit] }])
    expect((await desk.as('ben').call('GET /banners', { locale: 'de-DE' })).data).toMatchObject([
      { text: storm.banner.de, orderIds: [bens] },
    ])
    await desk.as('sue').call('POST /incidents/:id/messages', { id: incident.id, text: 'It goes on tomorrow.' })
    await runJobs(desk.app)
    await runJobs(desk.app)
    const { data } = await desk.as('ava').call('GET /conversations/:id/messages', { id: before.conversation.id })
    expect(data.filter(({ text }: { text: string }) => text === 'It goes on tomorrow.')).toHaveLength(1)
    const mails = await desk.app.pool.query(
      "select to_address from notification where template = 'incident_message' order by to_address",
    )
    expect(mails.rows).toEqual([{ to_address: 'ben@two.test' }])
    const after = await desk.as('ben').call('POST /conversations', {
      text: 'And mine?',
      clientId: 'first-ben',
      about: { kind: 'order', id: bens },
    })
    await runJobs(desk.app)
    const linked = await desk.as('sam').call('GET /conversations/:id', { id: after.conversation.id })
    expect(linked.desk.incidentId).toBe(incident.id)
    const { waiting } = await desk.as('sam').call('GET /queue')
    expect(waiting.map((contact: { incidentId: string | null }) => contact.incidentId)).toContain(incident.id)
    expect((await desk.as('sam').call('GET /incidents')).data[0]).toMatchObject({ messages: [{ told: 2 }] })
  })

  it('tells a shopper with two accounts that were merged once', async () => {
    await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    await shipped('B1', 'ben', 'Swift Parcel', 'Reno')
    const { id } = await desk.as('sue').call('POST /incidents', storm)
    await runJobs(desk.app)
    const { ava, ben } = desk.customers
    await desk.app.pool.query('update customer set identity_id = $1, merged_into = $1 where id = $2', [ava, ben])
    await desk.as('sue').call('POST /incidents/:id/messages', { id, text: 'It goes on tomorrow.' })
    await runJobs(desk.app)
    const { rows } = await desk.app.pool.query(
      "select to_address from notification where template = 'incident_message'",
    )
    expect(rows).toEqual([{ to_address: 'ava@one.test' }])
  })

  it('hits only what is still to arrive, unless its filter says otherwise', async () => {
    const open = await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    const there = await shipped('A2', 'ava', 'Swift Parcel', 'Reno')
    const back = await shipped('B1', 'ben', 'Swift Parcel', 'Reno')
    const unsent = await placed('B2', 'ben')
    await delivered('A2')
    await delivered('B1', 'returned')
    await placed('B3', 'ben', 1)
    const hitBy = async (filter: object) => {
      const { id } = await desk.as('sue').call('POST /incidents', { ...storm, filter })
      await runJobs(desk.app)
      const { rows } = await desk.app.pool.query<{ order_id: string }>(
        'select order_id from incident_order where incident_id = $1',
        [id],
      )
      return rows.map(({ order_id }) => order_id).toSorted()
    }
    const { from } = storm.filter
    expect(await hitBy(storm.filter)).toEqual([open])
    expect(await hitBy({ ...storm.filter, includeDelivered: true })).toEqual([open, there, back].toSorted())
    expect(await hitBy({ from })).toEqual([open, unsent].toSorted())
  })

  it('with a product is about that one only: another thing under way does not count', async () => {
    const lamp = { reference: '2', sku: 'LAMP', product: 'lamp', title: 'Lamp', quantity: 1, unitPrice: 0 }
    const id = await shipped('A1', 'ava', 'Swift Parcel', 'Reno', [lamp])
    await delivered('A1')
    const { rows } = await desk.app.pool.query<{ title: string; product_id: string }>(
      'select title, product_id from order_item where order_id = $1',
      [id],
    )
    const about = async (title: string) => {
      const product = rows.find((row) => row.title === title)?.product_id
      const filter = { from: storm.filter.from, product }
      return (await desk.as('sue').call('POST /incidents/preview', { filter })).orders
    }
    expect(await about('Lamp')).toBe(1)
    expect(await about('Mug')).toBe(0)
  })

  it('is no longer said, nor told, to whom it was delivered meanwhile', async () => {
    await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    const bens = await shipped('B1', 'ben', 'Swift Parcel', 'Reno')
    const { id } = await desk.as('sue').call('POST /incidents', storm)
    const all = { ...storm, filter: { ...storm.filter, includeDelivered: true } }
    const kept = await desk.as('sue').call('POST /incidents', all)
    await runJobs(desk.app)
    await delivered('B1')
    expect((await desk.as('ava').call('GET /banners')).data).toHaveLength(2)
    expect((await desk.as('ben').call('GET /banners')).data).toMatchObject([{ id: kept.id, orderIds: [bens] }])
    await desk.as('sue').call('POST /incidents/:id/messages', { id, text: 'It goes on tomorrow.' })
    const asked = { text: 'It came', clientId: 'came-today', about: { kind: 'order', id: bens } }
    const { conversation } = await desk.as('ben').call('POST /conversations', asked)
    await runJobs(desk.app)
    expect((await desk.as('sam').call('GET /incidents/:id', { id })).messages).toMatchObject([{ told: 1 }])
    const shown = await desk.as('sam').call('GET /conversations/:id', { id: conversation.id })
    expect(shown.desk.incidentId).toBe(kept.id)
  })

  it('names the orders in its mail, and leads to the order when it is one', async () => {
    const avas = await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    for (const reference of ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'])
      await shipped(reference, 'ben', 'Swift Parcel', 'Reno')
    const { id } = await desk.as('sue').call('POST /incidents', storm)
    await runJobs(desk.app)
    await desk.as('sue').call('POST /incidents/:id/messages', { id, text: 'It goes on tomorrow.' })
    await runJobs(desk.app)
    const { rows } = await desk.app.pool.query<{ order_id: string | null; body_text: string }>(
      "select order_id, body_text from notification where template = 'incident_message' order by to_address",
    )
    const [one, many] = rows
    expect(one).toMatchObject({ order_id: avas })
    expect(one?.body_text).toContain('It’s about your order A1 (Mug).')
    expect(one?.body_text).toContain(`/orders/${avas}\n`)
    expect(many).toMatchObject({ order_id: null })
    expect(many?.body_text.replaceAll(/\s+/g, ' ')).toMatch(/It’s about your orders B1 \(Mug\), .* and 1 more\./)
    expect(many?.body_text).toContain('/orders\n')
  })

  it('says beforehand how many it would hit', async () => {
    await shipped('A1', 'ava', 'Swift Parcel', 'Reno')
    await shipped('A2', 'ava', 'Swift Parcel', 'Reno')
    await shipped('B1', 'ben', 'Swift Parcel', 'Reno')
    await delivered('B1')
    const { filter } = storm
    expect(await desk.as('sue').call('POST /incidents/preview', { filter })).toEqual({
      orders: 2,
      shoppers: 1,
      isComplete: true,
      references: ['A1', 'A2'],
    })
    const withArrived = { ...filter, includeDelivered: true }
    expect(await desk.as('sue').call('POST /incidents/preview', { filter: withArrived })).toMatchObject({
      orders: 3,
      shoppers: 2,
    })
    expect((await desk.as('sam').call('GET /incidents')).data).toEqual([])
    await expect(desk.as('lee').call('POST /incidents/preview', { filter })).rejects.toMatchObject({ status: 403 })
    await expect(
      desk.as('sue').call('POST /incidents/preview', { filter: { from: '2025-01-01T00:00:00Z' } }),
    ).rejects.toMatchObject({ code: 'span_too_long' })
  })

  it('stops counting at a limit, and says so', async () => {
    const count = limits.incidents.pageRows * limits.incidents.previewPages + 1
    const id = await placed('A1', 'ava')
    await desk.app.pool.query(
      `insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', 'ord_z' || n, 'reference', 'Z' || n))).*
       from orders o, generate_series(1, $2::int) n where o.id = $1`,
      [id, count],
    )
    const { from } = storm.filter
    const preview = await desk.as('sue').call('POST /incidents/preview', { filter: { from, includeDelivered: true } })
    expect(preview).toMatchObject({ orders: count - 1, shoppers: 1, isComplete: false })
    expect(preview.references).toHaveLength(limits.incidents.previewReferences)
  })

  it('finds what comes later, and is over when it is closed', async () => {
    const incident = await desk.as('sue').call('POST /incidents', storm)
    await runJobs(desk.app)
    const late = await shipped('A3', 'ava', 'Swift Parcel', 'Reno')
    desk.app.clock.advance({ minutes: 10 })
    await runJobs(desk.app)
    expect((await desk.as('ava').call('GET /banners')).data).toMatchObject([{ orderIds: [late] }])
    const { version } = await desk.as('sue').call('GET /incidents/:id', { id: incident.id })
    const closed = await desk.as('sue').call('PUT /incidents/:id', { id: incident.id, closed: true, version })
    expect(closed).toMatchObject({ state: 'closed', orders: 1 })
    expect((await desk.as('ava').call('GET /banners')).data).toEqual([])
    await expect(
      desk.as('sue').call('POST /incidents/:id/messages', { id: incident.id, text: 'Too late' }),
    ).rejects.toMatchObject({ code: 'not_possible_now' })
    await expect(
      desk.as('sue').call('PUT /incidents/:id', { id: incident.id, closed: false, version }),
    ).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })

  it('is opened by supervisors, with a filter that makes sense', async () => {
    await expect(desk.as('lee').call('POST /incidents', storm)).rejects.toMatchObject({ status: 403 })
    await expect(desk.as('ava').call('GET /incidents')).rejects.toMatchObject({ status: 403 })
    const wrong = (filter: object) => desk.as('sue').call('POST /incidents', { ...storm, filter })
    await expect(wrong({})).rejects.toMatchObject({ status: 400, param: 'filter.from' })
    await expect(wrong({ from: '2026-03-01T00:00:00Z', to: '2026-02-01T00:00:00Z' })).rejects.toMatchObject({
      status: 400,
      param: 'filter.to',
    })
    await expect(wrong({ from: '2025-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'span_too_long' })
    await expect(wrong({ from: '2026-03-01T00:00:00Z', seller: 'sel_none' })).rejects.toMatchObject({ status: 404 })
    await expect(desk.as('sue').call('GET /incidents/:id', { id: 'inc_none' })).rejects.toMatchObject({ status: 404 })
  })
})
