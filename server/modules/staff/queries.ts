import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { hasSecondFactor } from '#platform/auth/second-factor'
import type { StaffRole } from '#platform/auth/actor'
import { assert, forbidden } from '#platform/errors'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { localDate } from '#platform/time'
import type { Reader } from '#platform/work'
import type { StaffMe, StaffPerson } from './contract.ts'
import { limits } from '../../limits.ts'
import { limitIn, limitsOf } from './limits.ts'
import type { StaffRecord, StaffRow, StaffTables } from './tables.ts'

const db = tablesOf<StaffTables>()

/** People by id, active or not, such as the authors of what is shown. */
export async function findStaff(reader: Reader, ids: readonly string[]): Promise<Map<string, StaffRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('staff')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, recordOf(row)]))
}

/** A person by e-mail address, active or not. Case does not matter. */
export async function findStaffByEmail(reader: Reader, email: string): Promise<StaffRecord | undefined> {
  const row = await db(reader)
    .selectFrom('staff')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
    .executeTakeFirst()
  return row && recordOf(row)
}

/** The person behind the actor; 403 for everybody else. */
export async function selfOf(reader: Reader): Promise<StaffRecord> {
  const { actor } = reader
  if (actor.kind !== 'staff') return forbidden('This is for people who work here.')
  const person = (await findStaff(reader, [actor.staffId])).get(actor.staffId)
  assert(person, 'a signed-in person is on record')
  return person
}

/** A page of everybody who works here, active people first, then by name. */
export async function listStaff(
  reader: Reader,
  { limit = limits.page.size, cursor }: { limit?: number; cursor?: string },
): Promise<{ data: StaffPerson[]; nextCursor: string | null }> {
  const rows = await db(reader)
    .selectFrom('staff')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(cursor !== undefined, (query) => query.where('id', '>', cursor ?? ''))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    data: await presentStaff(reader, shown.map(recordOf)),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** People as the API shows them. */
export async function presentStaff(reader: Reader, people: readonly StaffRecord[]): Promise<StaffPerson[]> {
  const enrolled = await hasSecondFactor(
    reader,
    'staff',
    people.map((person) => person.id),
  )
  return people.map(({ id, name, email, role, active }) => ({
    id,
    name,
    email,
    role,
    active,
    secondFactor: enrolled.has(id),
  }))
}

/** The signed-in person with what is left of their limits, in the store's currency. */
export async function findStaffMe(reader: Reader): Promise<StaffMe> {
  const person = await selfOf(reader)
  const [shown] = await presentStaff(reader, [person])
  assert(shown, 'a person who was found can be shown')
  const { currency } = await findStore(reader)
  const { perAction, leftToday, usedToday } = await allowanceOf(reader, person.id, person.role, currency)
  return { ...shown, limits: { perAction, today: leftToday, usedToday } }
}

/** What a person may still give away outside policy, in one currency. Null: no limit. */
export interface Allowance {
  perAction: Money | null
  perDay: Money | null
  leftToday: Money | null
  usedToday: Money
}

export async function allowanceOf(
  reader: Reader,
  staffId: string,
  role: StaffRole,
  currency: string,
): Promise<Allowance> {
  const limits = await limitsOf(reader, role)
  const used = await db(reader)
    .selectFrom('staff_spend')
    .select('amount_minor')
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .where('day', '=', await dayOf(reader))
    .where('currency', '=', currency)
    .executeTakeFirst()
  const usedToday = { amountMinor: used?.amount_minor ?? 0, currency }
  const perDay = limitIn(limits.perDay, currency)
  const leftToday = perDay && { amountMinor: Math.max(0, perDay.amountMinor - usedToday.amountMinor), currency }
  return { perAction: limitIn(limits.perAction, currency), perDay, leftToday, usedToday }
}

/** Today in the store's calendar. */
export async function dayOf(reader: Reader): Promise<string> {
  return localDate(reader.now, (await findStore(reader)).timeZone)
}

/** Whom an invitation is for, and until when; undefined when it was used or is too old. */
export async function findInvitation(
  reader: Reader,
  id: string,
): Promise<{ person: StaffRecord; expiresAt: Date } | undefined> {
  const row = await db(reader)
    .selectFrom('staff_invitation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>=', reader.now)
    .executeTakeFirst()
  const person = row && (await findStaff(reader, [row.staff_id])).get(row.staff_id)
  return row && person && { person, expiresAt: row.expires_at }
}

export function recordOf(row: StaffRow): StaffRecord {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    active: row.active,
    customerId: row.customer_id,
  }
}
