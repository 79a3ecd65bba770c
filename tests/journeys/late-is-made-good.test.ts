import { afterAll, beforeAll, expect, test } from 'vitest'
import { addHours } from '#platform/time'
import { customer, doors, order, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'

let store: OpenStore

beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  const max = store.as('staff:max')
  const { id } = await max.call('POST /policy/versions', {
    ruleset: { format: 1, store: { 'late.goodwill_credit': true } },
    note: 'A credit for dates that we guaranteed.',
  })
  await max.call('POST /policy/versions/:id/activation', { id })
  await store.importRows(
    'customers',
    ['ava', 'ben', 'cleo'].map((name) => customer(name, name, '2024-01-10T00:00:00Z')),
  )
})
afterAll(() => store?.close())

let count = 0
/** An order for in two days, with shipping paid; with a scan when it was sent. */
async function bought(who: string, more: { sent?: boolean; kind?: 'guaranteed' | 'estimated' } = {}) {
  const reference = `L-${1000 + ++count}`
  const now = store.app.clock.now()
  await store.importRows('orders', [
    order({
      reference,
      customer: who,
      placedAt: addHours(now, -1),
      to: doors.elm,
      lines: [{ variant: 'mug-blue', quantity: 1 }],
      shippingMinor: 599,
      promisedBy: addHours(now, 48),
      promiseKind: more.kind ?? 'guaranteed',
    }),
  ])
  if (more.sent) {
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
    await scan(reference, 'in_transit', 1)
  }
  await store.settle()
  return reference
}
const scan = (reference: string, status: string, hours: number) =>
  store.importRows('scans', [
    {
      shipment: `S-${reference}`,
      at: addHours(store.app.clock.now(), hours).toISOString(),
      status,
      place: { city: 'Omaha', region: 'NE', country: 'US' },
    },
  ])
const told = async (who: string) => (await store.mails()).filter((mail) => mail.to === `${who}@example.com`)
const signalsOf = async (who: string) =>
  await store.app.db
    .selectFrom('trust_signal')
    .select('kind')
    .where('customer_id', '=', store.customerId(who))
    .execute()
const refundsOf = async (who: string, reference: string) =>
  (await store.as(`shopper:${who}`).call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })).data.map(
    (refund: { reason: string; amount: { amountMinor: number } }) => [refund.reason, refund.amount.amountMinor],
  )

test('a guaranteed day is missed: fee and credit come by themselves, once, with one apology, and it speaks for nobody’s record', async () => {
  const reference = await bought('ava', { sent: true })
  await store.wait({ days: 3 })
  const mails = await told('ava')
  expect(mails.map((mail) => mail.subject)).toEqual([
    'Your parcel is running late. You choose.',
    'Sorry it’s late: $5.99 comes back to you',
  ])
  expect(mails[0]?.text).toContain('turn the parcel away at the door')
  expect(mails[1]?.text).toContain('so $5.99 goes back to you')
  expect(mails[1]?.text.replaceAll(/\s+/g, ' ')).toContain('$1.25 store credit is on your account')
  expect(mails[1]?.text).toMatch(/Visa ending 4242: \$5\.99, there by \w+day, March \d+/)
  await scan(reference, 'delivered', 0)
  await store.wait({ days: 5 })
  expect(await refundsOf('ava', reference)).toEqual([
    ['late_delivery', 599],
    ['late_goodwill', 125],
  ])
  expect(await told('ava')).toHaveLength(2)
  expect(await signalsOf('ava')).toEqual([])
})

test('nothing has left yet: one tap from the mail is the choice, and canceling brings everything that is left', async () => {
  const reference = await bought('ben')
  await store.wait({ hours: 30 })
  const [notice, ...more] = await told('ben')
  expect(more).toEqual([])
  expect(notice?.text.replaceAll(/\s+/g, ' ')).toContain(
    'Would you like to wait for Stoneware mug, or rather have your money back?',
  )
  const client = store.as('shopper:ben')
  const shown = await client.call('GET /orders/:id', { id: `ref:import:${reference}` })
  expect(notice?.text).toContain(`/orders/${shown.id}/problem?item=${shown.items[0].id}`)
  expect(shown.items[0].allowed.find((each: { action: string }) => each.action === 'problem')?.kinds).toEqual(['late'])
  const problem = await client.call('POST /problems', { item: shown.items[0].id, kind: 'late' })
  expect(problem.remedies.map((remedy: { kind: string }) => remedy.kind)).toEqual(
    expect.arrayContaining(['wait', 'cancel']),
  )
  const cancel = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'cancel')
  await client.call('POST /problems/:id/remedy', { id: problem.id, remedy: cancel.id })
  await store.settle()
  await store.wait({ days: 3 })
  const refunds = await refundsOf('ben', reference)
  expect(refunds.reduce((sum: number, [, amount]: [string, number]) => sum + amount, 0)).toBe(1900 + 599)
  expect(refunds.map(([reason]: [string]) => reason)).not.toContain('late_delivery')
  expect(await signalsOf('ben')).toEqual([])
})

test('an estimated day brings the fee and no credit; whoever waits is not asked again', async () => {
  const reference = await bought('cleo', { kind: 'estimated' })
  await store.wait({ days: 3 })
  const client = store.as('shopper:cleo')
  const shown = await client.call('GET /orders/:id', { id: `ref:import:${reference}` })
  expect(await refundsOf('cleo', reference)).toEqual([['late_delivery', 599]])
  const problem = await client.call('POST /problems', { order: shown.id, kind: 'late' })
  const wait = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'wait')
  await client.call('POST /problems/:id/remedy', { id: problem.id, remedy: wait.id })
  await store.wait({ days: 1 })
  expect((await told('cleo')).filter((mail) => mail.subject.startsWith('Your parcel is running late'))).toHaveLength(1)
  expect(await refundsOf('cleo', reference)).toHaveLength(1)
})
