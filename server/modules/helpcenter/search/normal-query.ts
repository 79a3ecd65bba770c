import { maskContact } from '#modules/sellers'
import { redactNumbers } from '#platform/redact-numbers'
import { limits } from '../../../limits.ts'

const addresses = /\S+@\S+|\b(?:https?:\/\/|www\.)\S+/giu

/**
 * What was searched, as it may be kept: in lower case, without e-mail addresses, links, streets, and without anything that holds a
 * digit. Empty where nothing is left.
 */
export function normalQuery(q: string): string {
  const seen = q.slice(0, limits.helpSearch.queryCharacters).replaceAll('\0', ' ').toWellFormed().normalize('NFKC')
  return maskContact(redactNumbers(seen.replaceAll(addresses, ' ')).text)
    .toLowerCase()
    .replaceAll(/\S*\p{N}\S*/gu, ' ')
    .replaceAll(/[^\p{L}\p{M}'’-]+/gu, ' ')
    .replaceAll(/(?<![\p{L}\p{M}])['’-]+|['’-]+(?![\p{L}\p{M}])/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, limits.helpSearch.storedCharacters)
    .toWellFormed()
    .trim()
}
