import { customerIdsOf, findCustomer, findPerson } from '#modules/customers'
import { conductOf } from '#modules/conversations'
import type { Reader } from '#platform/work'

/**
 * Why two shoppers should not be made one now, in words for colleagues; null when they may. A block is about one of them and would
 * become the other's.
 */
export async function whyNotMerge(
  reader: Reader,
  id: string,
  intoId: string,
): Promise<{ code: 'same_shopper' | 'already_merged' | 'shopper_blocked'; message: string } | null> {
  const [joining, into] = [await findCustomer(reader, id), await findPerson(reader, intoId)]
  if (joining.id === into.id) return { code: 'same_shopper', message: 'This is the same shopper. Choose another one.' }
  if ((await customerIdsOf(reader, into.id)).includes(joining.id))
    return { code: 'already_merged', message: 'These two are one shopper already.' }
  const whole = await findPerson(reader, joining.id)
  if (whole.id !== joining.id)
    return { code: 'already_merged', message: `${joining.name} is part of ${whole.name} already. Undo that first.` }
  for (const one of [joining, into])
    if ((await conductOf(reader, { customerId: one.id, visitorId: null })) === 'blocked')
      return {
        code: 'shopper_blocked',
        message: `${one.name} is blocked, and a block would hold for both. Wait for its end, or have it lifted first.`,
      }
  return null
}
