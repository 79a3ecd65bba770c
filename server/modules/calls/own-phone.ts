import { findStore } from '#modules/stores'
import { forbidden, invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { type CallPolicy, callPolicy } from './policy.ts'
import { readNumber } from './read-number.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

/** Where somebody who works here wants to be rung: also `desk` and `browser`; null where they leave it open. */
export async function ownPhoneOf(reader: Reader, staffId: string): Promise<string | null> {
  const row = await db(reader)
    .selectFrom('own_phone')
    .select('address')
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  if (!row) return null
  const sip = sipPattern.exec(row.address)
  // What was allowed once need not be any more.
  return sip && !isSipHost(sip[2], await callPolicy(reader)) ? null : row.address
}

/** The actor's own. */
export async function showOwnPhone(reader: Reader): Promise<{ address: string | null }> {
  return { address: await ownPhoneOf(reader, staffIdOf(reader)) }
}

/** A number that the store calls, `sip:name@host`, `client:name`, `desk` for the desk phone, `browser` for a headset, or null. */
export async function setOwnPhone(
  work: Work,
  { address: text }: { address: string | null },
): Promise<{ address: string | null }> {
  const key = { store_id: work.storeId, staff_id: staffIdOf(work) }
  const address = text === null ? null : await readAddress(work, text)
  if (address === null)
    await db(work)
      .deleteFrom('own_phone')
      .where('store_id', '=', key.store_id)
      .where('staff_id', '=', key.staff_id)
      .execute()
  else
    await db(work)
      .insertInto('own_phone')
      .values({ ...key, address, changed_at: work.now })
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'staff_id']).doUpdateSet({ address, changed_at: work.now }),
      )
      .execute()
  return { address }
}

function staffIdOf({ actor }: Reader): string {
  return actor.kind === 'staff' ? actor.staffId : forbidden('This is for people who work here.')
}

async function readAddress(reader: Reader, text: string): Promise<string> {
  if (text === 'desk' || text === 'browser') return text
  if (/^client:[\w.-]{1,64}$/.test(text)) return text
  const sip = sipPattern.exec(text)
  if (!sip && text.includes(':'))
    return invalid('address', 'It should be a number, sip:name@example.com or client:name.', 'no_address')
  if (!sip) return await readOwnNumber(reader, text)
  const [, name = '', host] = sip
  if (!isSipHost(host, await callPolicy(reader)))
    return invalid('address', 'By SIP you can be rung at the servers that the store has listed only.', 'no_address')
  // An extension of a few digits is a name.
  const digits = name.replaceAll(/[.-]/g, '')
  if (/^\+?\d{7,}$/.test(digits)) await readOwnNumber(reader, digits)
  return text
}

const sipPattern = /^sips?:([\w.+-]{1,64})@([\w.-]{1,128}(?::\d{1,5})?)$/

/** Names only: an address may be one inside, and needs nobody's consent to be named. */
function isSipHost(host: string | undefined, { sipHosts }: CallPolicy): boolean {
  const isName = host !== undefined && /^([\w-]+\.)+[a-z][\w-]*(:\d+)?$/i.test(host)
  return isName && sipHosts.some((listed) => listed.toLowerCase() === host.toLowerCase())
}

async function readOwnNumber(reader: Reader, text: string): Promise<string> {
  const { country } = await findStore(reader)
  // As many countries and kinds as are called for shoppers: a colleague's number can be used for fraud as well.
  try {
    return readNumber(text, { ...(await callPolicy(reader)), country }).number
  } catch {
    return invalid('address', 'This number is none that the store calls.', 'no_address')
  }
}
