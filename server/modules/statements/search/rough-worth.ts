// What one unit is worth in US dollars, roughly. It only leaves out what cannot be: being off by a quarter does no harm.
const inDollars: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.12,
  GBP: 1.31,
  CHF: 1.18,
  CAD: 0.72,
  AUD: 0.66,
  NZD: 0.6,
  JPY: 0.0068,
  CNY: 0.14,
  HKD: 0.128,
  SGD: 0.76,
  INR: 0.0118,
  KRW: 0.00072,
  THB: 0.03,
  PHP: 0.0175,
  IDR: 0.000062,
  MYR: 0.23,
  VND: 0.000039,
  SEK: 0.1,
  NOK: 0.097,
  DKK: 0.15,
  ISK: 0.0075,
  PLN: 0.26,
  CZK: 0.045,
  HUF: 0.0028,
  RON: 0.22,
  UAH: 0.024,
  TRY: 0.026,
  ILS: 0.28,
  AED: 0.272,
  SAR: 0.267,
  QAR: 0.275,
  KWD: 3.25,
  BHD: 2.65,
  OMR: 2.6,
  JOD: 1.41,
  EGP: 0.021,
  MAD: 0.1,
  ZAR: 0.055,
  MXN: 0.054,
  BRL: 0.18,
}

/** Off by no more than this, rates having moved and banks having taken their part. */
const LEAST = 0.75
const MOST = 1.33

/** Whether an amount can be another one in another currency; null when nobody can say. Decimal amounts, such as 45.99. */
export function canBeConverted(
  one: { amount: number; currency: string },
  other: { amount: number; currency: string },
): boolean | null {
  const [first, second] = [inDollars[one.currency], inDollars[other.currency]]
  if (first === undefined || second === undefined) return null
  const ratio = (one.amount * first) / (other.amount * second)
  return ratio >= LEAST && ratio <= MOST
}
