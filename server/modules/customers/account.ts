import type { Reader } from '#platform/work'
import type { Me } from './contract.ts'
import { addressesOf, phoneShown } from './present-me.ts'
import { findCustomer, identityIdsOf } from './queries.ts'

/** What an account holds that a person may change: the one of the proved address, not what was merged with it by hand. */
export interface Account {
  id: string
  name: string
  email: string | null
  emailVerified: boolean
  phone: string | null
  /** As people in the store's country write it. */
  phoneShown: string | null
  locale: string | null
  addresses: Me['addresses']
  version: number
}

/** The account behind any of a shopper's ids. */
export async function accountOf(reader: Reader, anyId: string): Promise<Account> {
  const { id, name, email, emailVerified, phone, locale, version } = await findCustomer(reader, anyId)
  return {
    id,
    name,
    email,
    emailVerified,
    phone,
    phoneShown: await phoneShown(reader, phone),
    locale,
    addresses: await addressesOf(reader, await identityIdsOf(reader, id)),
    version,
  }
}
