import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { callDesk } from '#modules/routing'
import type { Reader } from '#platform/work'
import { zoneOf, zonesOf } from '#platform/zone-of'
import { callPolicy } from './policy.ts'
import { countryOf } from './read-number.ts'
import type { CallTimes } from './call-times.ts'

/** The clock where somebody is: what their browser says, what their account says, else where the number belongs. */
export async function zoneFor(
  reader: Reader,
  { timeZone, customerId, country }: { timeZone?: string | undefined; customerId: string | null; country?: string },
): Promise<string> {
  if (timeZone !== undefined) return timeZone
  const known = customerId === null ? null : (await findCustomer(reader, customerId)).timeZone
  if (known !== null) return known
  const store = await findStore(reader)
  return country === undefined ? store.timeZone : zoneOf({ country }, store.timeZone)
}

/**
 * When calls may be promised to somebody: staffed hours, without the quiet hours of their own clock and of where their number is at home.
 * @param number E.164; empty where no telephone rings
 */
export async function timesFor(reader: Reader, timeZone: string, number: string): Promise<CallTimes> {
  const { hours } = await callDesk(reader, { intent: null, locale: null })
  const { quiet } = await callPolicy(reader)
  return { hours, quiet, timeZone, numberZones: zonesOf(countryOf(number)) }
}
