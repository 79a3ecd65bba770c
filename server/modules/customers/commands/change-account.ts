import { canonicalLocale } from '#platform/canonical-locale'
import { conflict, invalid } from '#platform/errors'
import { maskPhoneNumber } from '#platform/phone-number'
import type { Work } from '#platform/work'
import { type Account, accountOf } from '../account.ts'
import type { Address } from '../contract.ts'
import { customerChanged } from '../events.ts'
import { findCustomer, identityIdsOf } from '../queries.ts'
import { fieldsOf, type ProfileChange, readPhoneIn } from './change-profile.ts'
import { writeAddresses } from './write-addresses.ts'
import { differing, lockCustomer, writeByHand } from './write-by-hand.ts'

export interface AccountChange extends Pick<ProfileChange, 'name' | 'phone' | 'locale'> {
  /** What was looked at. */
  version: number
  /** The whole address book, the first one first. */
  addresses?: Omit<Address, 'geo'>[]
}

/** How it came about, for whoever looks at it later. */
export interface ChangedWhy {
  reason: string
  /** Whether a sign-in or a signed identity of the shopper stood behind it. */
  verified: boolean
  conversationId: string | null
}

/**
 * Somebody of the store changes a shopper's account for them: never the e-mail address, which shoppers prove themselves. Another phone
 * number starts the cooldown. Refuses 409 `changed_meanwhile` with the account as it is now. @returns what changed
 */
export async function changeAccount(
  work: Work,
  customerId: string,
  change: AccountChange,
  why: ChangedWhy,
): Promise<string[]> {
  const { id } = await findCustomer(work, customerId)
  const row = await lockCustomer(work, id)
  const before = await accountOf(work, id)
  if (row.version !== change.version)
    conflict('changed_meanwhile', 'Somebody changed this account just now. Look at what is there, then save again.', {
      account: before,
    })
  const locale =
    change.locale === undefined
      ? undefined
      : (canonicalLocale(change.locale) ?? invalid('locale', 'Send a language such as de or en-US.'))
  const set = await readPhoneIn(work, differing(row, fieldsOf({ ...change, locale })))
  const addresses = change.addresses && withPlaces(change.addresses, before.addresses)
  const hasOtherBook = addresses !== undefined && inWords(addresses).join('\n') !== inWords(before.addresses).join('\n')
  const changed = [...Object.keys(set), ...(hasOtherBook ? ['addresses'] : [])]
  if (changed.length === 0) return changed
  await writeByHand(work, row, { ...set, ...('phone' in set ? { contact_changed_at: work.now } : {}) })
  if (hasOtherBook) await writeBook(work, id, addresses)
  const after = await accountOf(work, id)
  await work.emit(
    customerChanged,
    { kind: 'customer', id, customerId: id },
    { customerId: id, changed, by: 'staff', before: noted(before, changed), after: noted(after, changed), ...why },
  )
  return changed
}

async function writeBook(work: Work, id: string, addresses: Address[]): Promise<void> {
  const books = (await identityIdsOf(work, id)).map((each) => ({
    customerId: each,
    addresses: each === id ? addresses : [],
  }))
  await writeAddresses(work, books)
}

// An address that was changed is somewhere else; where that is nobody knows yet.
function withPlaces(wanted: readonly Omit<Address, 'geo'>[], known: Account['addresses']): Address[] {
  return wanted.map((address) => {
    const geo = known.find((each) => lineOf(each) === lineOf(address))?.geo
    return geo ? { ...address, geo } : address
  })
}

// What the audit keeps: enough to see what was there before, and no number that could be called.
function noted(account: Account, changed: readonly string[]): Record<string, unknown> {
  const { name, phone, locale, addresses } = account
  const all: Record<string, unknown> = {
    name,
    phone: phone && maskPhoneNumber(phone),
    locale,
    addresses: inWords(addresses),
  }
  return Object.fromEntries(changed.map((field) => [field, all[field]]))
}

function inWords(addresses: readonly Address[]): string[] {
  return addresses.map(lineOf)
}

function lineOf({ name, line1, line2, postalCode, city, region, country }: Omit<Address, 'geo'>): string {
  return [name, line1, line2, postalCode, city, region, country].filter(Boolean).join(', ')
}
