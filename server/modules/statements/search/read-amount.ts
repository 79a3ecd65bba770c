import { latinDigits } from '#platform/latin-digits'

/** An amount as somebody typed it. */
export interface ReadAmount {
  /** What it can mean, as decimal texts: "1,234" is 1234 and, where a currency has three decimals, 1.234. */
  readings: string[]
  /** Which currencies it can be in; null where nothing was said. */
  currencies: string[] | null
}

const dollars = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']
// Longer ones first: "US$" holds "$".
const symbols: readonly (readonly [string, readonly string[]])[] = [
  ['us$', ['USD']],
  ['ca$', ['CAD']],
  ['c$', ['CAD']],
  ['au$', ['AUD']],
  ['a$', ['AUD']],
  ['nz$', ['NZD']],
  ['hk$', ['HKD']],
  ['r$', ['BRL']],
  ['$', dollars],
  ['€', ['EUR']],
  ['£', ['GBP']],
  ['¥', ['JPY', 'CNY']],
  ['₹', ['INR']],
  ['₺', ['TRY']],
  ['₩', ['KRW']],
  ['₪', ['ILS']],
  ['zł', ['PLN']],
  ['kč', ['CZK']],
  ['kr', ['SEK', 'NOK', 'DKK', 'ISK']],
  ['fr.', ['CHF']],
  ['د.إ', ['AED']],
  ['ر.س', ['SAR']],
  ['ج.م', ['EGP']],
  ['د.ك', ['KWD']],
]

/**
 * Reads an amount as it stands on statements: with a currency before or behind it, any separators, Arabic digits. Its sign says nothing,
 * because banks disagree about it. Undefined when it is no amount.
 */
export function readAmount(typed: string): ReadAmount | undefined {
  const plain = latinDigits(typed.normalize('NFKC'))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
    .replaceAll(/[\u200e\u200f\u061c\u2066-\u2069\s'’]/g, '')
    .toLowerCase()
  const { rest, currencies } = withoutCurrency(plain)
  const digits = /^[(+\-−–]*(\d[\d.,]*)[)+\-−–]*$/.exec(rest)?.[1]
  if (digits === undefined || digits.replaceAll(/\D/g, '').length > 13) return undefined
  const readings = readingsOf(digits.replace(/[.,]$/, '')).filter((each) => Number(each) > 0)
  return readings.length === 0 ? undefined : { readings, currencies }
}

function withoutCurrency(text: string): { rest: string; currencies: string[] | null } {
  const code = /^([a-z]{3})(?=[\d(+\-−–])|(?<=[\d)])([a-z]{3})$/.exec(text)
  const named = (code?.[1] ?? code?.[2] ?? '').toUpperCase()
  if (named && Intl.supportedValuesOf('currency').includes(named))
    return { rest: text.replace(named.toLowerCase(), ''), currencies: [named] }
  const found = symbols.find(([symbol]) => text.includes(symbol))
  return found ? { rest: text.replace(found[0], ''), currencies: [...found[1]] } : { rest: text, currencies: null }
}

function readingsOf(digits: string): string[] {
  const marks = [...digits.matchAll(/[.,]/g)]
  const last = marks.at(-1)
  if (!last) return [digits]
  const before = digits.slice(0, last.index).replaceAll(/[.,]/g, '')
  const behind = digits.slice(last.index + 1)
  const decimal = `${before}.${behind}`
  const whole = `${before}${behind}`
  // The same mark twice parts thousands; two kinds of marks, and the last one parts the decimals.
  if (marks.length > 1) return new Set(marks.map(([mark]) => mark)).size > 1 ? [decimal] : [whole]
  return behind.length === 3 ? [whole, decimal] : [decimal]
}
