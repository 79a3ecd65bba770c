import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { ledgerOf, paymentPort, storeCreditOf } from '#modules/refunds'
import { runJobs } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { createGuardedFetch, type GuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { stripePayments } from '../../server/adapters/payments/stripe/adapter.ts'
import type { FakeRefund } from '../../server/adapters/payments/stripe/fake/objects.ts'
import { startFake, type RunningFake } from '../../server/adapters/run-fake.ts'

const secret = 'whsec_journey'
const folder = mkdtempSync(join(tmpdir(), 'came-back-'))
let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let stripe: RunningFake
let fetch: GuardedFetch
let count = 0

beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
  stripe = await startFake('stripe', { booksFile: join(folder, 'stripe.jsonl'), secretKey: 'sk_test' })
  fetch = createGuardedFetch({ allowOrigins: [stripe.url] })
  const connection = { baseUrl: stripe.url, fetch, secretKey: 'sk_test', webhookSecrets: ['whsec_older', secret] }
  shop.app.ports.set(paymentPort, stripePayments({ ...connection, timeoutMs: 2_000 }))
  const url = `${server.url}/api/v1/webhooks/payments`
  await stripe.control('PUT', '/control/webhook', { url, secret, mode: 'held' })
})
afterAll(async () => {
  await server?.close()
  await shop?.close()
  await stripe?.kill()
  await fetch?.close()
  await outside?.close()
  rmSync(folder, { recursive: true })
})

/** One blue mug for 19.00, and shipping for 5.00, paid through the provider. */
async function bought(name = `pi_journey_${++count}`): Promise<OrderRecord> {
  await stripe.control('PUT', `/control/payments/${name}`, { amount: 2400, currency: 'usd' })
  const tender = {
    reference: name,
    kind: 'card',
    label: 'Visa ending 4242',
    captured: 2400,
    capturedAt: '2026-03-02T14:50:00Z',
  }
  return shop.order({ shipping: 500, more: { tenders: [tender] } })
}
const sue = () => server.client(shop.as('max'))
const ava = () => server.client(shop.as('ava'))
async function refunded(order: OrderRecord) {
  const wish = { order: order.row.id, items: [{ item: order.items[0]?.id, quantity: 1 }], reason: 'damaged' }
  const refund = await sue().call('POST /refunds', wish)
  await runJobs(shop.app)
  return refund as { id: string; perTender: { id: string }[] }
}
async function pending(order: OrderRecord) {
  await stripe.control('POST', '/control/settling', { afterMs: null })
  const refund = await refunded(order)
  await stripe.control('POST', '/control/settling', { afterMs: 0 })
  return refund
}
const refundNow = (id: string, as = ava()) => as.call('GET /refunds/:id', { id })
async function told(): Promise<void> {
  await stripe.control('POST', '/control/deliver', { order: 'reversed', times: 2 })
  await runJobs(shop.app)
}
async function settle(movementId: string | undefined, as: 'succeeded' | 'failed'): Promise<void> {
  const reason = 'expired_or_canceled_card'
  await stripe.control('POST', '/control/settle', { key: `refund:${movementId}`, as, reason })
  await told()
}
const booked = async () => (await stripe.control<{ refunds: FakeRefund[] }>('GET', '/books')).refunds
const mails = (): string[] => {
  const mailFolder = join(outside.folder, readdirSync(outside.folder).find((name) => name.startsWith('mail-')) ?? '')
  return readdirSync(mailFolder).map((name) => readFileSync(join(mailFolder, name), 'utf8'))
}
const subjects = (order: OrderRecord) =>
  shop.app.db
    .selectFrom('notification')
    .select(['template'])
    .where('order_id', '=', order.row.id)
    .orderBy('id')
    .execute()
    .then((rows) => rows.map((row) => String(row.template)))

