import type { PolicyKey } from './keys.ts'

/** Whose consumer law binds the order: by the destination, and `none` where we know of no rule. */
export type Jurisdiction = 'EU' | 'UK' | 'US' | 'none'

export interface LawRow {
  key: PolicyKey
  /** What the law asks for at least. The store's own value stays wherever it is as kind or kinder. */
  value: unknown
  source: string
  words: string
  /** False where the row also binds orders of businesses, which have no consumer law. */
  consumersOnly: boolean
}

const row = (key: PolicyKey, value: unknown, source: string, words: string, consumersOnly = true): LawRow => ({
  key,
  value,
  source,
  words,
  consumersOnly,
})

const EUROPE: readonly LawRow[] = [
  row('withdrawal.days', 14, 'L1 L2', '14 days from receipt to change your mind, without a reason.'),
  row(
    'withdrawal.extra_months_if_not_informed',
    12,
    'L2',
    'Twelve more months where the shopper was not told about the right.',
  ),
  row(
    'withdrawal.function',
    'two_step',
    'L3',
    'A labeled two-step withdrawal function with a timed receipt by e-mail.',
  ),
  row('withdrawal.return_cost', 'shopper_if_told', 'L1', 'The shopper pays the return only if told so before buying.'),
  row(
    'refund.max_days',
    14,
    'L1 L2',
    'Money back within 14 days of the notice; it may wait for the goods or proof of sending.',
  ),
  row('refund.includes_delivery', true, 'L2', 'Standard outbound delivery comes back too.'),
  row(
    'refund.method',
    'original_unless_agreed',
    'L1',
    'The same means of payment unless the shopper agrees to another.',
  ),
  row('fault.months', 24, 'unsourced', 'A legal guarantee of two years on faulty goods.'),
  row('deliver.default_days', 30, 'unsourced', 'Delivery within 30 days unless another date was agreed.'),
  row('delay.consent', 'ask', 'L5', 'A delay needs the shopper’s yes.'),
  row(
    'deduct.allowed',
    'handling_only',
    'unsourced',
    'Only loss of value from handling beyond testing may be deducted.',
  ),
  row('police_report', 'blocked', 'A59', 'A police report may not be asked for.', false),
  row('dnr.signed_statement', 'never', 'A59', 'No signed statement is asked for a missing parcel.', false),
  row('dnr.burden', 'seller', 'A59', 'The seller shows delivery into the shopper’s possession.'),
]

/** Data only, in the form the clamp reads. It favors the shopper: a row can never make a value less kind. */
export const LAW: Readonly<Record<Jurisdiction, readonly LawRow[]>> = {
  EU: EUROPE,
  UK: [
    ...EUROPE.filter((each) => !['withdrawal.function', 'fault.months'].includes(each.key)),
    row('fault.reject_days', 30, 'L4', 'Faulty goods may be rejected within 30 days; a repair stops the clock.'),
  ],
  US: [
    row('deliver.default_days', 30, 'L6', 'Goods are sent within 30 days unless another date was promised.'),
    row(
      'delay.consent',
      'silence_first_time',
      'L7',
      'Silence is consent only to a first, definite delay of up to 30 days.',
    ),
    row('delay.cancel_offer', true, 'L6', 'A delay notice carries the choice to cancel.'),
    row(
      'refund.max_business_days_canceled_late',
      7,
      'L6 L7',
      'A canceled late order is refunded within 7 working days.',
    ),
    row('refund.method', 'original_unless_agreed', 'L6', 'The money goes back the way it came.'),
  ],
  none: [],
}

// The 27 member states and the three EEA states that apply the same directives.
const EU_COUNTRIES = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
)
const US_COUNTRIES = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP'])

/** The jurisdiction of a destination country (ISO 3166-1 alpha-2). */
export function jurisdictionOf(country: string): Jurisdiction {
  const code = country.toUpperCase()
  if (EU_COUNTRIES.has(code)) return 'EU'
  if (code === 'GB') return 'UK'
  return US_COUNTRIES.has(code) ? 'US' : 'none'
}
