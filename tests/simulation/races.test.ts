import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { customer, delivered, doors, giftCardOpening, order, products, sellers } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { checkStore } from '../invariants/check-store.ts'
import type { PaymentBooks } from '../invariants/provider-books.ts'
import type { StorefrontBooks } from '../invariants/storefront-books.ts'

const tries = 20
let store: OpenStore
let number = 0
let reference = ''
/** A shopper and a door of its own for each race: losses add up. */
let shopper = ''
let door: typeof doors.elm | (typeof doors.elm & { line1: string }) = doors.elm

beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('sellers', sellers)
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    Array.from({ length: 12 }, (_each, index) => customer(`c${index + 1}`, 'Ava Moreno', '2021-05-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())
beforeEach(async () => {
  reference = `R-${++number}`
  shopper = `c${number}`
  door = { ...doors.elm, line1: `${number} Elm Street` as typeof doors.elm.line1 }
  const placedAt = new Date(store.app.clock.now().getTime() - 60_000)
  const row = order({
    reference,
    customer: shopper,
    placedAt,
    to: door,
    lines: [{ variant: 'mug-blue', quantity: 2 }],
    shippingMinor: 500,
  })
  await store.as('import').call('PUT /orders/:reference', row)
})

interface Answer {
  status: number
  code: string | undefined
  body: { id: string; refund?: { id: string } | null; error?: { code: string } }
  text: string
}

/** Many at the same moment over real HTTP, each with the key and body that its number gives. */
async function atOnce(
  ask: (index: number) => { who: string; path: string; body: object; key?: string },
  count = tries,
): Promise<Answer[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_each, index) => {
      const { who, path, body, key = `${reference}-${path}-${index}` } = ask(index)
      const { status, body: said } = await store
        .as(who)
        .send('POST', path, { body, headers: { 'idempotency-key': key } })
      return { status, code: said?.error?.code, body: said, text: JSON.stringify(said) }
    }),
  )
}

async function parcelArrived(): Promise<void> {
  const at = store.app.clock.now()
  const shipment = await store
    .as('import')
    .call('PUT /shipments/:reference', { reference: `${reference}-P`, order: reference, shippedAt: at.toISOString() })
  await store.as('import').call('POST /shipments/:id/scans', {
    id: shipment.id,
    scans: [{ at: at.toISOString(), status: 'out_for_delivery' }, delivered(at)],
  })
}

async function openProblem(): Promise<string> {
  await parcelArrived()
  const problem = await store
    .as(`shopper:${shopper}`)
    .call('POST /problems', { order: `ref:import:${reference}`, kind: 'delivered_not_received' })
  expect(problem.state, JSON.stringify(problem.decision)).toBe('open')
  return problem.id
}

async function expectSound(): Promise<void> {
  await store.settle()
  const cards = await store.app.db.selectFrom('payment_method').select('id').where('kind', '=', 'gift_card').execute()
  const found = await checkStore({
    db: store.app.db,
    healed: true,
    openings: new Map(cards.map((card) => [String(card.id), giftCardOpening])),
    paymentBooks: () => store.outside<PaymentBooks>('payments', 'GET', '/books'),
    storefrontBooks: () => store.outside<StorefrontBooks>('storefront', 'GET', '/books'),
  })
  expect(found).toEqual([])
}

async function refundsOfOrder(): Promise<{ amount: { amountMinor: number }; state: string }[]> {
  return (await store.as('staff:lea').call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })).data
}

const codes = (answers: Answer[]) =>
  [...new Set(answers.map((answer) => (answer.status < 300 ? 'ok' : String(answer.code))))].toSorted((one, other) =>
    one < other ? -1 : 1,
  )

it('the same remedy, twenty taps: one refund, and everybody is shown it', async () => {
  const id = await openProblem()
  const answers = await atOnce(() => ({
    who: `shopper:${shopper}`,
    path: `/problems/${id}/remedy`,
    body: { remedy: 'rem_refund' },
  }))
  expect(codes(answers)).toEqual(['ok'])
  expect(new Set(answers.map((answer) => answer.body.refund?.id)).size).toBe(1)
  expect(await refundsOfOrder()).toHaveLength(1)
  await expectSound()
})

