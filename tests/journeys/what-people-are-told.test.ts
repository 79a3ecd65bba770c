import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addHours } from '#platform/time'
import { customer, delivered, doors, near, order, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'

let store: OpenStore

beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [
    customer('ava', 'Ava Moreno', '2024-01-10T00:00:00Z'),
    { ...customer('ben', 'Ben Okafor', '2024-01-10T00:00:00Z'), locale: 'de-DE' },
  ])
})
afterAll(() => store?.close())

let count = 0

/** An order that was sent and, with a point, delivered there. Answers its number and id. */
async function bought(
  who: string,
  more: { variant?: string; meters?: number | undefined; card?: string; sent?: boolean } = {},
) {
  const reference = `W-${1000 + ++count}`
  const now = store.app.clock.now()
  await store.importRows('orders', [
    order({
      reference,
      customer: who,
      placedAt: addHours(now, -1),
      to: doors.elm,
      lines: [{ variant: more.variant ?? 'mug-blue', quantity: 1 }],
      promisedBy: addDays(now, 3),
      ...(more.card ? { tenders: [{ kind: 'card' as const, reference: more.card, label: 'Visa ending 4242' }] } : {}),
    }),
  ])
  if (more.sent !== false) {
    const at = addHours(now, -0.5)
    const gps =
      more.meters === undefined
        ? undefined
        : { ...near(doors.elm, more.meters), accuracyMeters: 8, at: at.toISOString(), atDepot: false }
    await store.importRows('shipments', [
      {
        reference: `S-${reference}`,
        order: reference,
        carrier: 'UPS',
        trackingNumber: `1Z${reference}`,
        shippedAt: addHours(now, -0.9).toISOString(),
        items: [{ item: `${reference}-1`, quantity: 1 }],
      },
    ])
    await store.importRows('scans', [
      {
        shipment: `S-${reference}`,
        at: addHours(now, -0.8).toISOString(),
        status: 'out_for_delivery',
        place: { city: 'Springfield', region: 'IL', country: 'US' },
      },
      { shipment: `S-${reference}`, ...delivered(at, { ...(gps ? { gps } : {}), batchSizeWithin60s: 1 }) },
    ])
  }
  await store.settle()
  return reference
}

const told = async (who: string) => (await store.mails()).filter((mail) => mail.to === `${who}@example.com`)

async function report(who: string, reference: string) {
  const client = store.as(`shopper:${who}`)
  const { items } = await client.call('GET /orders/:id', { id: `ref:import:${reference}` })
  return client.call('POST /problems', { item: items[0].id, kind: 'delivered_not_received' })
}

test('a refund is told once, with amount, method and day; the money’s arrival within the hour is no second mail', async () => {
  const reference = await bought('ava', { meters: 900 })
  const problem = await report('ava', reference)
  const refund = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'refund')
  await store.as('shopper:ava').call('POST /problems/:id/remedy', { id: problem.id, remedy: refund.id })
  await store.settle()
  const mails = await told('ava')
  expect(mails.map((mail) => mail.subject)).toEqual(['$19.00 is on its way back to you'])
  expect(mails[0]?.text).toMatch(/Visa ending 4242: \$19\.00, there by \w+day, March \d+/)
  expect(mails[0]?.text).toContain(`/problems/${problem.id}`)
})

test('a new one on its way, in the shopper’s language', async () => {
  const reference = await bought('ben', { meters: 900 })
  const problem = await report('ben', reference)
  const replacement = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'replacement')
  await store.as('shopper:ben').call('POST /problems/:id/remedy', { id: problem.id, remedy: replacement.id })
  await store.settle()
  const mails = await told('ben')
  expect(mails.map((mail) => mail.subject)).toEqual(['Ersatz ist unterwegs: Stoneware mug'])
  expect(mails[0]?.text).toMatch(/^Ersatz ist unterwegs\. Er kommt bis \w+, \d+\. März\./)
})

test('a canceled order and its money are one mail', async () => {
  const reference = await bought('ava', { sent: false })
  const before = (await told('ava')).length
  await store
    .as('shopper:ava')
    .call('POST /changes', { order: `ref:import:${reference}`, kind: 'cancel', confirm: true })
  await store.settle()
  const mails = (await told('ava')).slice(before)
  expect(mails.map((mail) => mail.subject)).toEqual(['Your order is canceled'])
  expect(mails[0]?.text).toContain('Your order is canceled. $19.00 is on its way back.')
})

test('a refund that fails says that the money is safe and shows another way', async () => {
  const reference = await bought('ava', { meters: 900, card: 'pay-fails_later-1' })
  const before = (await told('ava')).length
  const problem = await report('ava', reference)
  const refund = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'refund')
  await store.as('shopper:ava').call('POST /problems/:id/remedy', { id: problem.id, remedy: refund.id })
  await store.settle()
  await store.wait({ days: 2 })
  const subjects = (await told('ava')).slice(before).map((mail) => mail.subject)
  expect(subjects[0]).toBe('$19.00 is on its way back to you')
  expect(subjects).toContain('Your refund of $19.00 needs another way')
})

test('a parcel that runs late and is lost: told before anybody asks, and what was done is one mail', async () => {
  const reference = await bought('ben', { sent: false })
  const now = store.app.clock.now()
  const place = { city: 'Omaha', region: 'NE', country: 'US' }
  await store.importRows('shipments', [
    {
      reference: `S-${reference}`,
      order: reference,
      carrier: 'UPS',
      trackingNumber: `1Z${reference}`,
      shippedAt: now.toISOString(),
      items: [{ item: `${reference}-1`, quantity: 1 }],
    },
  ])
  await store.importRows('scans', [
    { shipment: `S-${reference}`, at: addHours(now, 1).toISOString(), status: 'in_transit', place },
  ])
  const before = (await told('ben')).length
  await store.wait({ days: 30 })
  const subjects = (await told('ben')).slice(before).map((mail) => mail.subject)
  expect(subjects.filter((subject) => subject.startsWith('Deine Sendung verspätet sich'))).toHaveLength(1)
  expect(subjects.filter((subject) => subject.startsWith('Deine Sendung ging verloren'))).toHaveLength(1)
  expect(subjects.filter((subject) => /unterwegs:|auf dem Weg zurück/.test(subject))).toEqual([])
})

test('no mail names what the shopper may not see, and none was sent twice', async () => {
  const mails = await store.mails()
  const text = mails.map((mail) => `${mail.subject}\n${mail.text}`).join('\n')
  expect(text).not.toMatch(/risk|score|band|⟦|\{|undefined/i)
  const rows = await store.app.db.selectFrom('notification').select(['dedupe_key', 'state', 'failure']).execute()
  expect(rows.every((row) => row.state === 'sent')).toBe(true)
  expect(new Set(rows.map((row) => row.dedupe_key)).size).toBe(rows.length)
})
