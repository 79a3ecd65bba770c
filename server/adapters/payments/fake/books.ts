import { createHash, randomUUID } from 'node:crypto'
import { type FakeAnswer, type FakeBooks, type FakeRequest, type FakeTools, problem } from '../../fakes/fake-server.ts'

/** A payment that was captured and can be refunded. Amounts are integer minor units. */
export interface FakePayment {
  reference: string
  currency: string
  captured: number
}

export type FakeKind = 'refund' | 'charge' | 'transfer_reversal'

/** The wire shape of a refund, a charge or a reversal. Times are ISO 8601. */
export interface FakeMovement {
  id: string
  object: FakeKind
  /** The payment refunded, the means of payment charged, or the transfer to a seller taken back. */
  source: string
  amount: number
  currency: string
  status: 'pending' | 'succeeded' | 'failed'
  failure_reason: string | null
  idempotency_key: string
  metadata: Record<string, string>
  created_at: string
}

export type PaymentEntry =
  | { is: 'payment'; payment: FakePayment }
  | { is: 'movement'; movement: FakeMovement; fingerprint: string; settlesAs: Settlement | null; refused: boolean }
  | { is: 'settled'; id: string; as: Settlement }
  | { is: 'keys_forgotten' }
  | { is: 'settling'; afterMs: number | null }

interface Settlement {
  status: 'succeeded' | 'failed'
  reason: string | null
}

interface Booked {
  movement: FakeMovement
  fingerprint: string
  settlesAs: Settlement | null
  refused: boolean
}

