import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import { withoutPlus } from './plain-address.ts'
import type { MailTables } from './tables.ts'

const db = tablesOf<MailTables>()

/** Every address whose mail comes to us, in lower case. */
export async function ownAddressesOf(reader: Reader): Promise<string[]> {
  const rows = await remembered(reader, 'mail.own-addresses', () =>
    db(reader).selectFrom('mailbox').select(['address', 'aliases']).where('store_id', '=', reader.storeId).execute(),
  )
  return rows.flatMap(({ address, aliases }) => [address, ...aliases])
}

/** Whether an address is one of our own, or one of these with something behind a plus. */
export function isOwnAddress(address: string, own: readonly string[]): boolean {
  return own.includes(address.toLowerCase()) || own.includes(withoutPlus(address))
}
