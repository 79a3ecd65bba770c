import { localeToWriteIn } from './canonical-locale.ts'
import { assert } from './errors.ts'

/** An amount in the smallest unit of its currency, such as cents. */
export interface Money {
  amountMinor: number
  currency: string
}

/** @param amountMinor whole number of minor units @param currency ISO 4217, such as `USD` */
export function money(amountMinor: number, currency: string): Money {
  assert(Number.isSafeInteger(amountMinor), `amount ${amountMinor} is a whole number of minor units`)
  assert(/^[A-Z]{3}$/.test(currency), `currency "${currency}" has three capital letters`)
  return { amountMinor, currency }
}

export function add(first: Money, ...others: Money[]): Money {
  return others.reduce(
    (sum, other) => money(sum.amountMinor + sameCurrency(sum, other).amountMinor, sum.currency),
    first,
  )
}

export function subtract(from: Money, ...others: Money[]): Money {
  return others.reduce(
    (rest, other) => money(rest.amountMinor - sameCurrency(rest, other).amountMinor, rest.currency),
    from,
  )
}

export function negate(amount: Money): Money {
  return money(amount.amountMinor === 0 ? 0 : -amount.amountMinor, amount.currency)
}

/** Negative when the first is less, 0 when equal, positive when more. */
export function compare(first: Money, second: Money): number {
  return first.amountMinor - sameCurrency(first, second).amountMinor
}

// ISO 4217 currencies whose minor unit is not a hundredth. Written out rather than taken from Intl, whose figures follow
// CLDR's cash usage (0 for HUF or CLP-like cases) instead of the standard.
const exponents: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD (ISO 4217). */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2
}

/**
 * Splits a total by weights so that the parts add up exactly: largest remainder, ties to earlier parts. With all weights
 * zero it splits evenly. A negative total splits as its positive mirror.
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  assert(Number.isSafeInteger(totalMinor), 'the total is a whole number of minor units')
  assert(weights.length > 0 || totalMinor === 0, 'there is something to allocate to')
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are whole numbers from 0',
  )
  if (totalMinor < 0) return allocate(-totalMinor, weights).map((part) => (part === 0 ? 0 : -part))
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  const shares = sum === 0n ? weights.map(() => 1n) : weights.map(BigInt)
  const whole = sum === 0n ? BigInt(weights.length) : sum
  const parts = shares.map((share) => Number((BigInt(totalMinor) * share) / whole))
  const remainders = shares.map((share, index) => ({ index, rest: (BigInt(totalMinor) * share) % whole }))
  remainders.sort((one, other) => (one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1))
  const left = totalMinor - parts.reduce((total, part) => total + part, 0)
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}

/** The amount as people of this locale write it, such as `$45.99`. */
export function formatMoney(amount: Money, locale: string): string {
  const digits = exponentOf(amount.currency)
  const format = new Intl.NumberFormat(localeToWriteIn(locale), {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(toMajor(amount) as unknown as number)
}

/** The amount as a decimal text without rounding: `45.99`. */
export function toMajor(amount: Money): string {
  const digits = exponentOf(amount.currency)
  const text = String(Math.abs(amount.amountMinor)).padStart(digits + 1, '0')
  const sign = amount.amountMinor < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Reads a decimal text exactly, never through a floating-point number. Undefined when it is not an amount of the currency. */
export function parseMajor(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  const digits = exponentOf(currency)
  if (!match || !/^[A-Z]{3}$/.test(currency)) return undefined
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return undefined
  const amount = Number(`${match[2]}${fraction.padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(amount)) return undefined
  return money(match[1] && amount !== 0 ? -amount : amount, currency)
}

function sameCurrency(one: Money, other: Money): Money {
  assert(one.currency === other.currency, `${one.currency} and ${other.currency} do not mix`)
  return other
}