/** What the provider knows, and how it answers. All state comes from entries, so that a restart knows the same. */
export function openPaymentBooks(tools: FakeTools<PaymentEntry>): FakeBooks<PaymentEntry> {
  const payments = new Map<string, FakePayment>()
  const movements = new Map<string, Booked>()
  const refundsOf = new Map<string, FakeMovement[]>()
  const byKey = new Map<string, Booked>()
  const remembered = new Map<string, Booked>()
  let settleAfterMs: number | null = 0

  function apply(entry: PaymentEntry): void {
    if (entry.is === 'payment') payments.set(entry.payment.reference, entry.payment)
    if (entry.is === 'keys_forgotten') remembered.clear()
    if (entry.is === 'settling') settleAfterMs = entry.afterMs
    if (entry.is === 'movement') {
      const { movement, fingerprint, settlesAs, refused } = entry
      const booked = { movement: { ...movement }, fingerprint, settlesAs, refused }
      movements.set(movement.id, booked)
      if (movement.object === 'refund')
        refundsOf.set(movement.source, [...(refundsOf.get(movement.source) ?? []), booked.movement])
      byKey.set(movement.idempotency_key, booked)
      remembered.set(movement.idempotency_key, booked)
    }
    if (entry.is === 'settled') {
      const booked = movements.get(entry.id)
      if (!booked) return
      booked.movement.status = entry.as.status
      booked.movement.failure_reason = entry.as.reason
      booked.settlesAs = null
    }
  }

  function refundedOf(payment: string): { succeeded: number; pending: number } {
    const sums = { succeeded: 0, pending: 0 }
    for (const refund of refundsOf.get(payment) ?? [])
      if (refund.status !== 'failed') sums[refund.status] += refund.amount
    return sums
  }

  function create(object: FakeKind, request: FakeRequest): FakeAnswer {
    const wanted = readWanted(object, request.body)
    if (typeof wanted === 'string') return { status: 400, body: problem('invalid_request', wanted) }
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([object, wanted]))
      .digest('hex')
    const earlier = remembered.get(request.key)
    if (earlier && earlier.fingerprint !== fingerprint) {
      return { status: 409, body: problem('idempotency_key_reused', 'This key was used for another request') }
    }
    if (earlier) return answerOf(earlier)
    if (object === 'refund' && !payments.has(wanted.source)) {
      return { status: 404, body: problem('no_such_payment', `No payment ${wanted.source}`) }
    }
    const refusal =
      request.trouble?.do === 'refuse' ? (request.trouble.reason ?? 'declined') : refusalOf(object, wanted)
    const settlesAs = refusal ? null : settlementOf(wanted, request)
    const settlesLater =
      settlesAs !== null &&
      (settleAfterMs !== 0 || request.trouble?.do === 'pend' || request.trouble?.do === 'fail_later')
    const movement: FakeMovement = {
      ...wanted,
      id: `${idPrefix[object]}_${randomUUID().replaceAll('-', '')}`,
      object,
      status: refusal ? 'failed' : settlesLater ? 'pending' : (settlesAs?.status ?? 'succeeded'),
      failure_reason: refusal ?? (settlesLater ? null : (settlesAs?.reason ?? null)),
      idempotency_key: request.key,
      created_at: new Date().toISOString(),
    }
    tools.record({
      is: 'movement',
      movement,
      fingerprint,
      settlesAs: settlesLater ? settlesAs : null,
      refused: refusal !== null,
    })
    if (!settlesLater) announce(movement)
    else settleInTime(movement.id)
    return answerOf({ movement, fingerprint, settlesAs, refused: refusal !== null })
  }

  function refusalOf(object: FakeKind, wanted: Wanted): string | null {
    if (object === 'transfer_reversal') return wanted.source.includes('spent') ? 'insufficient_funds' : null
    if (object === 'charge') return wanted.source.includes('declined') ? 'declined' : null
    const payment = payments.get(wanted.source)
    if (!payment || payment.currency !== wanted.currency) return 'currency_mismatch'
    const { succeeded, pending } = refundedOf(payment.reference)
    return succeeded + pending + wanted.amount > payment.captured ? 'exceeds_captured' : null
  }

  function settle(id: string, as: Settlement): boolean {
    const booked = movements.get(id) ?? byKey.get(id)
    if (!booked || booked.movement.status === 'failed') return false
    tools.record({ is: 'settled', id: booked.movement.id, as })
    announce(booked.movement)
    return true
  }

  function settleInTime(id: string): void {
    if (settleAfterMs === null) return
    setTimeout(() => {
      const booked = movements.get(id)
      if (booked?.settlesAs) settle(id, booked.settlesAs)
    }, settleAfterMs).unref()
  }

  function announce(movement: FakeMovement): void {
    tools.notices.announce(`${movement.object}.${movement.status}`, { ...movement })
  }

  function list(object: 'refund' | 'charge' | undefined, key: string | null): FakeAnswer {
    const found = key === null ? [...movements.values()] : [byKey.get(key)].filter((booked) => booked !== undefined)
    return {
      status: 200,
      body: { data: found.map(({ movement }) => movement).filter((movement) => !object || movement.object === object) },
    }
  }

  /** One page of refunds booked since a moment, oldest first, after the one that the last page ended with. */
  function listSince(query: URLSearchParams): FakeAnswer {
    const since = query.get('since') ?? ''
    const all = [...movements.values()]
      .map(({ movement }) => movement)
      .filter((movement) => movement.object === 'refund' && movement.created_at >= since)
    const from = all.findIndex((movement) => movement.id === query.get('after')) + 1
    return { status: 200, body: { data: all.slice(from, from + 500) } }
  }

  function find(object: 'refund' | 'charge', id: string): FakeAnswer {
    const movement = movements.get(id)?.movement
    return movement?.object === object
      ? { status: 200, body: movement }
      : { status: 404, body: problem('not_found', `No ${object} ${id}`) }
  }

  function register(reference: string, body: Record<string, unknown>): FakeAnswer {
    const { captured, currency } = body
    if (!isAmount(captured) || !isCurrency(currency)) {
      return { status: 400, body: problem('invalid_request', 'captured (integer minor units) and currency are needed') }
    }
    if (!payments.has(reference)) tools.record({ is: 'payment', payment: { reference, captured, currency } })
    return { status: 200, body: payments.get(reference) }
  }

  return {
    apply,
    books: () => ({
      payments: [...payments.values()].map((payment) => ({ ...payment, ...refundedOf(payment.reference) })),
      movements: [...movements.values()].map(({ movement }) => movement),
    }),
    resume() {
      for (const { movement, settlesAs } of movements.values()) if (settlesAs) settleInTime(movement.id)
    },
    routes: [
      { route: 'POST /v1/refunds', write: 'refund', answer: (request) => create('refund', request) },
      { route: 'POST /v1/charges', write: 'charge', answer: (request) => create('charge', request) },
      {
        route: 'POST /v1/transfer_reversals',
        write: 'transfer_reversal',
        answer: (request) => create('transfer_reversal', request),
      },
      {
        route: 'GET /v1/refunds',
        answer: ({ query }) => (query.has('since') ? listSince(query) : list('refund', query.get('idempotency_key'))),
      },
      { route: 'GET /v1/charges', answer: ({ query }) => list('charge', query.get('idempotency_key')) },
      { route: 'GET /v1/movements', answer: ({ query }) => list(undefined, query.get('idempotency_key')) },
      { route: 'GET /v1/refunds/:id', answer: ({ params }) => find('refund', params.id ?? '') },
      { route: 'GET /v1/charges/:id', answer: ({ params }) => find('charge', params.id ?? '') },
      { route: 'PUT /v1/payments/:reference', answer: ({ params, body }) => register(params.reference ?? '', body) },
      {
        route: 'POST /control/settling',
        answer: ({ body }) => {
          tools.record({ is: 'settling', afterMs: body.afterMs === null ? null : Number(body.afterMs) })
          return { status: 200, body: { afterMs: settleAfterMs } }
        },
      },
      {
        route: 'POST /control/settle',
        answer: ({ body }) => {
          const reason = body.as === 'failed' ? String(body.reason ?? 'account_closed') : null
          const done = settle(String(body.id ?? body.key), {
            status: body.as === 'failed' ? 'failed' : 'succeeded',
            reason,
          })
          return done
            ? { status: 200, body: {} }
            : { status: 404, body: problem('not_found', 'No such movement, or it has failed already') }
        },
      },
      {
        route: 'POST /control/forget-keys',
        answer: () => {
          tools.record({ is: 'keys_forgotten' })
          return { status: 200, body: {} }
        },
      },
    ],
  }
}

