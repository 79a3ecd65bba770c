import type { Party } from '#modules/conversations'
import { findCustomersByEmails } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { isOwnAddress } from '../own-addresses.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import type { MailboxRow, MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** Who wrote a mail, with the address in small letters. */
export interface Sender {
  name: string
  address: string
}

/** Whoever wrote is in From. Only an own form, which writes for others, is believed when it names somebody else. */
export function senderOf({ from, replyTo }: ReadMail, { form_senders: forms }: Selectable<MailboxRow>): Sender | null {
  const written = from && forms.includes(from.address.toLowerCase()) ? (replyTo[0] ?? from) : from
  return written ? { name: written.name, address: written.address.toLowerCase() } : null
}

/** Why a mail is put aside; null where a person wrote it. @param own addresses of our own */
export function whyAside(mail: ReadMail, sender: Sender | null, own: readonly string[]): string | null {
  if (mail.unreadable) return mail.unreadable
  if (mail.warnings.includes('several_senders')) return 'several_senders'
  if (sender === null) return 'no_sender'
  if (isOwnAddress(sender.address, own)) return 'own_address'
  return mail.automatic.kind === 'none' ? null : mail.automatic.kind
}

/**
 * Those who write, by mail: an account whose address it is, or somebody known by this address alone. What a mail says about its
 * sender proves nothing.
 */
export async function authorsOf(work: Work, senders: ReadonlyMap<string, Sender>): Promise<Map<string, Party>> {
  const addresses = [...new Set([...senders.values()].map(({ address }) => address))].sort()
  const customers = await findCustomersByEmails(work, addresses)
  const visitors = await visitorsAt(
    work,
    addresses.filter((address) => !customers.has(address)),
  )
  return new Map(
    [...senders].map(([mailId, { name, address }]): [string, Party] => {
      const [customer] = customers.get(address) ?? []
      if (customer) return [mailId, { kind: 'shopper', id: customer.id, name: customer.name || name || address }]
      return [mailId, { kind: 'visitor', id: visitors.get(address) ?? null, name: name || address }]
    }),
  )
}

async function visitorsAt(work: Work, addresses: readonly string[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map()
  const rows = await db(work)
    .insertInto('mail_sender')
    .values(addresses.map((address) => ({ store_id: work.storeId, address, visitor_id: work.newId('vis') })))
    // Nothing changes; the row that was there is answered.
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'address']).doUpdateSet((row) => ({ address: row.ref('excluded.address') })),
    )
    .returning(['address', 'visitor_id'])
    .execute()
  return new Map(rows.map((row) => [row.address, row.visitor_id]))
}
