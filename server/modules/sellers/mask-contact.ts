/** What stands where something was left out. */
const mask = '•••'

const email =
  /[\p{L}\p{N}._%+-]+\s?(?:@|[[({]\s?(?:at|ät)\s?[\])}])\s?[\p{L}\p{N}-]+(?:\s?(?:\.|[[({]\s?(?:dot|punkt)\s?[\])}])\s?[\p{L}\p{N}-]+)+/giu
// Ways to go on elsewhere that carry a number or a name of theirs.
const messengers =
  /\b(?:https?:\/\/)?(?:www\.)?(?:wa\.me|api\.whatsapp\.com|t\.me|telegram\.me|m\.me|signal\.me|line\.me)\/[^\s)]+/giu
const numbers =
  /(?<![\p{L}\p{N}#_@-])(?:\+|\()?\p{Nd}(?:[\p{Nd}\p{Zs}().\u2010-\u2015/-]*\p{Nd})(?![\p{L}\p{N}_@]|-\p{Nd})/gu
const phoneWords =
  /(?:\b(?:call|calls|phone|tel|telephone|mobile|cell|text|sms|whatsapp|reach|anruf\w*|ruf\w*|telefon\w*|handy|mobil|nummer|erreich\w*)\b|هاتف|جوال|اتصل|رقم|واتساب)[^\p{Nd}\n]{0,40}$/iu

// Words that mean a street however they are written, and those that do only as part of a name.
const plain = 'street|avenue|road|lane|boulevard|terrace|highway|parkway'
const named =
  'St|Ave|Rd|Ln|Drive|Dr|Court|Ct|Blvd|Way|Place|Pl|Square|Sq|Hwy|Pkwy|Circle|Cir|Close|Crescent|Row|Trail|Alley|Street|Avenue|Road|Lane'
const door = String.raw`(?:,?\s+(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]loor|#)\.?\s*[\p{L}\d-]+)?`
const ways =
  '(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|[Ww]eg|[Aa]llee|[Pp]latz|[Gg]asse|[Rr]ing|[Dd]amm|[Uu]fer|[Cc]haussee|[Ss]teig)'
const streets: readonly RegExp[] = [
  // 418 Alder Street, Apt 3
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])\d{1,6}[a-z]?,?\s+(?:[\p{L}\d][\p{L}\p{M}\d'’.-]*\s+){1,3}(?:${plain})\b${door}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])\d{1,6}[a-z]?,?\s+(?:[\p{Lu}\d][\p{L}\p{M}\d'’.-]*\s+){1,4}(?:${named})\b\.?${door}`,
    'gu',
  ),
  // Lindenweg 12a, Alte Straße 3
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}.-]*\s+)?\p{L}*${ways}\s+\d{1,4}\s?[a-z]?(?![\p{L}\p{N}])`,
    'gu',
  ),
  // 12 rue des Lilas, Calle Mayor 5, Via Roma 8
  /(?<![\p{L}\p{N}])\d{1,4},?\s+(?:rue|avenue|boulevard|place|chemin|allée|impasse|quai)\s+[\p{L}\p{M}'’.-]+(?:\s+[\p{L}\p{M}'’.-]+){0,3}/giu,
  /(?<![\p{L}\p{N}])(?:calle|avenida|plaza|via|viale|piazza|corso|rua)\s+(?:[\p{L}\p{M}'’.-]+\s+){1,4}\d{1,4}(?![\p{L}\p{N}])/giu,
  /(?:شارع|حي)\s+[\p{L}\p{M}]+(?:\s+[\p{L}\p{M}]+)?(?:[\s،]+\p{Nd}{1,5})?/gu,
  /(?<![\p{L}\p{N}])(?:p\.?\s?o\.?\s?box|postfach)\s+\d+/giu,
]

/**
 * A message as the other side of a marketplace sees it: without e-mail addresses, phone numbers and street addresses, so that
 * the two go on where both are protected. Numbers of orders and parcels, amounts and dates stay.
 */
export function maskContact(text: string): string {
  let masked = text.replaceAll(email, mask).replaceAll(messengers, mask)
  for (const street of streets) masked = masked.replaceAll(street, mask)
  return masked.replaceAll(numbers, (found: string, at: number) => (isPhone(found, masked.slice(0, at)) ? mask : found))
}

function isPhone(found: string, before: string): boolean {
  const digits = found.replaceAll(/[^\p{Nd}]/gu, '')
  if (digits.length < 7 || digits.length > 15) return false
  if (/^\p{Nd}{4}[-./]\p{Nd}{1,2}[-./]\p{Nd}{1,2}$|^\p{Nd}{1,2}[-./]\p{Nd}{1,2}[-./]\p{Nd}{2,4}$/u.test(found))
    return false
  if (found.startsWith('+')) return true
  if (/^(?:0|٠)/u.test(found) && digits.length >= 9) return true
  // 415-555-0132, (415) 555-0132, 415 555 0132
  if (/^\(?[2-9]\d{2}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}$/.test(found)) return true
  return phoneWords.test(before)
}
