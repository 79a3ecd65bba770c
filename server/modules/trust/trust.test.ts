import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertCustomers } from '#modules/customers'
import { DEFAULT_RULESET, compileRuleset, resolvePolicy } from '#modules/policy'
import { system } from '#platform/auth/actor'
import { listEvents } from '#platform/events/list-events'
import { addDays } from '#platform/time'
import { read, transact, type Work } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import { openStore } from '#testing/parcels'
import { testServer, type TestServer } from '#testing/server'
import {
  assess,
  identityOf,
  liftHold,
  linkIdentities,
  placeHold,
  recordSignal,
  recordSignals,
  voidSignals,
  type SignalInput,
} from './index.ts'

const now = new Date('2026-03-02T15:00:00Z')
let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp({ now })
  server = await testServer(app)
  await openStore(app)
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const resolved = resolvePolicy(compileRuleset(DEFAULT_RULESET), { country: 'US' })
const change = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)
const ago = (days: number) => addDays(now, -days)
let count = 0

async function person(facts: Record<string, unknown> = {}): Promise<{ id: string; reference: string }> {
  const reference = `t-${++count}`
  const [customer] = await change((work) =>
    upsertCustomers(work, 'import', [
      {
        reference,
        name: 'Ava Moore',
        email: `${reference}@example.com`,
        emailVerified: true,
        addresses: [],
        paymentMethods: [],
        createdAt: ago(800).toISOString(),
        ...facts,
      } as never,
    ]),
  )
  return { id: customer?.id ?? '', reference }
}

/** Orders of a shopper, one every `every` days back from now. */
async function bought(
  customer: { reference: string },
  orders: number,
  every = 40,
  part: Record<string, unknown> = {},
): Promise<string[]> {
  const inputs = Array.from({ length: orders }, (_, index) =>
    orderInput({
      reference: `${customer.reference}-${index}`,
      customer: { reference: customer.reference },
      placedAt: ago(1 + index * every).toISOString(),
      ...part,
    }),
  )
  return (await storeOrders(app, inputs, { history: true })).map(({ id }) => id ?? '')
}

const claim = {
  kind: 'delivered_not_received',
  value: { amountMinor: 4500, currency: 'USD' },
  deliveredAt: ago(10),
  lossId: 'now',
}
const look = (customerId: string, input: Partial<Parameters<typeof assess>[2]> = {}) =>
  assess(read(app, system('test')), customerId, { resolved, claim, ...input })
const missing = (
  customerId: string,
  id: string,
  days: number,
  kind: SignalInput['kind'] = 'not_received_claim',
  lossId = id,
): SignalInput => ({
  customerId,
  kind,
  about: { kind: 'problem', id },
  at: ago(days),
  details: { lossId },
  orderId: `ord-${id}`,
  silent: true,
})

