import { provedIdsOf } from '#modules/customers'
import { listOrders, orderReferences } from '#modules/orders'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { ReadMail } from './reading/read-mail.ts'

/**
 * The order of the sender's own that a mail names by its number; of several the one that is named first. What others ordered is
 * never looked at, whatever number is written.
 */
export async function namedOrder(
  reader: Reader,
  customerId: string,
  { subject, newText, text }: Pick<ReadMail, 'subject' | 'newText' | 'text'>,
): Promise<string | undefined> {
  const words = `${subject}\n${newText || text}`.normalize('NFKC').toLowerCase()
  if (!/\p{Number}/u.test(words)) return undefined
  const customerIds = await provedIdsOf(reader, customerId)
  const { ids } = await listOrders(reader, { customerIds, limit: limits.mail.ordersLookedAt })
  const references = await orderReferences(reader, ids)
  const named = [...references].flatMap(([id, reference]) => {
    const at = words.search(asNamed(reference))
    return at < 0 ? [] : [{ id, at, length: reference.length }]
  })
  return named.toSorted((one, other) => one.at - other.at || other.length - one.length)[0]?.id
}

/** An order number as people write it, as a word of its own. Up to three digits are a number of anything, unless they say which. */
function asNamed(reference: string): RegExp {
  const bare = reference.toLowerCase().replace(/^#/, '')
  const escaped = bare.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  const sign = /^\d{1,3}$/.test(bare) ? String.raw`#\s?` : ''
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${sign}${escaped}(?![\p{L}\p{N}])`, 'u')
}