it('two remedies, ten taps each: one of them is done, the others hear which', async () => {
  const id = await openProblem()
  const answers = await atOnce((index) => ({
    who: `shopper:${shopper}`,
    path: `/problems/${id}/remedy`,
    body: { remedy: index % 2 ? 'rem_refund' : 'rem_replacement' },
  }))
  expect(codes(answers)).toEqual(['ok', 'remedy_already_taken'])
  expect(answers.filter((answer) => answer.status < 300)).toHaveLength(tries / 2)
  const problem = await store.as(`shopper:${shopper}`).call('GET /problems/:id', { id })
  expect([problem.refund, problem.replacement].filter((made) => made !== null)).toHaveLength(1)
  await expectSound()
})

it('the same parcel reported twenty times: one problem, the others are told that it is open', async () => {
  await parcelArrived()
  const answers = await atOnce(() => ({
    who: `shopper:${shopper}`,
    path: '/problems',
    body: { order: `ref:import:${reference}`, kind: 'delivered_not_received' },
  }))
  expect(codes(answers)).toEqual(['ok', 'unit_held'])
  expect(answers.filter((answer) => answer.status < 300)).toHaveLength(1)
  await expectSound()
})

it('one idempotency key, twenty requests: twenty times the same words', async () => {
  const id = await openProblem()
  const answers = await atOnce(() => ({
    who: `shopper:${shopper}`,
    path: `/problems/${id}/remedy`,
    body: { remedy: 'rem_replacement' },
    key: `${reference}-one`,
  }))
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  const [other] = await atOnce(
    () => ({
      who: `shopper:${shopper}`,
      path: `/problems/${id}/remedy`,
      body: { remedy: 'rem_refund' },
      key: `${reference}-one`,
    }),
    1,
  )
  expect(other).toMatchObject({ status: 409, code: 'idempotency_key_reused' })
  await expectSound()
})

it('one idempotency key for a refund, twenty requests: the money moves once', async () => {
  const answers = await atOnce(() => ({
    who: 'staff:max',
    path: '/refunds',
    body: { order: `ref:import:${reference}`, amount: 700, reason: 'goodwill' },
    key: `${reference}-money`,
  }))
  expect(codes(answers)).toEqual(['ok'])
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
  expect(await refundsOfOrder()).toHaveLength(1)
  await expectSound()
})

it('refund against refund: never more than was paid, and each refusal names what is left', async () => {
  const answers = await atOnce((index) => ({
    who: `staff:${['lea', 'max', 'ada'][index % 3]}`,
    path: '/refunds',
    body: { order: `ref:import:${reference}`, amount: 1_000, reason: 'goodwill' },
  }))
  // 2 × 19.00 and 5.00 were paid.
  expect(answers.filter((answer) => answer.status < 300)).toHaveLength(4)
  const refused = answers.filter((answer) => answer.status === 422)
  expect(
    refused.map((answer) => [answer.code, (answer.body.error as unknown as { remaining: object }).remaining]),
  ).toEqual(Array.from({ length: tries - 4 }, () => ['exceeds_refundable', { amountMinor: 300, currency: 'USD' }]))
  await expectSound()
})

it('a remedy against an agent’s refund of the same things: they come back once', async () => {
  const id = await openProblem()
  const answers = await atOnce((index) =>
    index % 2
      ? { who: `shopper:${shopper}`, path: `/problems/${id}/remedy`, body: { remedy: 'rem_refund' } }
      : {
          who: 'staff:max',
          path: '/refunds',
          body: {
            order: `ref:import:${reference}`,
            items: [{ item: `${reference}-1`, quantity: 2 }],
            reason: 'missing',
          },
        },
  )
  expect(answers.filter((answer, index) => index % 2 === 1 && answer.status >= 300)).toEqual([])
  expect(
    codes(answers.filter((_answer, index) => index % 2 === 0)).every(
      (code) => code === 'unit_held' || code === 'unit_already_settled',
    ),
  ).toBe(true)
  expect(await refundsOfOrder()).toHaveLength(1)
  await expectSound()
})

