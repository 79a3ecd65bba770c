/**
 * An amount as somebody writes it, in minor units; null for what is none, or not above zero.
 * @param tag the language that says which sign stands before the cents
 */
export function amountOf(written: string, currency: string, tag: string): number | null {
  const decimal = new Intl.NumberFormat(tag).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const plain = written.replaceAll(/[^\d.,]/g, '')
  // The last sign that is followed by as many digits as the currency has cents, or that the language says, parts the cents.
  const parts = /^([\d.,]*?)(?:([.,])(\d{1,3}))?$/.exec(plain)
  if (!parts || plain === '') return null
  const [, whole = '', sign, rest = ''] = parts
  const isCents = sign !== undefined && rest.length <= digits && (rest.length < 3 || sign === decimal)
  const major = (isCents ? whole : `${whole}${rest}`).replaceAll(/[.,]/g, '')
  const minor = Number(major || '0') * 10 ** digits + (isCents ? Number(rest.padEnd(digits, '0')) : 0)
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}
