import { createHash, randomUUID } from 'node:crypto'
import { type FakeAnswer, type FakeRequest, type FakeRoute, type FakeTools, problem } from '../../fakes/fake-server.ts'

/** A refund that the storefront gives through whatever it was paid with. Amounts are integer minor units. */
export interface FakeStorefrontRefund {
  id: string
  idempotency_key: string
  order: string
  payment: string
  amount: number
  currency: string
  status: 'pending' | 'succeeded' | 'failed'
  failure_reason: string | null
  /** Kept with it and shown to the shop's people. */
  note: string
  created_at: string
}

export type RefundEntry =
  | { is: 'paid'; payment: string; captured: number; currency: string }
  | { is: 'refund'; refund: FakeStorefrontRefund; fingerprint: string; settlesAs: Settlement | null }
  | { is: 'refund_settled'; id: string; as: Settlement }
  | { is: 'refund_settling'; afterMs: number | null }

interface Settlement {
  status: 'succeeded' | 'failed'
  reason: string | null
}

/** The money side of the storefront: it refunds what it was told was paid, or anything when nobody told it. */
export function openRefundBooks(tools: Pick<FakeTools<RefundEntry>, 'record' | 'notices'>): {
  apply(entry: RefundEntry): void
  books(): FakeStorefrontRefund[]
  resume(): void
  routes: FakeRoute[]
} {
  const paid = new Map<string, { captured: number; currency: string }>()
  const refunds = new Map<string, { refund: FakeStorefrontRefund; fingerprint: string; settlesAs: Settlement | null }>()
  let settleAfterMs: number | null = 0

  function apply(entry: RefundEntry): void {
    if (entry.is === 'paid') paid.set(entry.payment, { captured: entry.captured, currency: entry.currency })
    if (entry.is === 'refund') refunds.set(entry.refund.idempotency_key, { ...entry, refund: { ...entry.refund } })
    if (entry.is === 'refund_settling') settleAfterMs = entry.afterMs
    if (entry.is === 'refund_settled') {
      const booked = byId(entry.id)
      if (!booked) return
      Object.assign(booked.refund, { status: entry.as.status, failure_reason: entry.as.reason })
      booked.settlesAs = null
    }
  }

  function byId(id: string) {
    return refunds.get(id) ?? [...refunds.values()].find(({ refund }) => refund.id === id)
  }

  function create(request: FakeRequest): FakeAnswer {
    const { order, payment, amount, currency, note } = request.body as Partial<FakeStorefrontRefund>
    if (!order || !payment || !Number.isSafeInteger(amount) || Number(amount) <= 0 || !currency)
      return { status: 400, body: problem('invalid_request', 'order, payment, amount and currency are needed') }
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([order, payment, amount, currency]))
      .digest('hex')
    const earlier = refunds.get(request.key)
    if (earlier)
      return earlier.fingerprint === fingerprint
        ? { status: 200, body: earlier.refund }
        : { status: 409, body: problem('idempotency_key_reused', 'This key was used for another request') }
    const { trouble } = request
    const refusal = trouble?.do === 'refuse' ? (trouble.reason ?? 'declined') : refusalOf(payment, Number(amount))
    const late = trouble?.do === 'fail_later' ? (trouble.reason ?? 'account_closed') : null
    const waits = !refusal && (settleAfterMs !== 0 || late !== null || trouble?.do === 'pend')
    const settlesAs: Settlement = { status: late ? 'failed' : 'succeeded', reason: late }
    const refund: FakeStorefrontRefund = {
      id: `sfr_${randomUUID().replaceAll('-', '')}`,
      idempotency_key: request.key,
      order,
      payment,
      amount: Number(amount),
      currency,
      status: refusal ? 'failed' : waits ? 'pending' : 'succeeded',
      failure_reason: refusal,
      note: note ?? '',
      created_at: new Date().toISOString(),
    }
    tools.record({ is: 'refund', refund, fingerprint, settlesAs: waits ? settlesAs : null })
    if (waits) settleInTime(request.key)
    else announce(refund)
    return { status: 200, body: refund }
  }

  function refusalOf(payment: string, amount: number): string | null {
    const known = paid.get(payment)
    if (!known) return null
    const given = [...refunds.values()]
      .filter(({ refund }) => refund.payment === payment && refund.status !== 'failed')
      .reduce((sum, { refund }) => sum + refund.amount, 0)
    return given + amount > known.captured ? 'exceeds_captured' : null
  }

  function settle(id: string, as: Settlement): boolean {
    const booked = byId(id)
    if (!booked || booked.refund.status === 'failed') return false
    tools.record({ is: 'refund_settled', id: booked.refund.id, as })
    announce(booked.refund)
    return true
  }

  function settleInTime(key: string): void {
    if (settleAfterMs === null) return
    setTimeout(() => {
      const planned = refunds.get(key)?.settlesAs
      if (planned) settle(key, planned)
    }, settleAfterMs).unref()
  }

  function announce(refund: FakeStorefrontRefund): void {
    tools.notices.announce(`refund.${refund.status}`, { ...refund })
  }

  function list({ query }: FakeRequest): FakeAnswer {
    const [key, since] = [query.get('idempotency_key'), query.get('since')]
    const fits = (refund: FakeStorefrontRefund) =>
      (key === null || refund.idempotency_key === key) && (since === null || refund.created_at >= since)
    return { status: 200, body: { data: [...refunds.values()].map(({ refund }) => refund).filter(fits) } }
  }

  return {
    apply,
    books: () => [...refunds.values()].map(({ refund }) => refund),
    resume() {
      for (const [key, { settlesAs }] of refunds) if (settlesAs) settleInTime(key)
    },
    routes: [
      { route: 'POST /v1/refunds', write: 'refund', answer: create },
      { route: 'GET /v1/refunds', answer: list },
      {
        route: 'PUT /v1/payments/:reference',
        answer: ({ params, body }) => {
          tools.record({
            is: 'paid',
            payment: params.reference ?? '',
            captured: Number(body.captured),
            currency: String(body.currency),
          })
          return { status: 200, body: {} }
        },
      },
      {
        route: 'POST /control/settling',
        answer: ({ body }) => {
          tools.record({ is: 'refund_settling', afterMs: body.afterMs === null ? null : Number(body.afterMs) })
          return { status: 200, body: { afterMs: settleAfterMs } }
        },
      },
      {
        route: 'POST /control/settle',
        answer: ({ body }) => {
          const reason = body.as === 'failed' ? String(body.reason ?? 'account_closed') : null
          const done = settle(String(body.id ?? body.key), { status: reason ? 'failed' : 'succeeded', reason })
          return done
            ? { status: 200, body: {} }
            : { status: 404, body: problem('not_found', 'No such refund, or it has failed already') }
        },
      },
    ],
  }
}
