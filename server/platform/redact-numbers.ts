/** What was taken out of a text. */
export type Redacted = 'card_number' | 'security_code'

// Between two digits: blanks, dashes, dots, and what nobody sees (joiners, soft hyphens, the frames of digit emoji).
const gap = String.raw`(?:[\p{Zs}\t.\u2010-\u2015-]|[\p{Cf}\uFE0F\u20E3]{1,2}){0,2}`
const anySign = String.raw`[^\p{L}\p{N}]{1,3}`
const cardWords = 'visa|mastercard|maestro|amex|discover|card|karte|kartennummer|number|nummer'
// 13 to 19 digits, or the groups of a card with any sign between them, not inside a longer run of digits or letters.
const runs = new RegExp(
  String.raw`(?:(?<![\p{L}\p{N}])|(?<=${cardWords}))(?:\d(?:${gap}\d){12,18}|` +
    String.raw`\d{4}(?:${anySign}\d{4}){2}${anySign}\d{1,7}|\d{4}${anySign}\d{6}${anySign}\d{5})(?![\p{L}\p{N}])`,
  'giu',
)
const codes =
  /((?:cvc2?|cvv2?|cvn|csc|cid|security\s*code|card\s*code|prüfziffer|prüfnummer|kartenprüfnummer|sicherheitscode|رمز\s*(?:الأمان|التحقق))\p{P}?(?:\s*(?:is|ist|:|=|-))?\s*)(\d{3,4})(?!\d)/giu
// Right behind the number, with or without the card's end, such as "12/28 123".
const trailing =
  /^([\s,;|/]*(?:(?:exp\.?|valid|gültig)?[\s:]*(?:0[1-9]|1[0-2])\s*[/.-]\s*(?:20)?\d{2})?[\s,;|/]+)(\d{3,4})(?![\d\p{L}/])/iu

const besideCharacters = 80

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
  const digits = plainDigits(text)
  for (const match of digits.matchAll(runs)) {
    const span = cardIn(match[0])
    if (!span) continue
    const start = match.index + span.start
    result += text.slice(from, start) + `•••• •••• •••• ${span.last4}`
    from = endOfDigit(digits, match.index + span.end)
    found.add('card_number')
    const behind = trailing.exec(digits.slice(from, from + besideCharacters))
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

// Digits of every script count as well. One of two code units leaves something invisible behind, so that places stay the same.
function plainDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => valueOf(digit) + '\u200B'.repeat(digit.length - 1))
}

// The rest of the last digit, which nobody sees by itself.
function endOfDigit(digits: string, at: number): number {
  let end = at
  while (/\u200B|\uFE0F|\u20E3/.test(digits.charAt(end))) end++
  return end
}

// The digits of a script stand in a row, from 0 to 9.
function valueOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return String(before % 10)
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
