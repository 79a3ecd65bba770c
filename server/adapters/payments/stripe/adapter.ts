import type Stripe from 'stripe'
import { OutsideError } from '#platform/outside-error'
import type {
  ChargeRequest,
  ListedMovement,
  PaymentMovement,
  PaymentPort,
  RefundRequest,
  TransferReversalRequest,
  Whereabouts,
} from '../../../modules/refunds/ports.ts'
import { settleUnknown } from '../../provider-call.ts'
import { outsideErrorOf, stripeClient, type StripeConnection } from './client.ts'
import { toProviderUnits } from './minor-units.ts'
import {
  chargeMovement,
  idOf,
  keyField,
  listedRefund,
  noToCharge,
  noToRefund,
  noToReversal,
  refundMovement,
  refused,
  reversalMovement,
} from './movements.ts'
import { readStripeNotice } from './notices.ts'

export interface StripeSettings extends StripeConnection {
  /** `whsec_…` of the webhook endpoint; two while one is being changed. */
  webhookSecrets?: readonly string[]
}

/** How far back a movement is looked for when nothing but its key is known. */
const scannedAtMost = 1_000

/**
 * Refunds and charges through Stripe. A tender's reference is the id of its payment intent (`pi_…`) or charge (`ch_…`, `py_…`), a payment
 * method's the id of a saved one (`pm_…`) that belongs to a customer there. Every object carries our key in its metadata, and
 * is looked for there before anything is written: idempotency keys are forgotten after a day.
 */
export function stripePayments(settings: StripeSettings): PaymentPort {
  const stripe = stripeClient(settings)
  const find = new Finder(stripe)

  return {
    // A payment takes its money back however it was made.
    tenderKinds: ['card', 'paypal', 'other'],
    async refund(request) {
      const payment = paymentOf(request.tender.reference)
      if (!payment) return refused('refund', request, 'no_such_payment')
      const amount = toProviderUnits(request.amount)
      if (amount === 0) return refused('refund', request, 'amount_too_small')
      return writeOnce(
        request,
        () => find.refund(request.key, { tenderReference: request.tender.reference }),
        async () =>
          refundMovement(
            request.key,
            await stripe.refunds.create(refundParams(request, payment, amount), { idempotencyKey: request.key }),
          ),
        (error) => noToRefund(error),
        'refund',
      )
    },
    async charge(request) {
      const customer = await customerOf(stripe, request)
      if (!customer) return refused('charge', request, 'no_such_payment_method')
      return writeOnce(
        request,
        () => find.chargeOfCustomer(request.key, customer),
        async () =>
          chargeMovement(
            request.key,
            await stripe.paymentIntents.create(chargeParams(request, customer), { idempotencyKey: request.key }),
          ),
        noToCharge,
        'charge',
      )
    },
    async reverseTransfer(request) {
      return writeOnce(
        request,
        () => find.reversal(request.key, request.transferReference),
        async () =>
          reversalMovement(
            request.key,
            await stripe.transfers.createReversal(request.transferReference, reversalParams(request), {
              idempotencyKey: request.key,
            }),
          ),
        noToReversal,
        'transfer_reversal',
      )
    },
    lookUp: (key, where = {}) => translated(find.movement(key, where)),
    readNotice: (delivery) => readStripeNotice(settings.webhookSecrets ?? [], delivery),
    async *listMovements(since) {
      yield* listRefunds(stripe, since)
    },
    async check() {
      await translated(stripe.balance.retrieve())
    },
  }
}

type Written = Pick<RefundRequest | ChargeRequest | TransferReversalRequest, 'key' | 'amount'>

/** Writes under a key at most once. A clear no is a result; what is not known is looked up once more before it goes to the caller. */
async function writeOnce(
  request: Written,
  lookUp: () => Promise<PaymentMovement | undefined>,
  write: () => Promise<PaymentMovement>,
  noOf: (error: unknown) => string | undefined,
  kind: PaymentMovement['kind'],
): Promise<PaymentMovement> {
  const earlier = await translated(lookUp())
  if (earlier) return sameAs(earlier, request)
  const attempt = async () => {
    try {
      return await write()
    } catch (error) {
      const reason = noOf(error)
      if (reason === undefined) throw outsideErrorOf(error)
      // Money declined after it was booked has an id, and its own story.
      return (await lookUp().catch(() => undefined)) ?? refused(kind, request, reason)
    }
  }
  return settleUnknown(attempt, lookUp)
}

function sameAs(earlier: PaymentMovement, { key, amount }: Written): PaymentMovement {
  const same =
    earlier.amount.currency === amount.currency && toProviderUnits(earlier.amount) === toProviderUnits(amount)
  if (same) return earlier
  throw new OutsideError('refused', 'idempotency_key_reused', `Key ${key} was used for another movement`)
}

async function translated<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    throw outsideErrorOf(error)
  })
}

/** Looks movements up by our key, where the provider can be asked. */
class Finder {
  private readonly stripe: Stripe

  constructor(stripe: Stripe) {
    this.stripe = stripe
  }

