import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderRecord } from '#modules/orders'
import { activatePolicyVersion, DEFAULT_RULESET, writePolicyVersion } from '#modules/policy'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { runJobs, runUntil } from '#testing/app'
import { coverFor, settleBurden } from './index.ts'
import { line, paid, settlementBench, usd, type SettlementBench } from './settlement-bench.fixture.ts'

let bench: SettlementBench
beforeAll(async () => {
  bench = await settlementBench()
})
afterAll(() => bench.close())

let count = 0
/** An order of a seller of its own, to whom this much was passed on where it is said. */
async function soldBy(passedOn?: {
  amount: number
  spent?: boolean
}): Promise<{ order: OrderRecord; seller: string; transfer: string }> {
  const seller = `seller-${++count}`
  const transfer = `tr_${passedOn?.spent ? 'spent_' : ''}${count}`
  const order = await bench.sold({
    items: [line({ seller: { reference: seller, name: `Seller ${count}` } })],
    ...(passedOn ? { transfers: [{ seller, reference: transfer, amount: passedOn.amount }] } : {}),
  })
  return { order, seller, transfer }
}
const switches = (next: object[]) => bench.provider.control('POST', '/control/switches', { next })
const reversals = async (transfer: string) =>
  (await bench.books()).movements.filter(
    (movement) => String(movement.object) === 'transfer_reversal' && movement.source === transfer,
  )
const payouts = () => bench.server.client('key:payouts')
const pay = (seller: string, body: object) =>
  payouts().send('POST', `/sellers/ref:import:${seller}/payouts`, {
    body: { amount: usd(5000), paidAt: '2026-03-02T12:00:00Z', ...body },
  })
const balance = async (seller: string) =>
  (await payouts().call('GET /sellers/:id/balance', { id: `ref:import:${seller}` })).data[0]

