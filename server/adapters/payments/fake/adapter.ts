import { OutsideError } from '#platform/outside-error'
import type {
  ChargeRequest,
  ListedMovement,
  PaymentMovement,
  PaymentNotice,
  PaymentPort,
  RefundRequest,
  TransferReversalRequest,
  WebhookDelivery,
} from '../../../modules/refunds/ports.ts'
import type { GuardedFetch } from '../../guarded-fetch.ts'
import { callProvider, type ProviderAnswer, settleUnknown } from '../../provider-call.ts'
import { verifyStandardWebhook } from '../../standard-webhooks.ts'
import type { FakeKind, FakeMovement } from './books.ts'

type FakeWrite = RefundRequest | ChargeRequest | TransferReversalRequest

export interface FakePaymentsSettings {
  url: string
  /** Must allow the origin of `url`. */
  fetch: GuardedFetch
  secretKey?: string
  /** Two while a secret is being changed. */
  webhookSecrets?: readonly string[]
  timeoutMs?: number
}

/**
 * The shipped stand-in for a payment provider, spoken to over HTTP as a real one would be. Before every write it looks the
 * key up, because providers forget idempotency keys after a day and a retry can be older than that.
 */
export function fakePayments(settings: FakePaymentsSettings): PaymentPort {
  async function lookUp(key: string): Promise<PaymentMovement | undefined> {
    const { body } = await callProvider(settings, 'GET', `/v1/movements?idempotency_key=${encodeURIComponent(key)}`)
    const [found] = (body as { data: FakeMovement[] }).data
    return found && movementOf(found)
  }

  async function post(kind: FakeKind, request: FakeWrite, wire: object): Promise<PaymentMovement> {
    const answer = await callProvider(settings, 'POST', `/v1/${kind}s`, {
      key: request.key,
      body: wire,
      expected: [402, 404],
    })
    if (answer.status < 300) return movementOf(answer.body as FakeMovement)
    return movementRefused(kind, request, answer)
  }

  async function writeOnce(kind: FakeKind, request: FakeWrite, write: () => Promise<PaymentMovement>) {
    const earlier = await lookUp(request.key)
    if (!earlier) return settleUnknown(write, () => lookUp(request.key))
    const same =
      earlier.amount.amountMinor === request.amount.amountMinor && earlier.amount.currency === request.amount.currency
    if (same && earlier.kind === kind) return earlier
    throw new OutsideError('refused', 'idempotency_key_reused', `Key ${request.key} was used for another movement`)
  }

  return {
    tenderKinds: ['card', 'paypal', 'other'],
    lookUp,
    refund(request) {
      const wire = {
        payment: request.tender.reference,
        amount: request.amount.amountMinor,
        currency: request.amount.currency,
        metadata: { order: request.orderReference, reason: request.reason ?? '' },
      }
      return writeOnce('refund', request, async () => {
        const first = await post('refund', request, wire)
        if (first.reason !== 'no_such_payment') return first
        await register(settings, request)
        return post('refund', request, wire)
      })
    },
    charge(request) {
      const wire = {
        payment_method: request.paymentMethod.reference,
        amount: request.amount.amountMinor,
        currency: request.amount.currency,
        metadata: {
          customer: request.customerReference,
          order: request.orderReference ?? '',
          reason: request.reason ?? '',
        },
      }
      return writeOnce('charge', request, () => post('charge', request, wire))
    },
    reverseTransfer(request) {
      const wire = {
        transfer: request.transferReference,
        amount: request.amount.amountMinor,
        currency: request.amount.currency,
        metadata: { reason: request.reason ?? '' },
      }
      return writeOnce('transfer_reversal', request, () => post('transfer_reversal', request, wire))
    },
    async *listMovements(since) {
      let after = ''
      for (;;) {
        const query = new URLSearchParams({ since: since.toISOString(), after })
        const { body } = await callProvider(settings, 'GET', `/v1/refunds?${query}`)
        const { data } = body as { data: FakeMovement[] }
        for (const wire of data) yield listed(wire)
        const last = data.at(-1)
        if (!last) return
        after = last.id
      }
    },
    readNotice: (delivery) => readNotice(settings.webhookSecrets ?? [], delivery),
  }
}

/** The fake knows no orders of its own: it learns of a captured payment when its first refund comes. */
async function register(settings: FakePaymentsSettings, { tender }: RefundRequest): Promise<void> {
  const body = { captured: tender.captured.amountMinor, currency: tender.captured.currency }
  await callProvider(settings, 'PUT', `/v1/payments/${encodeURIComponent(tender.reference)}`, { body })
}

function movementOf(wire: FakeMovement): PaymentMovement {
  return {
    key: wire.idempotency_key,
    kind: wire.object,
    state: wire.status === 'pending' ? 'requested' : wire.status,
    reference: wire.id,
    amount: { amountMinor: wire.amount, currency: wire.currency },
    reason: wire.failure_reason,
    expectedBy: null,
  }
}

function listed(wire: FakeMovement): ListedMovement {
  const { key, state, amount, reason } = movementOf(wire)
  const bookedAt = new Date(wire.created_at)
  return { key, kind: 'refund', state, reference: wire.id, tenderReference: wire.source, amount, reason, bookedAt }
}

function movementRefused(kind: FakeKind, request: FakeWrite, answer: ProviderAnswer): PaymentMovement {
  const { error } = answer.body as { error: { code: string; movement?: FakeMovement } }
  if (error.movement) return movementOf(error.movement)
  const { key, amount } = request
  return { key, kind, state: 'failed', reference: null, amount, reason: error.code, expectedBy: null }
}

function readNotice(secrets: readonly string[], delivery: WebhookDelivery): PaymentNotice | undefined {
  const deliveryId = verifyStandardWebhook(secrets, delivery)
  if (deliveryId === undefined)
    throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
  const { type, data } = JSON.parse(Buffer.from(delivery.rawBody).toString('utf8')) as {
    type: string
    data: Partial<FakeMovement>
  }
  const isOurs = /^(refund|charge)\./.test(type) && typeof data.idempotency_key === 'string'
  return isOurs ? { deliveryId, key: data.idempotency_key as string } : undefined
}
