/** What was taken out of a text. */
export type Redacted = 'card_number' | 'security_code'

// 13 to 19 digits with single blanks, dashes or dots between them, not inside a longer run of digits or letters.
const runs = /(?<![\p{L}\p{N}])\d(?:[\p{Zs}\t.\u2010-\u2015-]{0,2}\d){12,18}(?![\p{L}\p{N}])/gu
const codes =
  /((?:cvc2?|cvv2?|cvn|csc|cid|security\s*code|card\s*code|prüfziffer|prüfnummer|kartenprüfnummer|sicherheitscode|رمز\s*(?:الأمان|التحقق))\p{P}?(?:\s*(?:is|ist|:|=|-))?\s*)(\d{3,4})(?!\d)/giu
// Right behind the number, with or without the card's end, such as "12/28 123".
const trailing =
  /^([\s,;|/]*(?:(?:exp\.?|valid|gültig)?[\s:]*(?:0[1-9]|1[0-2])\s*[/.-]\s*(?:20)?\d{2})?[\s,;|/]+)(\d{3,4})(?![\d\p{L}/])/iu

// What a large marketplace calls its orders: no card is written so, and one in ten would pass for one.
const marketplaceOrder = /^\d{3}-\d{7}-\d{7}$/

/**
 * Takes card numbers out of a text, and the security codes beside them, so that they are stored nowhere. What passes for a
 * card has 13 to 19 digits and a right check digit (Luhn); the last four stay, so that people know which card is meant.
 */
export function redactNumbers(text: string): { text: string; redacted: Redacted[] } {
  const found = new Set<Redacted>()
  let result = ''
  let from = 0
  for (const match of plainDigits(text).matchAll(runs)) {
    const span = cardIn(match[0])
    if (!span) continue
    const start = match.index + span.start
    result += text.slice(from, start) + `•••• •••• •••• ${span.last4}`
    from = match.index + span.end
    found.add('card_number')
    const behind = trailing.exec(plainDigits(text.slice(from)))
    if (behind) {
      result += `${text.slice(from, from + (behind[1] ?? '').length)}•••`
      from += behind[0].length
      found.add('security_code')
    }
  }
  result += text.slice(from)
  if (!found.has('card_number')) return { text, redacted: [] }
  const plain = plainDigits(result)
  let cleaned = ''
  let at = 0
  for (const match of plain.matchAll(codes)) {
    cleaned += result.slice(at, match.index + (match[1] ?? '').length) + '•••'
    at = match.index + match[0].length
    found.add('security_code')
  }
  return { text: cleaned + result.slice(at), redacted: [...found].toSorted() }
}

// Arabic and other digits count as well. Each is one code unit, so that places stay the same.
function plainDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\uFF10-\uFF19]/g, (digit) =>
    String((digit.charCodeAt(0) - zeroOf(digit.charCodeAt(0))) % 10),
  )
}

function zeroOf(code: number): number {
  return [0xff10, 0x0966, 0x06f0, 0x0660].find((zero) => code >= zero) ?? 0
}

// The longest part of the run that is a card: somebody may have put an expiry right before or behind it.
function cardIn(run: string): { start: number; end: number; last4: string } | undefined {
  if (marketplaceOrder.test(run)) return undefined
  const places = [...run.matchAll(/\d/g)].map((match) => match.index)
  const digits = places.map((place) => run[place] as string)
  for (let length = Math.min(19, digits.length); length >= 13; length--) {
    for (let first = 0; first + length <= digits.length; first++) {
      const card = digits.slice(first, first + length)
      if (length < digits.length && !isSeparated(run, places, first, first + length)) continue
      if (!isCard(card)) continue
      return {
        start: places[first] as number,
        end: (places[first + length - 1] as number) + 1,
        last4: card.slice(-4).join(''),
      }
    }
  }
  return undefined
}

// A part of a longer run counts only when something stands between it and the rest.
function isSeparated(run: string, places: number[], first: number, end: number): boolean {
  const gapBefore = first === 0 || (places[first] as number) - (places[first - 1] as number) > 1
  const gapBehind = end === places.length || (places[end] as number) - (places[end - 1] as number) > 1
  return gapBefore && gapBehind
}

// Issuers begin with 2 to 6 (travel cards with 3); order and tracking numbers mostly fail the check digit.
function isCard(digits: readonly string[]): boolean {
  if (!/[2-6]/.test(digits[0] ?? '') || new Set(digits).size < 2) return false
  let sum = 0
  for (const [index, digit] of digits.toReversed().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
