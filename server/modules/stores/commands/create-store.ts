import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { storeKey } from '../queries.ts'
import type { StoreTables } from '../tables.ts'

const db = tablesOf<StoreTables>()

export interface StoreFacts {
  name: string
  country: string
  currency: string
  timeZone: string
  supportEmail: string
  marketplace?: boolean
  demonstration?: boolean
  legalName?: string
  locale?: string
  publicUrl?: string
}

/**
 * Writes the one store of this install. Answers false, and changes nothing, when there is one already.
 * @param options.setUp false while it is still being filled; `finishSetUp` ends that
 */
export async function createStore(work: Work, facts: StoreFacts, options: { setUp?: boolean } = {}): Promise<boolean> {
  assertPlace(facts)
  const written = await db(work)
    .insertInto('store')
    .values({
      id: work.storeId,
      name: facts.name,
      legal_name: facts.legalName ?? null,
      country: facts.country,
      currency: facts.currency,
      time_zone: facts.timeZone,
      locale: facts.locale ?? 'en-US',
      support_email: facts.supportEmail,
      public_url: facts.publicUrl ?? null,
      marketplace: facts.marketplace ?? false,
      demonstration: facts.demonstration ?? false,
      set_up_at: options.setUp === false ? null : work.now,
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  forget(work, storeKey)
  return Number(written.numInsertedOrUpdatedRows ?? 0) > 0
}

/** The store has all it needs to begin. */
export async function finishSetUp(work: Work): Promise<void> {
  await db(work)
    .updateTable('store')
    .set({ set_up_at: work.now })
    .where('id', '=', work.storeId)
    .where('set_up_at', 'is', null)
    .execute()
  forget(work, storeKey)
}

function assertPlace({ timeZone, currency }: StoreFacts): void {
  if (!isTimeZone(timeZone)) invalid('timeZone', 'Use a time zone of the IANA list, such as America/New_York.')
  if (!Intl.supportedValuesOf('currency').includes(currency))
    invalid('currency', 'Use a currency code in use, such as USD.')
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
