import { Address } from '#contract/customers'
import { contract } from '#platform/contract/contract'
import { AnyId, LocalDate, Money, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const How = z.enum(['card', 'paypal', 'gift_card', 'store_credit', 'bank', 'other'])

const PaidOrderHead = z.object({
  id: z.string(),
  reference: z.string(),
  placedAt: z.string(),
  title: z.string().meta({ description: 'The first thing on it.' }),
  items: z.int().meta({ description: 'How many different things are on it.' }),
})

/** Money that was taken, or is to be. */
export const PaidCharge = z
  .object({
    id: z.string(),
    kind: z.enum(['paid', 'extra']).meta({ description: 'extra: charged later, for something that changed.' }),
    how: How,
    label: z.string().meta({ description: 'In words: Visa ending 4242.' }),
    amount: Money.meta({
      description: 'What was taken; of one that is under way or was declined, what was asked for.',
    }),
    held: Money.nullable().meta({ description: 'Set aside by the bank and not taken yet.' }),
    state: z.enum(['taken', 'held', 'under_way', 'declined']),
    about: z
      .object({ kind: z.string(), id: z.string() })
      .nullable()
      .meta({ description: 'What an extra charge was for.' }),
    reference: z.string().nullable().meta({
      description: 'The provider’s own name of it, for the bank to find it by; null for gift cards and store credit.',
    }),
    at: z.string(),
  })
  .meta({ id: 'PaidCharge' })
export type PaidCharge = z.infer<typeof PaidCharge>

export const MoneyState = z.enum(['asked', 'with_bank', 'arrived', 'not_arrived']).meta({
  description:
    'asked: not taken by the payment provider yet. with_bank: on its way, there by `arrivesBy`. arrived: there, or that day is past.',
})

/** One way that money of a refund goes. */
const GivenBack = z.object({
  id: z.string(),
  to: z.enum(['tender', 'method', 'store_credit']),
  label: z.string(),
  isBalance: z.boolean().meta({ description: 'A gift card or store credit, which has it at once.' }),
  amount: Money,
  state: MoneyState,
  askedAt: z.string(),
  arrivesBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  reference: z
    .string()
    .nullable()
    .meta({ description: 'The provider’s own name of it: what to give the bank that looks for it.' }),
  madeGoodBy: z
    .string()
    .nullable()
    .meta({ description: 'The refund by which money that did not arrive was taken another way.' }),
})
export type GivenBack = z.infer<typeof GivenBack>

export const PaidRefund = z
  .object({
    id: z.string(),
    amount: Money,
    reason: z.string(),
    askedAt: z.string(),
    isElsewhere: z.boolean().meta({ description: 'Made in the shop itself, and only told here.' }),
    isOnTop: z.boolean().meta({ description: 'Given beyond what was paid.' }),
    lines: z.array(z.object({ title: z.string(), quantity: z.int(), amount: Money })),
    ways: z.array(GivenBack),
    canTakeAnotherWay: z.boolean(),
  })
  .meta({ id: 'PaidRefund' })
export type PaidRefund = z.infer<typeof PaidRefund>

const Chargeback = z.object({
  id: z.string(),
  state: z.enum(['open', 'won', 'lost']).meta({
    description: 'open: the bank looks into it. won: the charge stands. lost: the bank gave the money back.',
  }),
  amount: Money,
  label: z.string().nullable(),
  openedAt: z.string(),
})

const PaymentTotals = z.object({
  order: Money.meta({ description: 'What the order came to.' }),
  charged: Money,
  fromBalances: Money.meta({ description: 'How much of it gift cards and store credit paid.' }),
  givenBack: Money.meta({ description: 'Of what was paid, wherever it went; what the provider has done counts.' }),
  onItsWay: Money.meta({ description: 'Asked for and not done yet.' }),
  atTheBank: Money.meta({ description: 'In chargebacks that the bank still looks into.' }),
  byTheBank: Money.meta({ description: 'Given back by the bank in chargebacks.' }),
  paid: Money.meta({ description: 'charged − givenBack − byTheBank: what the order cost in the end.' }),
  onTop: Money.meta({ description: 'Given beyond what was paid; not taken off `paid`.' }),
})
export type PaymentTotals = z.infer<typeof PaymentTotals>

export const OrderPayments = z
  .object({
    order: PaidOrderHead,
    charges: z.array(PaidCharge),
    refunds: z.array(PaidRefund),
    chargebacks: z.array(Chargeback),
    totals: PaymentTotals,
    documents: z.object({
      invoice: z.object({ number: z.string().nullable(), url: z.string() }).nullable().meta({
        description: 'null until something was paid; the number is given when it is first asked for.',
      }),
      creditNotes: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          kind: z.enum(['credit', 'counter']),
          refundId: z.string(),
          gross: Money,
          issuedAt: z.string(),
          url: z.string(),
        }),
      ),
    }),
  })
  .meta({ id: 'OrderPayments' })
export type OrderPayments = z.infer<typeof OrderPayments>