  async movement(key: string, where: Whereabouts): Promise<PaymentMovement | undefined> {
    const { reference } = where
    if (where.transferReference) return this.reversal(key, where.transferReference)
    if (reference?.startsWith('pi_'))
      return missing(this.stripe.paymentIntents.retrieve(reference).then((found) => chargeMovement(key, found)))
    if (reference && /^(re|pyr)_/.test(reference))
      return missing(this.stripe.refunds.retrieve(reference).then((found) => refundMovement(key, found)))
    if (where.paymentMethodReference) {
      const customer = await customerIdOf(this.stripe, where.paymentMethodReference)
      return customer ? this.chargeOfCustomer(key, customer) : undefined
    }
    return this.refund(key, where)
  }

  async refund(key: string, { tenderReference }: Whereabouts): Promise<PaymentMovement | undefined> {
    if (tenderReference === undefined) return this.anyRefund(key)
    const payment = paymentOf(tenderReference)
    if (!payment) return undefined
    return missing(
      firstOf(
        this.stripe.refunds.list({ ...payment, limit: 100 }),
        (refund) => refund.metadata?.[keyField] === key,
      ).then((found) => found && refundMovement(key, found)),
    )
  }

  async chargeOfCustomer(key: string, customer: string): Promise<PaymentMovement | undefined> {
    const found = await firstOf(
      this.stripe.paymentIntents.list({ customer, limit: 100 }),
      (intent) => intent.metadata[keyField] === key,
    )
    return found && chargeMovement(key, found)
  }

  async reversal(key: string, transferReference: string): Promise<PaymentMovement | undefined> {
    return missing(
      firstOf(
        this.stripe.transfers.listReversals(transferReference, { limit: 100 }),
        (reversal) => reversal.metadata?.[keyField] === key,
      ).then((found) => found && reversalMovement(key, found)),
    )
  }

  /** Among the newest of all; when that is not all there is, nobody can say that there is none. */
  private async anyRefund(key: string): Promise<PaymentMovement | undefined> {
    let seen = 0
    for await (const refund of this.stripe.refunds.list({ limit: 100 })) {
      if (refund.metadata?.[keyField] === key) return refundMovement(key, refund)
      seen += 1
      if (seen >= scannedAtMost)
        throw new OutsideError('unknown', 'not_found_among_newest', `No refund ${key} among the newest ${seen}`)
    }
    return undefined
  }
}

async function firstOf<T>(list: AsyncIterable<T>, fits: (each: T) => boolean): Promise<T | undefined> {
  for await (const each of list) if (fits(each)) return each
  return undefined
}

async function missing<T>(call: Promise<T | undefined>): Promise<T | undefined> {
  return call.catch((error: { code?: string }) => {
    if (error.code === 'resource_missing') return undefined
    throw error
  })
}

async function* listRefunds(stripe: Stripe, since: Date): AsyncIterable<ListedMovement> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  try {
    for await (const refund of stripe.refunds.list({ created, limit: 100 })) yield listedRefund(refund)
  } catch (error) {
    throw outsideErrorOf(error)
  }
}

function paymentOf(reference: string): { payment_intent: string } | { charge: string } | undefined {
  if (reference.startsWith('pi_')) return { payment_intent: reference }
  return /^(ch|py)_/.test(reference) ? { charge: reference } : undefined
}

async function customerOf(stripe: Stripe, { paymentMethod }: ChargeRequest): Promise<string | null> {
  return translated(customerIdOf(stripe, paymentMethod.reference))
}

async function customerIdOf(stripe: Stripe, paymentMethodReference: string): Promise<string | null> {
  if (!/^(pm|card|src|ba)_/.test(paymentMethodReference)) return null
  const method = await missing(stripe.paymentMethods.retrieve(paymentMethodReference))
  return idOf(method?.customer)
}

/** No `reason`: `fraudulent` would block the shopper's card, and our own code is kept as a remark. */
function refundParams(
  request: RefundRequest,
  payment: { payment_intent: string } | { charge: string },
  amount: number,
): Stripe.RefundCreateParams {
  return {
    ...payment,
    amount,
    metadata: remarks(request, request.orderReference),
    ...(request.reverseTransfer ? { reverse_transfer: true } : {}),
  }
}

/** The shopper is not there: a payment that would have to ask them is declined. */
function chargeParams(request: ChargeRequest, customer: string): Stripe.PaymentIntentCreateParams {
  return {
    amount: toProviderUnits(request.amount),
    currency: request.amount.currency.toLowerCase(),
    customer,
    payment_method: request.paymentMethod.reference,
    off_session: true,
    confirm: true,
    error_on_requires_action: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    metadata: { ...remarks(request, request.orderReference), makeright_customer: request.customerReference },
  }
}

function reversalParams(request: TransferReversalRequest): Stripe.TransferCreateReversalParams {
  return { amount: toProviderUnits(request.amount), metadata: remarks(request) }
}

function remarks({ key, reason }: { key: string; reason?: string }, order?: string): Record<string, string> {
  const short = (text: string) => text.slice(0, 500)
  return {
    [keyField]: key,
    ...(order ? { makeright_order: short(order) } : {}),
    ...(reason ? { makeright_reason: short(reason) } : {}),
  }
}
