import { findStore } from '#modules/stores'
import { invalid } from '#platform/errors'
import { readPhoneNumber } from '#platform/phone-number'
import type { Reader, Work } from '#platform/work'
import { customerChanged } from '../events.ts'
import { findCustomer } from '../queries.ts'
import { changePhone } from '../security/change-phone.ts'
import type { Overridden } from '../tables.ts'
import { differing, lockCustomer, writeByHand } from './write-by-hand.ts'

export interface ProfileChange {
  name?: string
  phone?: string | null
  locale?: string
  timeZone?: string
}

/** Changes what a shopper tells about themselves. Another phone number starts the cooldown, as it may be somebody else's. */
export async function changeProfile(work: Work, customerId: string, change: ProfileChange): Promise<void> {
  const { id } = await findCustomer(work, customerId)
  const before = await lockCustomer(work, id)
  const set = await readPhoneIn(work, differing(before, fieldsOf(change)))
  const changed = Object.keys(set)
  if (changed.length === 0) return
  if (set.phone !== undefined && before.phone) await changePhone(work, before, set.phone)
  await writeByHand(work, before, {
    ...set,
    ...('phone' in set && before.phone ? { contact_changed_at: work.now } : {}),
  })
  await work.emit(customerChanged, { kind: 'customer', id, customerId: id }, { customerId: id, changed, by: 'shopper' })
}

/** The number in E.164, written without a country code as in the store's country; 400 when it is none. */
export async function readPhoneIn(reader: Reader, set: Overridden): Promise<Overridden> {
  if (!set.phone) return set
  const number = readPhoneNumber(set.phone, (await findStore(reader)).country)
  return {
    ...set,
    phone:
      number ??
      invalid('phone', 'Write the whole number, with + and the country code if it is from abroad.', 'phone_invalid'),
  }
}

/** The columns of what is wanted; what is left out stays. */
export function fieldsOf({ name, phone, locale, timeZone }: ProfileChange): Overridden {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone: phone || null }),
    ...(locale === undefined ? {} : { locale }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
  }
}