export const PaymentSummary = z
  .object({
    order: PaidOrderHead,
    charged: Money,
    givenBack: Money,
    onItsWay: Money,
    onTop: Money,
    paid: Money,
    news: z.enum(['none', 'on_its_way', 'not_arrived', 'chargeback', 'not_charged_yet']).meta({
      description: 'What stands out about it.',
    }),
  })
  .meta({ id: 'PaymentSummary' })
export type PaymentSummary = z.infer<typeof PaymentSummary>

export const ChargeMatch = z
  .object({
    kind: z
      .enum([
        'exact',
        'together',
        'parcel',
        'after_refund',
        'refund',
        'held',
        'under_way',
        'declined',
        'other_currency',
        'with_fee',
        'close',
      ])
      .meta({
        description:
          'exact: this one charge. together: several of one order. parcel: what one parcel of an order came to. after_refund: a charge less what came back. refund: money back. held: set aside, not taken. other_currency: the bank may have converted it. with_fee: a fee of the bank on top. close: nearly this amount, where nothing fits better.',
      }),
    isSure: z
      .boolean()
      .meta({ description: 'false: possible, and something that was typed speaks neither for nor against it.' }),
    matches: z.array(z.enum(['amount', 'date', 'text'])).meta({ description: 'What of what was typed fits.' }),
    order: PaidOrderHead.omit({ items: true }),
    amount: Money.meta({ description: 'What it comes to here, in the currency in which it was charged.' }),
    at: z.string(),
    parts: z.array(
      z.object({
        what: z.enum(['charge', 'refund', 'parcel']),
        id: z.string(),
        label: z.string(),
        amount: Money.meta({ description: 'Below zero: it came back.' }),
        at: z.string(),
      }),
    ),
  })
  .meta({ id: 'ChargeMatch' })
export type ChargeMatch = z.infer<typeof ChargeMatch>

export const Invoice = z
  .object({
    id: z.string(),
    number: z.string().meta({ description: 'Without gaps per legal entity and year: INV-2026-000042.' }),
    issuedAt: z.string(),
    orderId: z.string(),
    orderReference: z.string(),
    orderedAt: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    seller: z.object({ name: z.string(), legalName: z.string(), country: z.string(), supportEmail: z.string() }),
    buyer: z.object({ name: z.string(), address: Address }),
    lines: z.array(
      z.object({
        part: z.enum(['goods', 'shipping', 'fee']),
        feeKind: z.string().nullable(),
        title: z.string().nullable(),
        sku: z.string().nullable(),
        quantity: z.int(),
        soldBy: z.string().nullable().meta({ description: 'A third-party seller; null for the store itself.' }),
        taxRatePercent: z.number().nullable().meta({
          description: 'As the stored amounts show it; null where they do not show one for sure.',
        }),
        net: Money.nullable(),
        tax: Money.nullable().meta({ description: 'null where the storefront did not tell the tax.' }),
        gross: Money,
      }),
    ),
    taxes: z.array(z.object({ taxRatePercent: z.number().nullable(), net: Money, tax: Money, gross: Money })).meta({
      description: 'The lines whose tax was told, by rate.',
    }),
    gross: Money,
    paidBy: z.array(z.object({ label: z.string(), how: How, amount: Money, at: z.string().nullable() })),
    missing: z.array(z.enum(['tax', 'some_tax', 'seller_tax_number'])).meta({
      description: 'What a full tax invoice has and nobody told us.',
    }),
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.infer<typeof Invoice>

const order = z.strictObject({ order: AnyId })

export const statements = contract({
  'GET /me/payments': {
    summary: 'What the shopper paid and got back, order by order, newest first',
    description: 'A guest of one order gets that order alone. Balances come with the first page, and never to guests.',
    input: z.strictObject({ ...PageQuery }),
    output: z.object({
      data: z.array(PaymentSummary),
      nextCursor: z.string().nullable(),
      storeCredit: z.array(Money),
      giftCards: z.array(z.object({ label: z.string(), balance: Money })),
    }),
  },
  'GET /me/payments/:order': {
    summary: 'Every charge, refund, chargeback and document of one order of the shopper’s',
    input: order,
    output: OrderPayments,
  },
  'GET /me/payments/:order/invoice': {
    summary: 'The invoice of an order; the first look gives it its number',
    input: order,
    output: Invoice,
    refusals: ['nothing_paid_yet'],
  },
  'GET /me/charges/search': {
    summary: 'Which of the shopper’s charges an amount on a bank statement can be',
    input: z.strictObject({
      amount: z.string().trim().min(1).max(40).meta({
        description: 'As it stands there: 45.99, 1.234,56 €, -20.00. Without a currency it is looked for in each.',
      }),
      date: LocalDate.optional().meta({
        description: 'The day on the statement; charges up to a few days before it fit.',
      }),
      text: Words.max(200).optional().meta({ description: 'What else stands on that line.' }),
    }),
    output: z.object({
      data: z.array(ChargeMatch),
      currencies: z.array(z.string()).nullable().meta({ description: 'Which the amount can be in, where it said so.' }),
      names: z.enum(['store', 'seller', 'order']).nullable().meta({ description: 'What of ours the text names.' }),
    }),
  },
})
