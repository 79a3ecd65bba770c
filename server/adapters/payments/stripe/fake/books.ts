import { createHash } from 'node:crypto'
import type { FakeAnswer, FakeBooks, FakeRequest, FakeTools } from '../../../fakes/fake-server.ts'
import {
  type FakeIntent,
  type FakeMethod,
  type FakeRefund,
  type FakeReversal,
  type FakeTransfer,
  newObjectId,
  stringMap,
  wrongAmount,
} from './objects.ts'
import { failure, pageOf } from './wire.ts'

type Settlement = { status: 'succeeded' | 'failed'; reason: string | null }

export type StripeEntry =
  | { is: 'intent'; intent: FakeIntent }
  | { is: 'method'; method: FakeMethod }
  | { is: 'transfer'; transfer: FakeTransfer }
  | { is: 'account'; id: string; balance: number }
  | { is: 'refund'; refund: FakeRefund; settlesAs: Settlement | null }
  | { is: 'reversal'; reversal: FakeReversal }
  | { is: 'settled'; id: string; as: Settlement }
  | { is: 'disputed'; intent: string }
  | { is: 'answered'; key: string; fingerprint: string; at: number; answer: FakeAnswer }
  | { is: 'clock'; hours: number }
  | { is: 'keys_forgotten' }
  | { is: 'settling'; afterMs: number | null }

const keysKeptMs = 24 * 3600 * 1000

