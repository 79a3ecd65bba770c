import { bodiesOf } from '#modules/conversations'
import { findCustomersByEmail, provedIdsOf } from '#modules/customers'
import { ordersByNumbers } from '#modules/orders'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { MailRow } from './queries.ts'

interface NamedOrder {
  id: string
  reference: string
}

/**
 * Orders that mails name by their number and that are not their senders': by the mail's id. Worked out when a colleague looks, for
 * them alone: nothing is linked because of it, and nobody outside is told.
 */
export async function foreignOrders(reader: Reader, rows: readonly MailRow[]): Promise<Map<string, NamedOrder>> {
  const bodies = await bodiesOf(
    reader,
    rows.flatMap((row) => row.posted_message_id ?? []),
    limits.mail.numbersWithin.characters,
  )
  const numbers = new Map(
    rows.map((row) => [row.id, numbersIn(`${row.subject ?? ''}\n${bodies.get(row.posted_message_id ?? '') ?? ''}`)]),
  )
  const orders = Map.groupBy(
    await ordersByNumbers(reader, [...new Set([...numbers.values()].flat())].slice(0, limits.mail.numbersWithin.inAll)),
    ({ reference }) => reference.toLowerCase().replace(/^#/, ''),
  )
  const found = new Map<string, NamedOrder>()
  if (orders.size === 0) return found
  const own = new Map<string, readonly string[]>()
  for (const { id, from_address: address } of rows) {
    const named = (numbers.get(id) ?? []).flatMap((number) => orders.get(number) ?? [])
    if (named.length === 0 || address === null) continue
    if (!own.has(address)) own.set(address, await customerIdsAt(reader, address))
    const foreign = named.find(({ customerId }) => !own.get(address)?.includes(customerId))
    if (foreign) found.set(id, { id: foreign.id, reference: foreign.reference })
  }
  return found
}

async function customerIdsAt(reader: Reader, address: string): Promise<readonly string[]> {
  const [customer] = await findCustomersByEmail(reader, address)
  return customer ? await provedIdsOf(reader, customer.id) : []
}

const word = /(#\s?)?(?<![\p{L}\p{N}])([\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*)/gu
const orderWord = /(?:order|bestell|auftrag|commande|pedido|ordine|طلب)[\p{L}\p{P}\s]{0,16}$/iu

/** What may be the number of an order, in lower case, as it stands in the words. A short number alone is a number of anything. */
function numbersIn(words: string): string[] {
  const text = words.normalize('NFKC')
  const found = [...text.matchAll(word)].flatMap(({ 1: sign, 2: bare = '', index }) => {
    if (bare.length > 40 || !/\p{N}/u.test(bare)) return []
    const isSure =
      sign !== undefined || !/^\d{1,6}$/.test(bare) || orderWord.test(text.slice(Math.max(0, index - 32), index))
    return isSure ? [bare.toLowerCase()] : []
  })
  return [...new Set(found)].slice(0, limits.mail.numbersWithin.ofOne)
}
