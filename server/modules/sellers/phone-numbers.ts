/** Whatever could be a number that somebody dials. */
export const numbers =
  /(?<![\p{L}\p{N}#_@-])(?:\+|\()?\p{Nd}(?:[\p{Nd}\p{Zs}().·\u2010-\u2015\u2212/-]*\p{Nd})(?![\p{L}\p{N}_@]|-\p{Nd})/gu

const phoneWords =
  /(?:\b(?:call|calls|phone|tel|telephone|mobile|cell|text|sms|whatsapp|reach|anruf\w*|ruf\w*|telefon\w*|handy|mobil|nummer|erreich\w*)\b|هاتف|جوال|اتصل|رقم|واتساب)[^\p{Nd}\n]{0,40}$/iu
const otherNumbers =
  /(?:\b(?:order|tracking|parcel|package|shipment|label|invoice|receipt|refund|return|item|article|sku|serial|model|bestell\w*|sendung\w*|paket\w*|rechnung\w*|artikel\w*)|الطلب|التتبع|الشحنة)[\s:#-]*(?:(?:id|no|nr|number|nummer|reference|ref|is)\b[\s.:#-]*){0,2}$/iu
// Not 01.23.45.67.89, which begins like one.
const dates = /(?<!\d|\d[-./])(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d|[-./]\d)/gu

/** Whether a number is one to dial, by how it is written, what stands before it, and whether it was made hard to find. */
export function isPhone(found: string, before: string, disguised = false): boolean {
  const written = found
    .replaceAll(/[\u2010-\u2015\u2212·]/gu, '-')
    .replaceAll(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) % 16))
    .replaceAll(dates, ' ')
    .trim()
  const digits = written.replaceAll(/[^\p{Nd}]/gu, '')
  if (digits.length < 7 || digits.length > 15) return false
  if (written.startsWith('+')) return true
  // 0171 2345678; a parcel's number can begin like it, and is written in one.
  if (written.startsWith('0') && digits.length >= 9 && !(written === digits && otherNumbers.test(before))) return true
  // 415-555-0132, (415) 555-0132, 415 555 0132, (415)555-0132, 415-5550132
  if (/^(?:1[\s./-]{1,2})?(?:\([2-9]\d{2}\)[\s./-]{0,3}|[2-9]\d{2}[\s./-]{1,3})\d{3}[\s./-]{0,3}\d{4}$/.test(written))
    return true
  if ((disguised || /^\d(?:[\s.-]+\d)+$/.test(written)) && /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits)) return true
  return phoneWords.test(before) && !otherNumbers.test(before)
}