describe('an assessment', () => {
  test('of somebody new, of a guest, and of a long clean history', async () => {
    const fresh = await person({ createdAt: ago(3).toISOString() })
    expect(await look(fresh.id)).toMatchObject({
      score: 0,
      band: 'low',
      history: { standing: 'new', notReceivedRemedies: 0, notReceivedClaims30Days: 1 },
    })
    const loyal = await person()
    await bought(loyal, 11)
    expect(await look(loyal.id)).toMatchObject({
      band: 'low',
      history: { standing: 'clean' },
      reasons: [{ code: 'good_history', points: -20 }],
    })
    expect((await look(loyal.id, { guest: true })).history.standing).toBe('new')
  })

  test('the order at hand is not one without a problem; a claim ends a clean history', async () => {
    const almost = await person()
    await bought(almost, 10, 45)
    expect((await look(almost.id)).history.standing).toBe('between')
    expect((await look(almost.id, { claim: null })).history.standing).toBe('clean')
    const claimed = await person()
    const [orderId] = await bought(claimed, 12)
    await change((work) => recordSignal(work, { ...missing(claimed.id, 'c1', 100), orderId }))
    expect((await look(claimed.id)).history.standing).toBe('between')
    await change((work) => voidSignals(work, { about: { kind: 'problem', id: 'c1' }, reason: 'turned_up' }))
    expect((await look(claimed.id)).history.standing).toBe('clean')
  })

  test('counts losses, not reports; and the present one', async () => {
    const often = await person()
    await change((work) =>
      recordSignals(work, [
        missing(often.id, 'o1', 20, 'not_received_claim', 'loss-a'),
        missing(often.id, 'o2', 20, 'not_received_claim', 'loss-a'),
        missing(often.id, 'o3', 25),
        missing(often.id, 'o1', 20, 'not_received_remedy', 'loss-a'),
        missing(often.id, 'o2', 20, 'not_received_remedy', 'loss-a'),
        missing(often.id, 'o4', 179, 'not_received_remedy'),
        missing(often.id, 'o5', 181, 'not_received_remedy'),
      ]),
    )
    const found = await look(often.id)
    expect(found.history).toMatchObject({ notReceivedClaims30Days: 3, notReceivedRemedies: 2 })
    expect(found).toMatchObject({ score: 40, band: 'medium', reasons: [{ code: 'not_received_three_in_30_days' }] })
    expect((await look(often.id, { contraryEvidence: true })).score).toBe(65)
  })

  test('a hold makes it stricter and never softer', async () => {
    const held = await person()
    await bought(held, 11)
    const id = await change((work) =>
      placeHold(work, { customerId: held.id, step: 'no_instant', reason: 'Asked by the fraud desk' }),
    )
    expect(await look(held.id)).toMatchObject({ band: 'medium', hold: { step: 'no_instant' } })
    await change((work) => placeHold(work, { customerId: held.id, step: 'warned', reason: 'Note' }))
    expect((await look(held.id)).hold?.step).toBe('no_instant')
    await change((work) => liftHold(work, { id }))
    expect((await look(held.id)).band).toBe('low')
  })
})

describe('a signal', () => {
  test('is one per kind and subject; it counts again after its matter went on, never after a correction', async () => {
    const one = await person()
    const input: SignalInput = {
      customerId: one.id,
      kind: 'not_received_remedy',
      about: { kind: 'problem', id: 's1' },
      details: { lossId: 's1' },
    }
    await change((work) => recordSignal(work, input))
    await change((work) => recordSignal(work, input))
    const remedies = async () => (await look(one.id)).history.notReceivedRemedies
    expect(await remedies()).toBe(1)
    await change((work) =>
      voidSignals(work, { about: input.about, reason: 'remedy_not_possible', kinds: ['not_received_claim'] }),
    )
    expect(await remedies()).toBe(1)
    await change((work) =>
      voidSignals(work, { about: input.about, reason: 'remedy_not_possible', kinds: ['not_received_remedy'] }),
    )
    expect(await remedies()).toBe(0)
    await change((work) => recordSignal(work, input))
    expect(await remedies()).toBe(1)
    const { signals } = await look(one.id)
    const lead = server.client('staff:lea:lead')
    const shown = await lead.call('POST /trust-signals/:id/correction', {
      id: signals[0]?.id,
      reason: 'The neighbor had it all along.',
    })
    expect(shown).toMatchObject({
      customerId: one.id,
      signals: [{ voided: true, words: 'Got a replacement or refund for a parcel that did not arrive.' }],
    })
    await change((work) => recordSignal(work, input))
    expect(await remedies()).toBe(0)
    const events = (await listEvents(read(app, system('test')), `customer:${one.id}`))
      .map(({ occurrence }) => occurrence.name)
      .filter((name) => name.startsWith('trust.'))
    expect(events).toEqual([
      'trust.signal_recorded',
      'trust.signal_voided',
      'trust.signal_recorded',
      'trust.signal_voided',
    ])
  })

  test('is corrected by leads alone, and the record is shown to staff alone', async () => {
    const one = await person()
    const body = { reason: 'Not theirs' }
    expect(
      (await server.client('staff:sam:associate').send('POST', '/trust-signals/sig_1/correction', { body })).status,
    ).toBe(403)
    expect(
      (await server.client('staff:lea:lead').send('POST', '/trust-signals/sig_1/correction', { body })).status,
    ).toBe(404)
    expect(
      (await server.client({ kind: 'shopper', customerId: one.id }).send('GET', `/customers/${one.id}/trust`)).status,
    ).toBe(403)
    expect(
      await server
        .client('staff:sam:associate')
        .call('GET /customers/:id/trust', { id: `ref:import:${one.reference}` }),
    ).toMatchObject({ customerId: one.id, score: 0, hold: null, linked: [] })
  })
})

