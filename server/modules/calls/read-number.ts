import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { invalid } from '#platform/errors'

export interface NumberRules {
  /** Two letters each; without any, all countries. */
  countries: readonly string[]
  /** Such as `MOBILE`. */
  types: readonly string[]
  /** Whose number it is when it is written without a country code. */
  country: string
}

export interface CheckedNumber {
  /** E.164. */
  number: string
  country: string
}

/** A telephone number that we call, in E.164. Anything else is a wrong field, with what would be right. */
export function readNumber(text: string, { countries, types, country }: NumberRules): CheckedNumber {
  const found = parsePhoneNumberFromString(text, country as CountryCode)
  if (!found?.isValid() || found.ext)
    return invalid(
      'number',
      'Please check the number: something in it does not fit. With + and the country code it always works.',
      'no_number',
    )
  if (!found.country || (countries.length > 0 && !countries.includes(found.country)))
    return invalid(
      'number',
      'We do not call this country yet. A number in another one works, or write to us.',
      'country_not_called',
    )
  const type = found.getType()
  if (type === undefined || !types.includes(type))
    return invalid(
      'number',
      'This kind of number we cannot call. Your own mobile or home number works.',
      'kind_not_called',
    )
  return { number: found.number, country: found.country }
}

/** Of a number in E.164, in two letters; empty where that is not known. */
export function countryOf(number: string): string {
  return parsePhoneNumberFromString(number)?.country ?? ''
}
