import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import type { PublicStore } from './contract.ts'
import type { StoreTables } from './tables.ts'

const db = tablesOf<StoreTables>()

/** The store as other modules see it. */
export interface StoreRecord {
  id: string
  name: string
  legalName: string | null
  /** Two letters; whose law and holidays hold where an order does not say. */
  country: string
  currency: string
  /** IANA zone of the people who work here: their deadlines and days follow it. */
  timeZone: string
  locale: string
  supportEmail: string
  publicUrl: string | null
  marketplace: boolean
  demonstration: boolean
  setUp: boolean
}

/** The store; before it is set up, a nameless one in which nothing has happened yet. */
export async function findStore(reader: Reader): Promise<StoreRecord> {
  return await remembered(reader, storeKey, async () => await readStore(reader))
}

/** Under what a transaction remembers the store. */
export const storeKey = 'store'

async function readStore(reader: Reader): Promise<StoreRecord> {
  const row = await db(reader).selectFrom('store').selectAll().where('id', '=', reader.storeId).executeTakeFirst()
  if (!row) return beforeSetUp(reader.storeId)
  return {
    id: row.id,
    name: row.name,
    legalName: row.legal_name,
    country: row.country,
    currency: row.currency,
    timeZone: row.time_zone,
    locale: row.locale,
    supportEmail: row.support_email,
    publicUrl: row.public_url,
    marketplace: row.marketplace,
    demonstration: row.demonstration,
    setUp: row.set_up_at !== null,
  }
}

/** What every screen may know before anyone signs in. */
export async function publicStore(reader: Reader): Promise<PublicStore> {
  const { name, country, currency, timeZone, locale, supportEmail, marketplace, demonstration, setUp } =
    await findStore(reader)
  return {
    name,
    country,
    currency,
    timeZone,
    locale,
    supportEmail,
    marketplace,
    demonstration,
    setUp,
    now: reader.now.toISOString(),
  }
}

function beforeSetUp(id: string): StoreRecord {
  return {
    id,
    name: '',
    legalName: null,
    country: 'US',
    currency: 'USD',
    timeZone: 'UTC',
    locale: 'en-US',
    supportEmail: '',
    publicUrl: null,
    marketplace: false,
    demonstration: false,
    setUp: false,
  }
}