describe('one identity', () => {
  const card = (fingerprint: string) => ({
    paymentMethods: [{ reference: `m-${fingerprint}`, kind: 'card', label: 'Visa', fingerprint }],
  })

  test('is what shares a phone, a card on file or a card that paid; an address never links', async () => {
    const [first, second, third, fourth] = [
      await person({ phone: '+1 (212) 555-0142', ...card('fp-a') }),
      await person({ phone: '2125550142' }),
      await person(card('fp-a')),
      await person(),
    ]
    await bought(first, 1, 1, { tenders: [{ reference: 'x', kind: 'card', captured: 1000, fingerprint: 'fp-b' }] })
    await bought(fourth, 1, 1, { tenders: [{ reference: 'y', kind: 'card', captured: 1000, fingerprint: 'fp-b' }] })
    const neighbor = await person()
    await bought(neighbor, 1)
    await change((work) => linkIdentities(work, [first.id, neighbor.id]))
    await change((work) => linkIdentities(work, [first.id, second.id]))
    const reader = read(app, system('test'))
    expect((await identityOf(reader, first.id)).linked.toSorted()).toEqual([second.id, third.id, fourth.id].toSorted())
    expect((await identityOf(reader, second.id)).linked).toContain(fourth.id)
    expect((await identityOf(reader, neighbor.id)).linked).toEqual([])
    const { linked } = await server.client('staff:sam:associate').call('GET /customers/:id/trust', { id: first.id })
    expect(linked).toHaveLength(3)
    expect(linked).toEqual(
      expect.arrayContaining([
        { customerId: second.id, by: ['phone'] },
        { customerId: third.id, by: ['payment_token'] },
        { customerId: fourth.id, by: ['payment_token'] },
      ]),
    )
    await change((work) =>
      recordSignal(work, {
        customerId: second.id,
        kind: 'abuse_confirmed',
        about: { kind: 'note', id: 'n1' },
        silent: true,
      }),
    )
    expect((await look(first.id)).reasons).toMatchObject([{ code: 'linked_confirmed_abuse', points: 30 }])
  })

  test('is not what very many share', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => person({ phone: '800 555 0199' })))
    await change((work) =>
      linkIdentities(
        work,
        many.map(({ id }) => id),
      ),
    )
    expect((await identityOf(read(app, system('test')), many[0]?.id ?? '')).linked).toEqual([])
  })

  test('is found when a live order comes in', async () => {
    const [first, second] = [await person(), await person(card('fp-live'))]
    await storeOrders(app, [
      orderInput({
        reference: 'live-1',
        customer: { reference: first.reference },
        tenders: [{ reference: 'z', kind: 'card', captured: 1000, fingerprint: 'fp-live2' }],
      }),
    ])
    await storeOrders(app, [
      orderInput({
        reference: 'live-2',
        customer: { reference: second.reference },
        tenders: [{ reference: 'z', kind: 'card', captured: 1000, fingerprint: 'fp-live2' }],
      }),
    ])
    await runJobs(app, { allowFailures: true })
    expect((await identityOf(read(app, system('test')), first.id)).linked).toEqual([second.id])
  })
})
