import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'

let desk: SmallDesk
beforeEach(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterEach(() => desk.close())

const importer = () => desk.as('key:import,admin')

async function shipped(reference: string, customer: string, carrier: string, hub: string): Promise<string> {
  await importer().call('PUT /orders/:reference', {
    reference,
    placedAt: '2026-02-27T10:00:00Z',
    currency: 'USD',
    taxIncluded: false,
    customer: { reference: customer },
    shippingAddress: { name: 'A', line1: '1 Main St', city: 'Reno', postalCode: '89501', country: 'US' },
    items: [{ reference: '1', sku: 'MUG', product: 'mug', title: 'Mug', quantity: 1, unitPrice: 1200 }],
    shipping: { price: 0 },
    tenders: [{ reference: `${reference}-card`, kind: 'card', label: 'Visa 4242', captured: 1200 }],
  })
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
  const { rows } = await desk.app.pool.query<{ id: string }>('select id from orders where reference = $1', [reference])
  return rows[0]?.id ?? ''
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
    expect((await desk.as('sam').call('GET /incidents')).data[0]).toMatchObject({ messages: [{ told: 2 }] })
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
