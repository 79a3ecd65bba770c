import { OutsideError } from '#platform/outside-error'
import type {
  ListedMovement,
  PaymentMovement,
  PaymentPort,
  PaymentNotice,
  RefundRequest,
  WebhookDelivery,
} from '../../../modules/refunds/ports.ts'
import { callProvider, settleUnknown, type ProviderConnection } from '../../provider-call.ts'
import { verifyStandardWebhook } from '../../standard-webhooks.ts'
import type { FakeStorefrontRefund } from '../../storefronts/fake/refunds.ts'

export interface StorefrontRefundSettings extends ProviderConnection {
  /** Two while a secret is being changed. */
  webhookSecrets?: readonly string[]
}

/**
 * For shops whose storefront moves the money: it is handed the refund and gives it back through whatever was paid with. It
 * charges nobody, so that a difference to pay is declined and says so.
 */
export function storefrontRefunds(settings: StorefrontRefundSettings): PaymentPort {
  async function lookUp(key: string): Promise<PaymentMovement | undefined> {
    const { body } = await callProvider(settings, 'GET', `/v1/refunds?idempotency_key=${encodeURIComponent(key)}`)
    const [found] = (body as { data: FakeStorefrontRefund[] }).data
    return found && movementOf(found)
  }

  return {
    tenderKinds: ['card', 'paypal', 'other'],
    noticesComeWith: 'storefronts',
    lookUp,
    refund(request) {
      const write = async () => {
        const options = { key: request.key, body: wireOf(request) }
        const answer = await callProvider(settings, 'POST', '/v1/refunds', options)
        return movementOf(answer.body as FakeStorefrontRefund)
      }
      return settleUnknown(write, () => lookUp(request.key))
    },
    charge({ key, amount }) {
      const reason = 'charges_not_supported'
      return Promise.resolve({
        key,
        kind: 'charge',
        state: 'failed',
        reference: null,
        amount,
        reason,
        expectedBy: null,
      })
    },
    readNotice: (delivery) => readNotice(settings.webhookSecrets ?? [], delivery),
    async *listMovements(since) {
      const { body } = await callProvider(
        settings,
        'GET',
        `/v1/refunds?since=${encodeURIComponent(since.toISOString())}`,
      )
      yield* (body as { data: FakeStorefrontRefund[] }).data.map(listed)
    },
    async check() {
      await callProvider(settings, 'GET', '/v1/refunds?idempotency_key=none')
    },
  }
}

function wireOf({ tender, orderReference, amount, reason }: RefundRequest): object {
  return {
    order: orderReference,
    payment: tender.reference,
    amount: amount.amountMinor,
    currency: amount.currency,
    note: reason ?? '',
  }
}

function movementOf(wire: FakeStorefrontRefund): PaymentMovement {
  return {
    key: wire.idempotency_key,
    kind: 'refund',
    state: wire.status === 'pending' ? 'requested' : wire.status,
    reference: wire.id,
    amount: { amountMinor: wire.amount, currency: wire.currency },
    reason: wire.failure_reason,
    expectedBy: null,
  }
}

function listed(wire: FakeStorefrontRefund): ListedMovement {
  const { key, state, amount, reason } = movementOf(wire)
  return {
    key,
    kind: 'refund',
    state,
    reference: wire.id,
    tenderReference: wire.payment,
    amount,
    reason,
    bookedAt: new Date(wire.created_at),
  }
}

function readNotice(secrets: readonly string[], delivery: WebhookDelivery): PaymentNotice | undefined {
  const deliveryId = verifyStandardWebhook(secrets, delivery)
  if (deliveryId === undefined)
    throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
  const { type, data } = JSON.parse(Buffer.from(delivery.rawBody).toString('utf8')) as {
    type: string
    data: Partial<FakeStorefrontRefund>
  }
  if (!type.startsWith('refund.') || typeof data.idempotency_key !== 'string') return undefined
  return { deliveryId, key: data.idempotency_key, ...(data.id ? { reference: data.id } : {}) }
}