describe('a refund that is accepted and fails later', () => {
  it('is not refunded, gives the whole ceiling back, and nobody is told that it went through (case 29)', async () => {
    const order = await bought()
    const refund = await pending(order)
    expect(await refundNow(refund.id)).toMatchObject({ state: 'requested', allowed: [], waysOut: [] })
    await settle(refund.perTender[0]?.id, 'failed')
    expect(await refundNow(refund.id)).toMatchObject({
      state: 'failed',
      perTender: [{ state: 'failed', failureCode: 'account_closed' }],
      remaining: { amountMinor: 2400 },
      allowed: ['take_way_out'],
    })
    const now = await shop.orderNow(order)
    expect(currentUnits(now).map((unit) => unit.settled_by)).toEqual([null])
    expect(await subjects(order)).toContain('refund_failed')
    expect(await subjects(order)).not.toContain('refund_done')
    expect(mails().some((mail) => mail.includes('needs another way'))).toBe(true)
  })

  it('can be taken as store credit, once, whoever asks how often', async () => {
    const order = await bought()
    const refund = await refunded(order)
    expect(await refundNow(refund.id)).toMatchObject({ state: 'succeeded', allowed: [] })
    await settle(refund.perTender[0]?.id, 'failed')
    const came = await refundNow(refund.id)
    expect(came).toMatchObject({ state: 'failed', perTender: [{ state: 'reversed' }] })
    expect(came.waysOut[0]).toEqual({ to: 'store_credit', paymentMethodId: null, label: 'Store credit' })

    const creditBefore = await credit()
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => ava().call('POST /refunds/:id/way-out', { id: refund.id, to: 'store_credit' })),
    )
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'not_possible_now' })
    expect((await credit()) - creditBefore).toBe(1900)
    const after = await refundNow(refund.id)
    expect(after).toMatchObject({ allowed: [], remaining: { amountMinor: 500 } })
    const way = await refundNow(after.perTender[0].madeGoodBy)
    expect(way).toMatchObject({
      state: 'succeeded',
      reason: 'damaged',
      lines: [{ quantity: 1, amount: { amountMinor: 1900 } }],
      perTender: [{ targetKind: 'store_credit', state: 'succeeded' }],
    })
    expect(currentUnits(await shop.orderNow(order)).map((unit) => unit.settled_by)).toEqual([`refund:${way.id}`])
    // Posted, taken back by a transfer of its own, and posted to the credit: nothing was edited, everything sums to zero.
    const ledger = await ledgerOf(shop.read(), order.row.id)
    expect(ledger.map(({ row }) => `${row.kind} ${row.state}`)).toEqual([
      'refund posted',
      'refund_returned posted',
      'refund posted',
    ])
    for (const { entries } of ledger) expect(entries.reduce((sum, entry) => sum + entry.amount_minor, 0)).toBe(0)
  })

  it('can be taken on a gift card of their own, and on nobody else’s', async () => {
    const order = await bought()
    const refund = await refunded(order)
    await settle(refund.perTender[0]?.id, 'failed')
    const { waysOut } = await refundNow(refund.id)
    const gift = waysOut.find((way: { label: string }) => /gift/i.test(way.label))
    const take = (input: object, as = ava()) => as.call('POST /refunds/:id/way-out', { id: refund.id, ...input })
    await expect(take({ to: 'method', paymentMethodId: 'pm_of_somebody' })).rejects.toMatchObject({
      code: 'way_not_offered',
    })
    await expect(take({ to: 'method' })).rejects.toMatchObject({ code: 'way_not_offered' })
    await expect(take({ to: 'store_credit' }, server.client(shop.as('ben')))).rejects.toMatchObject({
      type: 'not_found',
    })
    expect((await ava().send('POST', `/refunds/${refund.id}/way-out`, { body: { to: 'cash' } })).status).toBe(400)
    const before = await shop.method('gift-ava')
    const made = await take({ to: 'method', paymentMethodId: gift.paymentMethodId })
    expect(made.state).toBe('succeeded')
    expect(((await shop.method('gift-ava')).balance ?? 0) - (before.balance ?? 0)).toBe(1900)
  })

  it('is given by an agent only where agents may send money', async () => {
    const order = await bought()
    const refund = await refunded(order)
    await settle(refund.perTender[0]?.id, 'failed')
    await shop.rules({ 'agent.refund_destination': ['original'] })
    const take = () => sue().call('POST /refunds/:id/way-out', { id: refund.id, to: 'store_credit' })
    await expect(take()).rejects.toMatchObject({ code: 'destination_not_allowed' })
    await shop.rules({})
    expect((await take()).state).toBe('succeeded')
  })

  it('is not offered again when an agent has refunded it meanwhile', async () => {
    const order = await bought()
    const refund = await refunded(order)
    await settle(refund.perTender[0]?.id, 'failed')
    await refunded(order)
    expect(await refundNow(refund.id)).toMatchObject({ allowed: [], waysOut: [] })
    const take = ava().call('POST /refunds/:id/way-out', { id: refund.id, to: 'store_credit' })
    await expect(take).rejects.toMatchObject({ code: 'not_possible_now' })
  })
})