/** What this provider knows, and how it answers. All state comes from entries, so that a restart knows the same. */
export function openStripeBooks(tools: FakeTools<StripeEntry>): FakeBooks<StripeEntry> {
  const intents = new Map<string, FakeIntent>()
  const methods = new Map<string, FakeMethod>()
  const transfers = new Map<string, FakeTransfer>()
  const accounts = new Map<string, number>()
  const refunds = new Map<string, FakeRefund>()
  const settlements = new Map<string, Settlement>()
  const reversals = new Map<string, FakeReversal>()
  const answered = new Map<string, { fingerprint: string; at: number; answer: FakeAnswer }>()
  let aheadMs = 0
  let settleAfterMs: number | null = 0

  const now = () => Date.now() + aheadMs
  const seconds = () => Math.floor(now() / 1000)

  function apply(entry: StripeEntry): void {
    if (entry.is === 'intent') intents.set(entry.intent.id, structuredClone(entry.intent))
    if (entry.is === 'method') methods.set(entry.method.id, entry.method)
    if (entry.is === 'transfer') transfers.set(entry.transfer.id, structuredClone(entry.transfer))
    if (entry.is === 'account') accounts.set(entry.id, entry.balance)
    if (entry.is === 'disputed') Object.assign(intents.get(entry.intent) ?? {}, { disputed: true })
    if (entry.is === 'answered') answered.set(entry.key, entry)
    if (entry.is === 'clock') aheadMs += entry.hours * 3600 * 1000
    if (entry.is === 'keys_forgotten') answered.clear()
    if (entry.is === 'settling') settleAfterMs = entry.afterMs
    if (entry.is === 'refund') {
      refunds.set(entry.refund.id, structuredClone(entry.refund))
      if (entry.settlesAs) settlements.set(entry.refund.id, entry.settlesAs)
    }
    if (entry.is === 'reversal') applyReversal(entry.reversal)
    if (entry.is === 'settled') {
      const refund = refunds.get(entry.id)
      if (refund) Object.assign(refund, settledFields(entry.as))
      settlements.delete(entry.id)
    }
  }

  function applyReversal(reversal: FakeReversal): void {
    reversals.set(reversal.id, reversal)
    const transfer = transfers.get(reversal.transfer)
    if (!transfer) return
    transfer.amount_reversed += reversal.amount
    transfer.reversed = transfer.amount_reversed >= transfer.amount
    const balance = accounts.get(transfer.destination)
    if (balance !== undefined) accounts.set(transfer.destination, balance - reversal.amount)
  }

  /** The first answer to a key is the answer, failures of the provider included, until a day has passed. Requests that were never valid are forgotten at once. */
  function once(request: FakeRequest, path: string, answer: () => FakeAnswer): FakeAnswer {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([path, request.body]))
      .digest('hex')
    const earlier = answered.get(request.key)
    if (earlier && now() - earlier.at < keysKeptMs) {
      if (earlier.fingerprint === fingerprint)
        return { ...earlier.answer, headers: { 'idempotent-replayed': 'true', 'original-request': 'req_1' } }
      return {
        status: 400,
        body: {
          error: {
            type: 'idempotency_error',
            message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${request.key}'.`,
          },
        },
      }
    }
    const given = answer()
    const saved = request.trouble?.do === 'error_after' ? failure(500, undefined, 'An unknown error occurred') : given
    if (saved.status < 400 || saved.status === 402 || saved.status >= 500)
      tools.record({ is: 'answered', key: request.key, fingerprint, at: now(), answer: saved })
    return given
  }

  function intentOf(body: Record<string, unknown>): FakeIntent | undefined {
    const byCharge = [...intents.values()].find((intent) => intent.latest_charge === body.charge)
    return intents.get(String(body.payment_intent ?? '')) ?? (body.charge ? byCharge : undefined)
  }

  function refundedOf(intent: FakeIntent): number {
    return [...refunds.values()]
      .filter((refund) => refund.payment_intent === intent.id && !['failed', 'canceled'].includes(refund.status))
      .reduce((sum, refund) => sum + refund.amount, 0)
  }

  function createRefund(request: FakeRequest): FakeAnswer {
    const { body, trouble } = request
    const intent = intentOf(body)
    if (!intent) {
      const [param, id] = body.charge ? ['charge', body.charge] : ['payment_intent', body.payment_intent]
      return failure(404, 'resource_missing', `No such ${param}: '${String(id)}'`, { param })
    }
    const left = intent.amount_received - refundedOf(intent)
    const amount = body.amount === undefined ? left : Number(body.amount)
    if (trouble?.do === 'refuse') return failure(400, trouble.reason ?? 'charge_disputed', 'Refused')
    if (body.reason !== undefined && !/^(duplicate|fraudulent|requested_by_customer)$/.test(String(body.reason)))
      return failure(400, undefined, 'Invalid reason', { param: 'reason' })
    if (intent.disputed) return failure(400, 'charge_disputed', 'This charge has been charged back')
    if (left === 0)
      return failure(400, 'charge_already_refunded', `Charge ${intent.latest_charge} has already been refunded.`)
    const wrong = wrongAmount(amount, intent.currency)
    if (wrong) return failure(400, 'parameter_invalid_integer', wrong, { param: 'amount' })
    if (amount > left)
      return failure(400, undefined, 'Refund amount is greater than unrefunded amount on charge', { param: 'amount' })
    const passedBack = body.reverse_transfer === 'true' ? proportional(intent, amount) : undefined
    if (passedBack && 'status' in passedBack) return passedBack
    const refund = refundObject(intent, amount, request)
    if (passedBack) {
      const reversal = reversalObject(passedBack.transfer, passedBack.amount, {}, refund.id)
      refund.transfer_reversal = reversal.id
      tools.record({ is: 'reversal', reversal })
    }
    bookRefund(refund, settlementOf(intent, request), trouble?.do)
    return { status: 200, body: { ...refunds.get(refund.id) } }
  }

  function refundObject(intent: FakeIntent, amount: number, { body }: FakeRequest): FakeRefund {
    return {
      id: newObjectId('re'),
      object: 'refund',
      amount,
      currency: intent.currency,
      charge: intent.latest_charge,
      payment_intent: intent.id,
      status: 'succeeded',
      reason: (body.reason as string | undefined) ?? null,
      transfer_reversal: null,
      metadata: stringMap(body.metadata),
      created: seconds(),
    }
  }

  function bookRefund(refund: FakeRefund, settlesAs: Settlement, trouble: string | undefined): void {
    const later = settleAfterMs !== 0 || trouble === 'pend' || trouble === 'fail_later'
    const booked = later ? { ...refund, status: 'pending' as const } : { ...refund, ...settledFields(settlesAs) }
    tools.record({ is: 'refund', refund: booked, settlesAs: later ? settlesAs : null })
    tools.notices.announce('refund.created', { ...refunds.get(refund.id) })
    if (later) settleInTime(refund.id)
  }

  function settlementOf(intent: FakeIntent, { trouble }: FakeRequest): Settlement {
    const fails = trouble?.do === 'fail_later' || intent.id.includes('fails_later')
    return fails
      ? { status: 'failed', reason: trouble?.reason ?? 'expired_or_canceled_card' }
      : { status: 'succeeded', reason: null }
  }

  function settle(idOrKey: string, as: Settlement): boolean {
    const refund = refunds.get(idOrKey) ?? [...refunds.values()].find((each) => each.metadata.makeright_key === idOrKey)
    if (!refund || refund.status === 'failed' || refund.status === 'canceled') return false
    tools.record({ is: 'settled', id: refund.id, as })
    tools.notices.announce('refund.updated', { ...refund })
    if (as.status === 'failed') tools.notices.announce('refund.failed', { ...refund })
    return true
  }

  function settleInTime(id: string): void {
    if (settleAfterMs === null) return
    setTimeout(() => {
      const planned = settlements.get(id)
      if (planned) settle(id, planned)
    }, settleAfterMs).unref()
  }

  function createIntent(request: FakeRequest): FakeAnswer {
    const { body, trouble } = request
    const method = methods.get(String(body.payment_method ?? ''))
    if (!method)
      return failure(404, 'resource_missing', `No such PaymentMethod: '${String(body.payment_method)}'`, {
        param: 'payment_method',
      })
    const amount = Number(body.amount)
    const currency = String(body.currency ?? '')
    const wrong = wrongAmount(amount, currency)
    if (wrong) return failure(400, 'parameter_invalid_integer', wrong, { param: 'amount' })
    if (method.customer !== body.customer)
      return failure(400, undefined, 'The payment method does not belong to this customer', { param: 'payment_method' })
    const declined = trouble?.do === 'refuse' ? (trouble.reason ?? 'generic_decline') : declineOf(method)
    const intent = intentObject({
      amount,
      currency,
      customer: method.customer,
      payment_method: method.id,
      metadata: stringMap(body.metadata),
      status: declined ? 'requires_payment_method' : trouble?.do === 'pend' ? 'processing' : 'succeeded',
    })
    const error = declined ? declineError(declined) : null
    tools.record({ is: 'intent', intent: { ...intent, last_payment_error: error } })
    const booked = intents.get(intent.id)
    tools.notices.announce(declined ? 'payment_intent.payment_failed' : 'payment_intent.succeeded', { ...booked })
    if (!error) return { status: 200, body: booked }
    return { status: 402, body: { error: { ...error, payment_intent: booked } } }
  }

  function intentObject(part: Partial<FakeIntent> & Pick<FakeIntent, 'amount' | 'currency' | 'status'>): FakeIntent {
    const paid = part.status === 'succeeded'
    return {
      id: newObjectId('pi'),
      object: 'payment_intent',
      amount_received: paid ? part.amount : 0,
      customer: null,
      payment_method: null,
      latest_charge: paid ? newObjectId('ch') : null,
      last_payment_error: null,
      transfer_group: null,
      transfer: null,
      disputed: false,
      metadata: {},
      created: seconds(),
      ...part,
    }
  }

  /** The seller's part of a destination charge. */
  function proportional(intent: FakeIntent, amount: number): { transfer: FakeTransfer; amount: number } | FakeAnswer {
    const transfer = transfers.get(intent.transfer ?? '')
    if (!transfer) return failure(400, undefined, 'This charge has no transfer', { param: 'reverse_transfer' })
    const part = Math.round((transfer.amount * amount) / intent.amount_received)
    return isTooLow(transfer, part) ?? { transfer, amount: part }
  }

  function createReversal(request: FakeRequest): FakeAnswer {
    const transfer = transfers.get(request.params.id ?? '')
    if (!transfer) return failure(404, 'resource_missing', `No such transfer: '${request.params.id}'`, { param: 'id' })
    const left = transfer.amount - transfer.amount_reversed
    const amount = request.body.amount === undefined ? left : Number(request.body.amount)
    if (request.trouble?.do === 'refuse')
      return failure(400, request.trouble.reason ?? 'balance_insufficient', 'Refused')
    if (wrongAmount(amount, transfer.currency) || amount > left)
      return failure(400, undefined, 'Reversal amount is greater than unreversed amount on transfer', {
        param: 'amount',
      })
    const tooLow = isTooLow(transfer, amount)
    if (tooLow) return tooLow
    const reversal = reversalObject(transfer, amount, stringMap(request.body.metadata), null)
    tools.record({ is: 'reversal', reversal })
    tools.notices.announce('transfer.reversed', { ...transfer, reversals: { object: 'list', data: [reversal] } })
    return { status: 200, body: reversal }
  }

  function reversalObject(
    transfer: FakeTransfer,
    amount: number,
    metadata: Record<string, string>,
    refund: string | null,
  ): FakeReversal {
    return {
      id: newObjectId('trr'),
      object: 'transfer_reversal',
      amount,
      currency: transfer.currency,
      transfer: transfer.id,
      source_refund: refund,
      metadata,
      created: seconds(),
    }
  }

  function isTooLow(transfer: FakeTransfer, amount: number): FakeAnswer | undefined {
    const balance = accounts.get(transfer.destination)
    return balance !== undefined && balance < amount
      ? failure(400, 'balance_insufficient', 'The account does not have enough funds for this reversal')
      : undefined
  }

  function dispute(body: Record<string, unknown>): FakeAnswer {
    const intent = intents.get(String(body.payment ?? ''))
    if (!intent) return failure(404, 'resource_missing', 'No such payment')
    tools.record({ is: 'disputed', intent: intent.id })
    tools.notices.announce('charge.dispute.created', {
      id: newObjectId('dp'),
      object: 'dispute',
      amount: Number(body.amount ?? intent.amount_received),
      currency: intent.currency,
      payment_intent: intent.id,
      charge: intent.latest_charge,
      status: 'needs_response',
      metadata: {},
      created: seconds(),
    })
    return { status: 200, body: {} }
  }

  function find<T>(map: ReadonlyMap<string, T>, what: string, id = ''): FakeAnswer {
    const found = map.get(id)
    return found
      ? { status: 200, body: found }
      : failure(404, 'resource_missing', `No such ${what}: '${id}'`, { param: 'id' })
  }

  function put(entry: StripeEntry, id: string): FakeAnswer {
    tools.record(entry)
    return { status: 200, body: { id } }
  }

  function settleBy({ body }: FakeRequest): FakeAnswer {
    const failed = body.as === 'failed'
    const done = settle(String(body.id ?? body.key), {
      status: failed ? 'failed' : 'succeeded',
      reason: failed ? String(body.reason ?? 'expired_or_canceled_card') : null,
    })
    return done ? { status: 200, body: {} } : failure(404, 'not_found', 'No such refund, or it has failed already')
  }

  return {
    apply,
    books: () => ({
      intents: [...intents.values()].map((intent) => ({ ...intent, refunded: refundedOf(intent) })),
      refunds: [...refunds.values()],
      transfers: [...transfers.values()],
      reversals: [...reversals.values()],
      accounts: Object.fromEntries(accounts),
    }),
    resume() {
      for (const id of settlements.keys()) settleInTime(id)
    },
    routes: [
      {
        route: 'POST /v1/refunds',
        write: 'refund',
        answer: (request) => once(request, 'refunds', () => createRefund(request)),
      },
      { route: 'GET /v1/refunds/:id', answer: ({ params }) => find(refunds, 'refund', params.id) },
      {
        route: 'GET /v1/refunds',
        answer: ({ query }) => {
          const [intent, charge] = [query.get('payment_intent'), query.get('charge')]
          if (intent && !intents.has(intent)) return find(intents, 'payment_intent', intent)
          const fits = (refund: FakeRefund) =>
            (!intent || refund.payment_intent === intent) && (!charge || refund.charge === charge)
          return pageOf('/v1/refunds', [...refunds.values()].filter(fits), query)
        },
      },
      {
        route: 'POST /v1/payment_intents',
        write: 'charge',
        answer: (request) => once(request, 'payment_intents', () => createIntent(request)),
      },
      { route: 'GET /v1/payment_intents/:id', answer: ({ params }) => find(intents, 'payment_intent', params.id) },
      {
        route: 'GET /v1/payment_intents',
        answer: ({ query }) => {
          const customer = query.get('customer')
          const mine = [...intents.values()].filter((intent) => !customer || intent.customer === customer)
          return pageOf('/v1/payment_intents', mine, query)
        },
      },
      {
        route: 'GET /v1/charges/:id',
        answer: ({ params }) => {
          const intent = intentOf({ charge: params.id })
          return intent
            ? {
                status: 200,
                body: { id: params.id, object: 'charge', payment_intent: intent.id, disputed: intent.disputed },
              }
            : failure(404, 'resource_missing', `No such charge: '${params.id}'`, { param: 'id' })
        },
      },
      { route: 'GET /v1/payment_methods/:id', answer: ({ params }) => find(methods, 'PaymentMethod', params.id) },
      { route: 'GET /v1/transfers/:id', answer: ({ params }) => find(transfers, 'transfer', params.id) },
      {
        route: 'POST /v1/transfers/:id/reversals',
        write: 'transfer_reversal',
        answer: (request) => once(request, `transfers/${request.params.id}`, () => createReversal(request)),
      },
      {
        route: 'GET /v1/transfers/:id/reversals',
        answer: ({ params, query }) => {
          if (!transfers.has(params.id ?? '')) return find(transfers, 'transfer', params.id)
          const mine = [...reversals.values()].filter((reversal) => reversal.transfer === params.id)
          return pageOf(`/v1/transfers/${params.id}/reversals`, mine, query)
        },
      },
      {
        route: 'GET /v1/balance',
        answer: () => ({ status: 200, body: { object: 'balance', available: [], pending: [], livemode: false } }),
      },
      {
        route: 'PUT /control/payments/:id',
        answer: ({ params, body }) => {
          const id = params.id ?? ''
          const part = body as Partial<FakeIntent> & { amount: number; currency: string }
          if (intents.has(id)) return { status: 200, body: intents.get(id) }
          return put({ is: 'intent', intent: intentObject({ status: 'succeeded', ...part, id }) }, id)
        },
      },
      {
        route: 'PUT /control/payment_methods/:id',
        answer: ({ params, body }) => {
          const id = params.id ?? ''
          const method: FakeMethod = { id, object: 'payment_method', type: 'card', customer: `cus_${id}`, ...body }
          return put({ is: 'method', method }, id)
        },
      },
      {
        route: 'PUT /control/transfers/:id',
        answer: ({ params, body }) => {
          const id = params.id ?? ''
          const transfer = {
            object: 'transfer',
            amount_reversed: 0,
            transfer_group: null,
            reversed: false,
            metadata: {},
            created: seconds(),
            ...body,
            id,
          } as FakeTransfer
          return put({ is: 'transfer', transfer }, id)
        },
      },
      {
        route: 'PUT /control/accounts/:id',
        answer: ({ params, body }) =>
          put({ is: 'account', id: params.id ?? '', balance: Number(body.balance) }, params.id ?? ''),
      },
      { route: 'POST /control/settle', answer: settleBy },
      { route: 'POST /control/dispute', answer: ({ body }) => dispute(body) },
      { route: 'POST /control/clock', answer: ({ body }) => put({ is: 'clock', hours: Number(body.hours) }, 'clock') },
      { route: 'POST /control/forget-keys', answer: () => put({ is: 'keys_forgotten' }, 'keys') },
      {
        route: 'POST /control/settling',
        answer: ({ body }) =>
          put({ is: 'settling', afterMs: body.afterMs === null ? null : Number(body.afterMs) }, 'settling'),
      },
    ],
  }
}

function settledFields({ status, reason }: Settlement): Pick<FakeRefund, 'status' | 'failure_reason'> {
  return status === 'failed' ? { status, failure_reason: reason ?? 'unknown' } : { status }
}

/** Like the provider's test methods: the name says how it ends. */
function declineOf(method: FakeMethod): string | undefined {
  if (method.id.includes('authentication')) return 'authentication_required'
  if (method.id.includes('insufficient')) return 'insufficient_funds'
  return method.id.includes('declined') ? 'generic_decline' : undefined
}

function declineError(decline: string): NonNullable<FakeIntent['last_payment_error']> {
  const code = decline === 'authentication_required' ? decline : 'card_declined'
  return { type: 'card_error', code, decline_code: decline, message: 'Your card was declined.' }
}