interface Wanted {
  source: string
  amount: number
  currency: string
  metadata: Record<string, string>
}

const idPrefix: Readonly<Record<FakeKind, string>> = { refund: 're', charge: 'ch', transfer_reversal: 'trr' }
const sourceField: Readonly<Record<FakeKind, string>> = {
  refund: 'payment',
  charge: 'payment_method',
  transfer_reversal: 'transfer',
}

function readWanted(object: FakeKind, body: Record<string, unknown>): Wanted | string {
  const source = body[sourceField[object]]
  if (typeof source !== 'string' || source === '') return `${sourceField[object]} is needed`
  if (!isAmount(body.amount)) return 'amount must be a whole number of minor units above 0'
  if (!isCurrency(body.currency)) return 'currency must be an ISO 4217 code'
  return {
    source,
    amount: body.amount,
    currency: body.currency,
    metadata: (body.metadata ?? {}) as Record<string, string>,
  }
}

/**
 * Like the test cards of real providers: references that contain `fails_later` are accepted and then fail. The seller behind a
 * transfer whose reference contains `spent` has nothing left of it.
 */
function settlementOf(wanted: Wanted, request: FakeRequest): Settlement {
  const fails = request.trouble?.do === 'fail_later' || wanted.source.includes('fails_later')
  return fails
    ? { status: 'failed', reason: request.trouble?.reason ?? 'account_closed' }
    : { status: 'succeeded', reason: null }
}

function answerOf({ movement, refused }: Booked): FakeAnswer {
  if (!refused) return { status: 200, body: movement }
  const message = `Refused: ${movement.failure_reason}`
  return { status: 402, body: { error: { code: movement.failure_reason, message, movement } } }
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value)
}
