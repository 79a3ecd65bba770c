import Stripe from 'stripe'
import { OutsideError } from '#platform/outside-error'
import type { PaymentNotice, WebhookDelivery } from '../../../modules/refunds/ports.ts'
import { keyField } from './movements.ts'

/** Seconds that a signed time may lie back: the provider's own figure. */
const toleranceSeconds = 300

/**
 * Checks the signature over the bytes as they came, against each secret (two while one is being changed), and reads which
 * movement it is about. Undefined for what is none of ours.
 */
export function readStripeNotice(secrets: readonly string[], delivery: WebhookDelivery): PaymentNotice | undefined {
  const event = verified(secrets, delivery)
  const found = movementIn(event)
  return found ? { deliveryId: event.id, ...found } : undefined
}

function verified(secrets: readonly string[], { headers, rawBody, receivedAt }: WebhookDelivery): Stripe.Event {
  const header = headers['stripe-signature']
  for (const secret of secrets.filter(Boolean)) {
    try {
      return Stripe.webhooks.constructEvent(
        Buffer.from(rawBody),
        header ?? '',
        secret,
        toleranceSeconds,
        undefined,
        receivedAt.getTime(),
      )
    } catch (error) {
      // Signed as it should be and not readable: whoever asks keeps it.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
}

function movementIn({ type, data }: Stripe.Event): { key: string; reference?: string } | undefined {
  const object = data.object as unknown as Keyed & { reversals?: { data: Keyed[] } }
  if (/^(refund\.|charge\.refund\.|payment_intent\.)/.test(type)) return keyed(object)
  if (type === 'transfer.reversed') return keyed(object.reversals?.data[0])
  return undefined
}

interface Keyed {
  id: string
  metadata?: Record<string, string> | null
}

function keyed(object: Keyed | undefined): { key: string; reference: string } | undefined {
  const key = object?.metadata?.[keyField]
  return object && key ? { key, reference: object.id } : undefined
}
