import type { Address } from '#contract/customers'

/**
 * The same door, whoever ordered and however it was written: street line, unit, postal code and country without case,
 * accents and punctuation; `Apt 4B`, `Suite 4B`, `Unit 4B` and `#4B` are one, `Street` and `St` too. Two doors of one
 * house differ by their unit. City and region are left out, because the postal code says them.
 */
export function addressKey(address: Pick<Address, 'line1' | 'line2' | 'city' | 'postalCode' | 'country'>): string {
  const second = (address.line2 ?? '').trim()
  const { street, unit } = split(`${address.line1} ${bareUnit.test(second) ? `# ${second}` : second}`)
  const place = squeeze(address.postalCode ?? '') || squeeze(address.city)
  return [address.country.toLowerCase(), address.country === 'US' ? place.slice(0, 5) : place, street, unit].join('|')
}

// A second line that is nothing but a unit: 4B, B4, 12.
const bareUnit = /^(?:\d{1,4}[a-z]?|[a-z]\d{0,4})$/i
const unitWord = /(?:\b(?:apartment|apt|suite|ste|unit|flat|room|rm|door)\b\s*#?|#)\s*([a-z0-9]+(?:-[a-z0-9]+)?)/
// Short forms of the United States Postal Service (Publication 28), the commonest ones.
const shortForms: Record<string, string> = {
  street: 'st',
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  court: 'ct',
  place: 'pl',
  square: 'sq',
  terrace: 'ter',
  parkway: 'pkwy',
  highway: 'hwy',
  circle: 'cir',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  saint: 'st',
  mount: 'mt',
}

function split(lines: string): { street: string; unit: string } {
  const plain = fold(lines)
  const match = unitWord.exec(plain)
  const street = match ? `${plain.slice(0, match.index)} ${plain.slice(match.index + match[0].length)}` : plain
  const words = street.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return { street: words.map((word) => shortForms[word] ?? word).join(' '), unit: squeeze(match?.[1] ?? '') }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/[.']/g, '')
}

function squeeze(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '')
}
