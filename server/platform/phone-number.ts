import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * A phone number as people write it, in E.164 (`+15035550110`); undefined for what is none.
 * @param country whose number it is when it is written without `+` and a country code
 */
export function readPhoneNumber(text: string, country: string): string | undefined {
  const found = parsePhoneNumberFromString(text, country as CountryCode)
  return found?.isValid() ? found.number : undefined
}

/** A number as it is written in its own country; with its country code where that is another one. What is none stays as it is. */
export function showPhoneNumber(stored: string, country: string): string {
  const found = parsePhoneNumberFromString(stored, country as CountryCode)
  if (!found?.isValid()) return stored
  return found.country === country ? found.formatNational() : found.formatInternational()
}

/** Only its end, to tell numbers apart without writing them down: `•••• 0110`. */
export function maskPhoneNumber(stored: string): string {
  return `•••• ${stored.replaceAll(/\D/g, '').slice(-4)}`
}

/** Whether two writings are of the same number, as far as the last ten digits say. */
export function isSamePhoneNumber(one: string | null, other: string | null): boolean {
  const digits = (text: string | null) => (text ?? '').replaceAll(/\D/g, '').slice(-10)
  return digits(one) === digits(other)
}
