import type Stripe from 'stripe'
import type { Money } from '#platform/money'
import type { ListedMovement, PaymentMovement, PaymentState } from '../../../modules/refunds/ports.ts'
import { definiteNo } from './client.ts'
import { fromProviderUnits } from './minor-units.ts'

/** Where our own key is kept at the provider: its idempotency keys are forgotten after a day, this is not. */
export const keyField = 'makeright_key'

export function refundMovement(key: string, refund: Stripe.Refund): PaymentMovement {
  return {
    key,
    kind: 'refund',
    state: refundStates[refund.status ?? ''] ?? 'requested',
    reference: refund.id,
    amount: fromProviderUnits(refund.amount, refund.currency),
    reason: refundReason(refund),
    expectedBy: null,
  }
}

/** One refund as the provider lists it, whoever made it. */
export function listedRefund(refund: Stripe.Refund): ListedMovement {
  const key = refund.metadata?.[keyField] ?? ''
  const { state, amount, reason } = refundMovement(key, refund)
  return {
    key,
    kind: 'refund',
    state,
    reference: refund.id,
    tenderReference: idOf(refund.payment_intent) ?? idOf(refund.charge),
    amount,
    reason,
    bookedAt: new Date(refund.created * 1000),
  }
}

export function chargeMovement(key: string, intent: Stripe.PaymentIntent): PaymentMovement {
  const state = intentStates[intent.status] ?? 'failed'
  const failure = intent.last_payment_error
  return {
    key,
    kind: 'charge',
    state,
    reference: intent.id,
    amount: fromProviderUnits(intent.amount, intent.currency),
    reason: state === 'failed' ? declineReason(failure?.decline_code ?? failure?.code ?? intent.status) : null,
    expectedBy: null,
  }
}

export function reversalMovement(key: string, reversal: Stripe.TransferReversal): PaymentMovement {
  return {
    key,
    kind: 'transfer_reversal',
    state: 'succeeded',
    reference: reversal.id,
    amount: fromProviderUnits(reversal.amount, reversal.currency),
    reason: null,
    expectedBy: null,
  }
}

/** A no that the provider gave before it booked anything. */
export function refused(
  kind: PaymentMovement['kind'],
  { key, amount }: { key: string; amount: Money },
  reason: string,
): PaymentMovement {
  return { key, kind, state: 'failed', reference: null, amount, reason, expectedBy: null }
}

/** What a clear no means in the port's words; undefined when the request itself is at fault and a person has to look. */
export function noToRefund(error: unknown): string | undefined {
  const no = definiteNo(error)
  if (!no) return undefined
  const known = refundRefusals[no.code ?? '']
  if (known) return known
  // "Refund amount is greater than unrefunded amount on charge" comes without a code.
  return no.param === 'amount' ? 'exceeds_captured' : undefined
}

export function noToCharge(error: unknown): string | undefined {
  const no = definiteNo(error)
  if (!no) return undefined
  if (no.code === 'resource_missing') return 'no_such_payment_method'
  return no.rawType === 'card_error' ? declineReason(no.decline_code ?? no.code ?? '') : undefined
}

export function noToReversal(error: unknown): string | undefined {
  const no = definiteNo(error)
  if (!no) return undefined
  if (no.code === 'balance_insufficient' || no.code === 'insufficient_funds') return 'insufficient_funds'
  if (no.code === 'resource_missing') return 'no_such_transfer'
  return no.param === 'amount' ? 'exceeds_transferred' : undefined
}

export function idOf(object: { id: string } | string | null | undefined): string | null {
  return typeof object === 'string' ? object : (object?.id ?? null)
}

/** `requires_action`: the bank of the shopper asks them for where to send it; nothing is lost and nothing is there yet. */
const refundStates: Readonly<Record<string, PaymentState>> = {
  pending: 'requested',
  requires_action: 'requested',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
}

const intentStates: Readonly<Record<string, PaymentState>> = {
  succeeded: 'succeeded',
  processing: 'requested',
  requires_capture: 'requested',
}

function refundReason(refund: Stripe.Refund): string | null {
  if (refund.status === 'canceled') return 'canceled_by_store'
  if (refund.status !== 'failed') return null
  return failureReasons[refund.failure_reason ?? ''] ?? refund.failure_reason ?? 'failed'
}

const failureReasons: Readonly<Record<string, string>> = {
  lost_or_stolen_card: 'account_closed',
  expired_or_canceled_card: 'account_closed',
  charge_for_pending_refund_disputed: 'disputed',
  insufficient_funds: 'insufficient_funds',
  declined: 'declined',
  merchant_request: 'canceled_by_store',
  unknown: 'failed',
}

const refundRefusals: Readonly<Record<string, string>> = {
  charge_already_refunded: 'exceeds_captured',
  amount_too_large: 'exceeds_captured',
  amount_too_small: 'amount_too_small',
  charge_disputed: 'disputed',
  charge_not_refundable: 'disputed',
  resource_missing: 'no_such_payment',
  charge_expired_for_capture: 'no_such_payment',
  insufficient_funds: 'insufficient_funds',
  balance_insufficient: 'insufficient_funds',
  refund_disputed_payment: 'disputed',
}

function declineReason(code: string): string {
  if (code === 'insufficient_funds' || code === 'authentication_required') return code
  return code === 'canceled' ? 'canceled_by_store' : 'declined'
}
