import { exponentOf, money, type Money } from '#platform/money'
import { OutsideError } from '#platform/outside-error'

/**
 * How this provider writes amounts, where that is not a hundredth of the currency in steps of one. Our own amounts are minor
 * units of ISO 4217 (`exponentOf`). Source: the provider's page "Supported currencies", sections "Zero-decimal currencies",
 * "Three-decimal currencies" and "Special cases" (docs.stripe.com/currencies), as its reference stood with API version
 * 2026-10-28. Sources disagree on UGX; it is listed there among the special cases.
 */
export const providerUnits: Readonly<Record<string, { decimals: number; step: number }>> = {
  BIF: { decimals: 0, step: 1 },
  CLP: { decimals: 0, step: 1 },
  DJF: { decimals: 0, step: 1 },
  GNF: { decimals: 0, step: 1 },
  JPY: { decimals: 0, step: 1 },
  KMF: { decimals: 0, step: 1 },
  KRW: { decimals: 0, step: 1 },
  // ISO 4217 gives it two decimals; the provider takes whole ones.
  MGA: { decimals: 0, step: 1 },
  PYG: { decimals: 0, step: 1 },
  RWF: { decimals: 0, step: 1 },
  VND: { decimals: 0, step: 1 },
  VUV: { decimals: 0, step: 1 },
  XAF: { decimals: 0, step: 1 },
  XOF: { decimals: 0, step: 1 },
  XPF: { decimals: 0, step: 1 },
  // Three decimals, of which card networks settle two: the last digit is 0.
  BHD: { decimals: 3, step: 10 },
  JOD: { decimals: 3, step: 10 },
  KWD: { decimals: 3, step: 10 },
  OMR: { decimals: 3, step: 10 },
  TND: { decimals: 3, step: 10 },
  // Without decimals in fact, and written with two zeros for compatibility.
  ISK: { decimals: 2, step: 100 },
  UGX: { decimals: 2, step: 100 },
}

/** The whole number that this provider wants for an amount: never more than the amount, cut to the step that it can pay. */
export function toProviderUnits({ amountMinor, currency }: Money): number {
  const { decimals, step } = unitsOf(currency)
  const units = scaled(amountMinor, decimals - exponentOf(currency))
  return units - (units % step)
}

/** The amount that a whole number of this provider means. @param currency in any case, as the provider writes it */
export function fromProviderUnits(units: number, currency: string): Money {
  const code = currency.toUpperCase()
  const digits = exponentOf(code) - unitsOf(code).decimals
  const factor = 10 ** Math.abs(digits)
  if (digits < 0 && units % factor !== 0)
    throw new OutsideError('unknown', 'amount_unreadable', `${units} is no amount of ${code}`)
  return money(scaled(units, digits), code)
}

function unitsOf(currency: string): { decimals: number; step: number } {
  return providerUnits[currency] ?? { decimals: 2, step: 1 }
}

function scaled(amount: number, digits: number): number {
  return digits >= 0 ? amount * 10 ** digits : Math.floor(amount / 10 ** -digits)
}
