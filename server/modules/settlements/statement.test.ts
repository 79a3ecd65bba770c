import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settleBurden } from './index.ts'
import { line, paid, settlementBench, usd, type SettlementBench } from './settlement-bench.fixture.ts'

let bench: SettlementBench
beforeAll(async () => {
  bench = await settlementBench()
})
afterAll(() => bench.close())

const seller = async (reference: string) =>
  bench.server.client({ kind: 'seller', sellerId: await bench.sellerId(reference), memberId: 'mem_1' })

describe('a seller’s statement', () => {
  it('says every line with its order, reason, state and what is open after it', async () => {
    const held = await bench.sold({ reference: 'S-1001' })
    await bench.giveBack(held, {}, { burden: { payer: 'seller' }, state: 'held', reason: 'not_received' })
    bench.app.clock.advance({ hours: 1 })
    const taken = await bench.sold({ reference: 'S-1002' })
    await bench.giveBack(taken)
    bench.app.clock.advance({ hours: 1 })
    const payouts = bench.server.client('key:payouts')
    await payouts.call('POST /sellers/:id/payouts', {
      id: 'ref:import:lamps',
      reference: 'PAY-7',
      amount: usd(40000),
      paidAt: '2026-03-02T16:30:00Z',
      netted: 6000,
    })
    const { data, nextCursor } = await (await seller('lamps')).call('GET /seller/statement', {})
    expect(nextCursor).toBeNull()
    expect(data.map((each: Record<string, unknown>) => [each.kind, each.state, each.orderReference])).toEqual([
      ['netting', 'posted', 'S-1002'],
      ['debit', 'receivable', 'S-1002'],
      ['debit', 'held', 'S-1001'],
    ])
    expect(data[0]).toMatchObject({ amount: usd(6000), runningTotal: usd(-5000), reference: 'PAY-7' })
    expect(data[1]).toMatchObject({
      amount: usd(-11000),
      open: usd(-5000),
      runningTotal: usd(-11000),
      reason: { code: 'damaged', words: 'It arrived damaged' },
      stateWords: 'Open, comes off your next payout',
      breakdown: { goods: usd(10000), shipping: usd(2000), commissionBack: usd(1000), borneByOthers: usd(0) },
    })
    expect(data[2]).toMatchObject({ amount: usd(-11000), runningTotal: usd(0) })

    bench.app.clock.advance({ minutes: 1 })
    const { id } = await bench.burden(held)
    await bench.change((work) => settleBurden(work, { burdenId: id, burden: { payer: 'platform', upToMinor: 5000 } }))
    const page = await (await seller('lamps')).call('GET /seller/statement', { limit: 1 })
    expect(page.data).toMatchObject([{ kind: 'debit', state: 'posted', amount: usd(-6000), runningTotal: usd(-11000) }])
    const next = await (await seller('lamps')).call('GET /seller/statement', { limit: 2, cursor: page.nextCursor })
    expect(next.data.map((each: { kind: string }) => each.kind)).toEqual(['netting', 'debit'])
  })

  it('comes as CSV, oldest first, with what others wrote made harmless', async () => {
    await bench.server.client('key:admin').call('POST /sellers/:id/adjustments', {
      id: 'ref:import:lamps',
      reference: '=1+1',
      kind: 'gateway_fee',
      amount: usd(-250),
      note: '=cmd()',
    })
    const answer = await (await seller('lamps')).send('GET', '/seller/statement.csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(answer.headers.get('content-disposition')).toContain('statement.csv')
    const lines = String(answer.body).trim().split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain('Refund,S-1002,It arrived damaged')
    expect(lines.at(-1)).toContain(`"'=1+1"`)
    expect(lines.at(-1)).toContain('-2.50')
  })

  it('is of the seller who asks alone', async () => {
    await bench.sold({
      items: [line({ seller: { reference: 'mugs', name: 'Mugs' } })],
      shipping: { price: 0 },
      tenders: paid(10000).map((each) => ({ ...each, reference: 'mugs-card' })),
    })
    const mugs = await seller('mugs')
    expect((await mugs.call('GET /seller/statement', {})).data).toEqual([])
    expect(await mugs.send('GET', '/sellers/ref:import:lamps/statement')).toMatchObject({ status: 403 })
    for (const who of ['shopper:ava', 'staff:sam:senior', 'anonymous', 'key:read'])
      expect(
        (await bench.server.client(who).send('GET', '/sellers/ref:import:lamps/statement')).status,
        who,
      ).toBeGreaterThanOrEqual(401)
    expect(
      (await bench.server.client('staff:lea:lead').send('GET', '/sellers/ref:import:lamps/statement')).status,
    ).toBe(200)
    expect((await bench.server.client('staff:lea:lead').send('GET', '/sellers/sel_none/statement')).status).toBe(404)
    expect((await bench.server.client('staff:lea:lead').send('GET', '/seller/statement')).status).toBe(403)
  })

  it('a reference that was used for something else is refused, with the field that differs', async () => {
    const payouts = bench.server.client('key:payouts')
    const post = (path: string, body: object) => payouts.send('POST', `/sellers/ref:import:lamps/${path}`, { body })
    const [first, second] = [await bench.sold({}), await bench.sold({})]
    const fee = { reference: 'F-2', kind: 'gateway_fee', amount: usd(-100), order: first.row.id }
    const payout = { reference: 'P-2', amount: usd(0), paidAt: '2026-03-02T12:00:00Z' }
    expect((await post('adjustments', fee)).status).toBe(201)
    expect((await post('adjustments', { ...fee, note: 'In other words' })).status).toBe(201)
    for (const [param, other] of Object.entries({ amount: usd(-200), kind: 'other', order: second.row.id }))
      expect((await post('adjustments', { ...fee, [param]: other })).body.error).toMatchObject({
        code: 'reference_used',
        details: { param },
      })
    expect((await post('payouts', payout)).status).toBe(201)
    expect((await post('payouts', { ...payout, coversUntil: payout.paidAt })).status).toBe(201)
    for (const [param, other] of Object.entries({ amount: usd(1), coversUntil: '2026-02-28T12:00:00Z' }))
      expect((await post('payouts', { ...payout, [param]: other })).body.error).toMatchObject({
        code: 'reference_used',
        details: { param },
      })
  })

  it('wrong input is answered, and nothing is written', async () => {
    const payouts = bench.server.client('key:payouts')
    const post = (path: string, body: object) => payouts.send('POST', `/sellers/ref:import:lamps/${path}`, { body })
    const payout = { reference: 'X', amount: usd(1), paidAt: '2026-03-02T12:00:00Z' }
    expect((await post('payouts', { ...payout, amount: usd(-1) })).status).toBe(400)
    expect((await post('payouts', { ...payout, netted: -1 })).status).toBe(400)
    expect((await post('payouts', { ...payout, netted: 1, credited: 1 })).status).toBe(400)
    expect((await post('payouts', { ...payout, netted: { amountMinor: 1, currency: 'EUR' } })).body.error.code).toBe(
      'currency_mismatch',
    )
    expect((await post('payouts', { ...payout, paidAt: 'yesterday' })).status).toBe(400)
    const fee = { reference: 'F', kind: 'gateway_fee', amount: usd(-100) }
    expect((await post('adjustments', { ...fee, amount: usd(0) })).status).toBe(400)
    expect((await post('adjustments', { ...fee, order: 'ord_none' })).status).toBe(404)
    const order = await bench.order({ tenders: paid(1000).map((each) => ({ ...each, reference: 'own' })) })
    expect((await post('adjustments', { ...fee, order: order.row.id })).body.error.code).toBe(
      'not_a_seller_of_the_order',
    )
    expect(
      (await bench.server.client('staff:ada:lead').send('POST', '/sellers/ref:import:lamps/payouts', { body: payout }))
        .status,
    ).toBe(403)
    const first = await post('adjustments', fee)
    expect((await post('adjustments', fee)).body.id).toBe(first.body.id)
    expect((await post('adjustments', { ...fee, amount: usd(-200) })).body.error.code).toBe('reference_used')
    expect(
      (await bench.server.client('staff:lea:lead').send('GET', '/sellers/ref:import:lamps/statement?cursor=wrong'))
        .status,
    ).toBe(400)
  })
})