describe('the provider’s books and ours', () => {
  const findings = async () =>
    (await sue().call('GET /findings', { open: 'true', limit: 100 })).data
      .filter((finding: { kind: string }) => finding.kind.startsWith('refund_'))
      .map((finding: { words: string }) => finding.words)
  async function days(number: number): Promise<void> {
    for (let hour = 0; hour < number * 24 + 2; hour += 6) {
      shop.app.clock.advance({ hours: 6 })
      await runJobs(shop.app, { allowFailures: true })
    }
  }

  it('agree after what was missed is looked up', async () => {
    const order = await bought()
    const refund = await refunded(order)
    await stripe.control('POST', '/control/settle', { key: `refund:${refund.perTender[0]?.id}`, as: 'failed' })
    // The notice never comes.
    await days(1)
    expect(await refundNow(refund.id)).toMatchObject({ state: 'failed', perTender: [{ state: 'reversed' }] })
    expect(await findings()).toEqual([])
  })

  it('differ where somebody refunded by hand there: people see it until it is recorded', async () => {
    const order = await bought()
    const tender = order.tenders[0]?.reference ?? ''
    const port = shop.app.ports.get(paymentPort)
    const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
    const byHand = await port.refund({
      key: 'refund:by-hand',
      tender: { reference: tender, kind: 'card', captured: usd(2400) },
      orderReference: order.row.reference,
      amount: usd(700),
    })
    await days(1)
    expect(await findings()).toEqual([expect.stringContaining('$7.00')])
    const row = { order: order.row.reference, reference: byHand.reference, at: '2026-03-02T16:00:00Z', amount: 700 }
    await server.client('key:import').send('POST', '/imports?kind=refunds', {
      body: `${JSON.stringify(row)}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    })
    await days(1)
    expect(await findings()).toEqual([])
  })

  it('show what was paid after all when it had been taken another way', async () => {
    const order = await bought()
    const refund = await refunded(order)
    const key = `refund:${refund.perTender[0]?.id}`
    await settle(refund.perTender[0]?.id, 'failed')
    await ava().call('POST /refunds/:id/way-out', { id: refund.id, to: 'store_credit' })
    const { settleMovement } = await import('#modules/refunds')
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      settleMovement(work, key, { state: 'succeeded', reference: 're_late', reason: null }),
    )
    await days(1)
    expect((await findings()).some((words: string) => words.includes('paid after all'))).toBe(true)
  })

  it('show what was issued and never settled within ten business days', async () => {
    const order = await bought()
    const refund = await pending(order)
    expect((await booked()).some((each) => each.metadata.makeright_key === `refund:${refund.perTender[0]?.id}`)).toBe(
      true,
    )
    shop.app.clock.advance({ days: 16 })
    await days(1)
    expect((await findings()).some((words: string) => words.includes('has not settled'))).toBe(true)
  })
})

async function credit(): Promise<number> {
  const { customerId } = shop.as('ava') as { customerId: string }
  return (await storeCreditOf(shop.read(), [customerId]))[0]?.amountMinor ?? 0
}