it('cancel against cancel: one change, and the money comes back once', async () => {
  const answers = await atOnce(() => ({
    who: `shopper:${shopper}`,
    path: '/changes',
    body: { order: `ref:import:${reference}`, kind: 'cancel', confirm: true },
  }))
  expect(codes(answers)).toEqual(['change_pending', 'ok'])
  await expectSound()
  expect((await refundsOfOrder()).map((refund) => refund.amount.amountMinor)).toEqual([4300])
})

it('cancel against dispatch: either it is canceled and paid back, or it is on its way and nothing moved', async () => {
  const at = store.app.clock.now().toISOString()
  const parcel = { reference: `${reference}-P`, order: reference, shippedAt: at }
  const dispatch = async () => {
    const shipment = await store.as('import').call('PUT /shipments/:reference', parcel)
    await store.outside('storefront', 'PUT', `/v1/orders/${reference}`, { state: 'dispatched' })
    await store.as('import').call('POST /shipments/:id/scans', { id: shipment.id, scans: [{ at, status: 'accepted' }] })
  }
  const cancels = atOnce(
    () => ({
      who: `shopper:${shopper}`,
      path: '/changes',
      body: { order: `ref:import:${reference}`, kind: 'cancel', confirm: true },
    }),
    10,
  )
  await Promise.all([cancels, dispatch()])
  expect((await cancels).filter((answer) => answer.status >= 500)).toEqual([])
  await expectSound()
  const refunds = await refundsOfOrder()
  const { status } = await store.as(`shopper:${shopper}`).call('GET /orders/:id', { id: `ref:import:${reference}` })
  expect([refunds.length, status]).toEqual(
    status === 'canceled' ? [1, 'canceled'] : [0, expect.stringMatching(/shipped|dispatching/)],
  )
})

it('two people approve and decline one refund, twenty times at once: one decision counts', async () => {
  const asked = await store
    .as('staff:sam')
    .send('POST', '/refunds', { body: { order: `ref:import:${reference}`, amount: 4_000, reason: 'goodwill' } })
  expect(asked.status).toBe(202)
  const answers = await atOnce((index) => ({
    who: index % 2 ? 'staff:lea' : 'staff:max',
    path: `/approvals/${asked.body.approval.id}/decision`,
    body: { decision: index % 4 < 2 ? 'approve' : 'decline' },
  }))
  expect(answers.filter((answer) => answer.status < 300)).toHaveLength(1)
  expect(codes(answers)).toEqual(['not_possible_now', 'ok'])
  const approval = await store.as('staff:lea').call('GET /approvals/:id', { id: asked.body.approval.id })
  expect(await refundsOfOrder()).toHaveLength(approval.state === 'approved' ? 1 : 0)
  await expectSound()
})

it('the last one in stock, wanted by two orders: one is promised, the other is offered the money', async () => {
  const placedAt = new Date(store.app.clock.now().getTime() - 60_000)
  const problems: string[] = []
  for (const suffix of ['A', 'B', 'C']) {
    reference = `R-${number}${suffix}`
    await store
      .as('import')
      .call(
        'PUT /orders/:reference',
        order({ reference, customer: shopper, placedAt, to: door, lines: [{ variant: 'lamp-oak', quantity: 1 }] }),
      )
    await parcelArrived()
    const problem = await store
      .as('staff:sue')
      .call('POST /problems', { order: `ref:import:${reference}`, kind: 'delivered_not_received' })
    problems.push(problem.id)
  }
  const states = await Promise.all(problems.map((id) => store.as('staff:sue').call('GET /problems/:id', { id })))
  const open = states.filter((problem) => problem.state === 'open').map((problem) => problem.id)
  const answers = await atOnce(
    (index) => ({
      who: `shopper:${shopper}`,
      path: `/problems/${open[index % open.length]}/remedy`,
      body: { remedy: 'rem_replacement', statement: true },
    }),
    open.length,
  )
  const stock = await store.app.db
    .selectFrom('variant')
    .select('stock')
    .where('reference', '=', 'lamp-oak')
    .executeTakeFirstOrThrow()
  expect(Number(stock.stock)).toBe(2 - answers.filter((answer) => answer.status < 300).length)
  expect(answers.filter((answer) => answer.status >= 300).map((answer) => answer.code)).toEqual(
    answers.slice(2).map(() => 'out_of_stock'),
  )
  await expectSound()
})