describe('collecting a debit', () => {
  it('takes it back from what was passed on, under the debit’s own key', async () => {
    const { order, seller, transfer } = await soldBy({ amount: 11000 })
    await bench.giveBack(order)
    const [debit, collection] = await bench.entries(seller)
    expect(await reversals(transfer)).toMatchObject([{ amount: 11000, idempotency_key: `seller-debit:${debit?.id}` }])
    expect(debit).toMatchObject({ state: 'collected', open_minor: 0 })
    expect(collection).toMatchObject({ kind: 'collection', amount_minor: 11000, of_entry_id: debit?.id })
    expect(await bench.accounts(order)).toMatchObject({ [`passed_on:${transfer}`]: -11000, 'store:commission': -1000 })
    expect((await bench.accounts(order))[`seller:${debit?.seller_id}`]).toBeUndefined()
  })

  it('refused for lack of balance it is owed', async () => {
    const { order, seller } = await soldBy({ amount: 11000, spent: true })
    await bench.giveBack(order)
    const [debit] = await bench.entries(seller)
    expect(debit).toMatchObject({ state: 'receivable', open_minor: -11000, failure_code: 'insufficient_funds' })
    expect(await bench.facts('seller.receivable_opened')).toContainEqual(
      expect.objectContaining({ entryId: debit?.id, amount: usd(11000), code: 'insufficient_funds' }),
    )
  })

  it('without a transfer it is owed at once; from one that is too small what it has, and the rest is owed', async () => {
    const without = await soldBy()
    await bench.giveBack(without.order)
    expect(await bench.entries(without.seller)).toMatchObject([{ state: 'receivable', failure_code: 'no_transfer' }])
    const small = await soldBy({ amount: 3000 })
    await bench.giveBack(small.order)
    expect(await bench.entries(small.seller)).toMatchObject([
      { kind: 'debit', state: 'receivable', open_minor: -8000, failure_code: 'transfer_used_up' },
      { kind: 'collection', amount_minor: 3000 },
    ])
  })

  it.each(['lost_answer', 'error_after'])(
    'an outcome that nobody saw (%s) is looked up, and never taken twice',
    async (trouble) => {
      const { order, seller, transfer } = await soldBy({ amount: 11000 })
      await switches([{ do: trouble, on: 'transfer_reversal' }])
      await bench.giveBack(order)
      expect(await reversals(transfer)).toHaveLength(1)
      expect((await bench.entries(seller))[0]).toMatchObject({ state: 'collected', attempts: 1 })
    },
  )

  it('a try that broke off is tried again under the same key, and the provider’s word is asked for first', async () => {
    const { order, seller, transfer } = await soldBy({ amount: 11000 })
    await switches([{ do: 'error_before', on: 'transfer_reversal' }])
    await expect(bench.giveBack(order)).rejects.toThrow('settlements.collect-debit')
    expect(await reversals(transfer)).toHaveLength(0)
    expect((await bench.entries(seller))[0]).toMatchObject({ state: 'posted', attempts: 1, collect_minor: 11000 })
    await runJobs(bench.app)
    expect(await reversals(transfer)).toHaveLength(1)
    expect((await bench.entries(seller))[0]).toMatchObject({ state: 'collected', attempts: 2 })
  })

  it('what is given back while a debit is being collected is a credit of its own', async () => {
    const { order, seller } = await soldBy({ amount: 11000 })
    await bench.provider.control('POST', '/control/settling', { afterMs: null })
    await bench.giveBack(order)
    const { id } = await bench.burden(order)
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'platform' }, reason: 'appeal' }))
    await bench.provider.control('POST', '/control/settling', { afterMs: 0 })
    expect(await bench.entries(seller)).toMatchObject([
      { kind: 'debit', state: 'posted', open_minor: -11000 },
      { kind: 'credit', open_minor: 11000 },
    ])
    const [debit] = await bench.entries(seller)
    await bench.provider.control('POST', '/control/settle', { key: `seller-debit:${debit?.id}`, as: 'succeeded' })
    await runUntil(bench.app, new Date(bench.app.clock.now().getTime() + 3_600_000))
    expect(await balance(seller)).toMatchObject({ toPay: usd(11000), beingCollected: usd(0) })
  })

  it('is tried again by the sweep when its tries were lost', async () => {
    const { order, seller, transfer } = await soldBy({ amount: 11000 })
    await bench.provider.control('POST', '/control/settling', { afterMs: null })
    await bench.giveBack(order)
    expect((await bench.entries(seller))[0]).toMatchObject({ state: 'posted', open_minor: -11000 })
    const [pending] = await reversals(transfer)
    await bench.provider.control('POST', '/control/settle', { id: pending?.id, as: 'succeeded' })
    await bench.provider.control('POST', '/control/settling', { afterMs: 0 })
    await runUntil(bench.app, new Date(bench.app.clock.now().getTime() + 3_600_000))
    expect((await bench.entries(seller))[0]).toMatchObject({ state: 'collected', open_minor: 0 })
    expect(await reversals(transfer)).toHaveLength(1)
  })
})

