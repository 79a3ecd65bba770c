import { customerIdsOf } from '#modules/customers'
import { findStaff } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Conduct } from '../contract.ts'
import { severest } from './rules.ts'
import type { ConductRow, ConductStep, ConductTables, Flag } from './tables.ts'

const db = tablesOf<ConductTables>()

/** Whom a step is about. */
export interface Person {
  customerId: string | null
  visitorId: string | null
}

/** The step that is in force for somebody now. One whose end has come is over by itself. */
export async function conductOf(reader: Reader, person: Person): Promise<ConductStep | null> {
  const customerIds = person.customerId === null ? [] : await sameAs(reader, person.customerId)
  const visitorIds = person.visitorId === null ? [] : [person.visitorId]
  return severest((await inForce(reader, customerIds, visitorIds)).map(({ step }) => step))
}

/** Steps in force for any of these people. */
export async function inForce(
  reader: Reader,
  customerIds: readonly string[],
  visitorIds: readonly string[],
): Promise<ConductRow[]> {
  if (customerIds.length + visitorIds.length === 0) return []
  return await db(reader)
    .selectFrom('conduct')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('lifted_at', 'is', null)
    .where(({ or, eb }) =>
      or([
        ...(customerIds.length > 0 ? [eb('customer_id', 'in', [...customerIds])] : []),
        ...(visitorIds.length > 0 ? [eb('visitor_id', 'in', [...visitorIds])] : []),
      ]),
    )
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', reader.now)]))
    .orderBy('at')
    .execute()
}

/** What colleagues should know of a shopper before they write. */
export async function flagsOf(reader: Reader, customerId: string): Promise<Flag[]> {
  const flags = await flagsOfAll(reader, await sameAs(reader, customerId))
  return [...new Set(flags.map(({ flag }) => flag))]
}

/** The flags of some shoppers, each under its own id. */
export async function flagsOfAll(
  reader: Reader,
  customerIds: readonly string[],
): Promise<{ customerId: string; flag: Flag }[]> {
  if (customerIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('customer_flag')
    .select(['customer_id', 'flag'])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('flag')
    .execute()
  return rows.map((row) => ({ customerId: row.customer_id, flag: row.flag }))
}

/** One step; undefined when there is none. */
export async function findConduct(reader: Reader, id: string): Promise<ConductRow | undefined> {
  return await db(reader)
    .selectFrom('conduct')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A step as the API shows it. */
export async function presentConduct(reader: Reader, row: ConductRow): Promise<Conduct> {
  const person = (await findStaff(reader, [row.by_staff_id])).get(row.by_staff_id)
  return {
    id: row.id,
    customerId: row.customer_id,
    visitorId: row.visitor_id,
    step: row.step,
    reason: row.reason,
    by: { id: row.by_staff_id, name: person?.name ?? '' },
    at: row.at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    liftedAt: row.lifted_at?.toISOString() ?? null,
  }
}

async function sameAs(reader: Reader, customerId: string): Promise<string[]> {
  const ids = await customerIdsOf(reader, customerId)
  return ids.length > 0 ? ids : [customerId]
}