describe('netting', () => {
  it('closes receivables oldest first, and never more than is open', async () => {
    const { order, seller } = await soldBy()
    const second = await bench.sold({
      items: [line({ unitPrice: 5000, seller: { reference: seller } })],
      shipping: { price: 0 },
      tenders: paid(5000).map((each) => ({ ...each, reference: 'net-2' })),
    })
    await bench.giveBack(order)
    bench.app.clock.advance({ minutes: 1 })
    await bench.giveBack(second)
    expect(await balance(seller)).toMatchObject({ toNet: usd(15500), toPay: usd(0) })
    expect((await pay(seller, { reference: 'p-1', netted: 15501 })).body.error).toMatchObject({
      code: 'more_than_open',
    })
    expect(await pay(seller, { reference: 'p-1', netted: 12000 })).toMatchObject({ status: 201 })
    expect((await bench.entries(seller)).filter((each) => each.kind === 'debit')).toMatchObject([
      { state: 'collected', open_minor: 0 },
      { state: 'receivable', open_minor: -3500 },
    ])
    const again = await pay(seller, { reference: 'p-1', netted: 12000 })
    expect(again).toMatchObject({ status: 201, body: { netted: usd(12000) } })
    expect((await pay(seller, { reference: 'p-1', netted: 1 })).body.error).toMatchObject({ code: 'reference_used' })
    expect(await balance(seller)).toMatchObject({ toNet: usd(3500) })
  })

  it('takes credits first, and pays out what is left of them', async () => {
    const { order, seller } = await soldBy({ amount: 11000 })
    await bench.giveBack(order)
    const { id } = await bench.burden(order)
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'platform' }, reason: 'appeal' }))
    expect(await balance(seller)).toMatchObject({ toNet: usd(0), toPay: usd(11000), credits: usd(11000) })
    const fee = { reference: 'fee-1', kind: 'other', amount: usd(-1000), note: 'Labels' }
    await payouts().call('POST /sellers/:id/adjustments', { id: `ref:import:${seller}`, ...fee })
    expect(await balance(seller)).toMatchObject({ toPay: usd(10000), receivables: usd(1000) })
    expect((await pay(seller, { reference: 'c-1', credited: 10001 })).body.error).toMatchObject({
      code: 'more_than_open',
    })
    expect(await pay(seller, { reference: 'c-1', credited: 10000 })).toMatchObject({ status: 201 })
    expect(await balance(seller)).toMatchObject({ toNet: usd(0), toPay: usd(0) })
    const lines = await payouts().call('GET /sellers/:id/statement', { id: `ref:import:${seller}` })
    expect(lines.data[0]).toMatchObject({ kind: 'payout', reference: 'c-1', runningTotal: usd(0) })
  })

  it('twenty payouts at once net what is open once', async () => {
    const { order, seller } = await soldBy()
    await bench.giveBack(order)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => pay(seller, { reference: `n-${index}`, netted: 2000 })),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(5)
    expect(await balance(seller)).toMatchObject({ toNet: usd(1000) })
    const [debit] = await bench.entries(seller)
    const { rows } = await bench.app.pool.query(
      'select sum(amount_minor)::int as sum from ledger_entry where account = $1',
      [`seller:${debit?.seller_id}`],
    )
    expect(rows[0].sum).toBe(-1000)
  })
})

describe('who is good for paying at once', () => {
  const cover = async (seller: string, minor: number) =>
    coverFor(read(bench.app, system('test')), { sellerId: await bench.sellerId(seller), amount: usd(minor) })

  it('is what the store still has of the seller’s sales, less what is open, until a payout covers it', async () => {
    const { order, seller } = await soldBy()
    expect(await cover(seller, 11000)).toBe('held_payout')
    expect(await cover(seller, 11001)).toBe('fund')
    await bench.giveBack(order, {}, { burden: { payer: 'seller' }, state: 'held' })
    expect(await bench.burden(order)).toMatchObject({ cover: 'held_payout' })
    expect(await cover(seller, 1)).toBe('fund')
    const other = await soldBy()
    await pay(other.seller, { reference: 'cover', coversUntil: '2026-03-01T00:00:00Z' })
    expect(await cover(other.seller, 1)).toBe('fund')
    const passedOn = await soldBy({ amount: 11000 })
    expect(await cover(passedOn.seller, 1)).toBe('fund')
  })

  it('else the fund, up to its limit; and only what policy allows', async () => {
    const { order, seller } = await soldBy()
    await pay(seller, { reference: 'paid', coversUntil: '2026-03-02T00:00:00Z' })
    await bench.giveBack(order, {}, { burden: { payer: 'seller' }, state: 'held' })
    expect(await bench.burden(order)).toMatchObject({ cover: 'fund' })
    expect(await cover(seller, 1_000_000 - 11000)).toBe('fund')
    expect(await cover(seller, 1_000_000 - 11000 + 1)).toBeNull()
    const { id } = await bench.burden(order)
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'seller' } }))
    await runJobs(bench.app)
    expect(await cover(seller, 1_000_000)).toBeNull()
    await pay(seller, { reference: 'netted', netted: 11000, amount: usd(0) })
    expect(await cover(seller, 1_000_000)).toBe('fund')
    await bench.change(async (work) => {
      const version = await writePolicyVersion(work, {
        ruleset: { ...DEFAULT_RULESET, store: { 'claim.advance.cover': ['held_payout'] } },
      })
      await activatePolicyVersion(work, { id: version.id })
    })
    expect(await cover(seller, 1)).toBeNull()
  })
})
