import { findStaff } from '#modules/staff'
import { defaultSource } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Selectable } from 'kysely'
import type { Logins, ShopperLogin, StaffLogin } from './contract.ts'
import type { LoginTables, ShopperLoginKeyRow, ShopperLoginRow, StaffLoginRow } from './tables.ts'

const db = tablesOf<LoginTables>()

/** How shoppers sign in, where that was ever changed. */
export async function findShopperLogin(reader: Reader): Promise<ShopperLoginRow | undefined> {
  return await db(reader)
    .selectFrom('shopper_login')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
}

/** Secrets that still count, newest first. */
export async function linkKeys(reader: Reader): Promise<ShopperLoginKeyRow[]> {
  return await db(reader)
    .selectFrom('shopper_login_key')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', reader.now)]))
    .orderBy('id', 'desc')
    .execute()
}

/** The company's identity provider, where one was ever named. */
export async function findStaffLogin(reader: Reader): Promise<Selectable<StaffLoginRow> | undefined> {
  return await db(reader)
    .selectFrom('staff_login')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
}

/** How people sign in, as administrators see it. */
export async function presentLogins(reader: Reader, publicUrl: string): Promise<Logins> {
  return { shoppers: await presentShopperLogin(reader, publicUrl), staff: await presentStaffLogin(reader, publicUrl) }
}

export async function presentShopperLogin(reader: Reader, publicUrl: string): Promise<ShopperLogin> {
  const row = await findShopperLogin(reader)
  return {
    kind: row?.kind ?? 'own',
    accountUrl: row?.account_url ?? null,
    source: row?.source ?? defaultSource,
    issuer: row?.issuer ?? null,
    signInUrl: row?.sign_in_url ?? null,
    algorithm: row?.algorithm ?? null,
    publicKey: row?.public_key ?? null,
    jwksUrl: row?.jwks_url ?? null,
    keys: (await linkKeys(reader)).map(({ id, created_at, expires_at }) => ({
      id,
      createdAt: created_at.toISOString(),
      expiresAt: expires_at?.toISOString() ?? null,
    })),
    clientId: row?.client_id ?? null,
    hasClientSecret: Boolean(row?.client_secret),
    referenceClaim: row?.reference_claim ?? null,
    addresses: {
      link: `${publicUrl}/sign-in/store`,
      audience: publicUrl,
      returnTo: shopperReturn(publicUrl),
      backChannel: `${publicUrl}/api/v1/store-sign-ins/back-channel`,
    },
    version: row?.version ?? 0,
  }
}

export async function presentStaffLogin(reader: Reader, publicUrl: string): Promise<StaffLogin> {
  const row = await findStaffLogin(reader)
  return {
    active: row?.active ?? false,
    label: row?.label ?? '',
    issuer: row?.issuer ?? '',
    clientId: row?.client_id ?? '',
    hasClientSecret: Boolean(row?.client_secret),
    domains: row?.domains ?? [],
    trustsEmail: row?.trusts_email ?? false,
    roleClaim: row?.role_claim ?? null,
    roles: row?.roles ?? {},
    acr: row?.acr ?? [],
    amr: row?.amr ?? [],
    passwords: row?.passwords ?? true,
    breakGlassId: row?.break_glass_id ?? null,
    linked: row ? await linkedPeople(reader, row.issuer) : [],
    addresses: { returnTo: staffReturn(publicUrl) },
    version: row?.version ?? 0,
  }
}

/** Where the store's provider sends shoppers back to. */
export function shopperReturn(publicUrl: string): string {
  return `${publicUrl}/api/v1/store-sign-ins/return`
}

/** Where the company's provider sends people who work here back to. */
export function staffReturn(publicUrl: string): string {
  return `${publicUrl}/api/v1/staff/single-sign-on/return`
}

async function linkedPeople(reader: Reader, issuer: string): Promise<StaffLogin['linked']> {
  const rows = await db(reader)
    .selectFrom('staff_identity')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('issuer', '=', issuer)
    .orderBy('used_at', 'desc')
    .limit(500)
    .execute()
  const people = await findStaff(
    reader,
    rows.map((row) => row.staff_id),
  )
  return rows.map(({ staff_id, used_at }) => ({
    staffId: staff_id,
    name: people.get(staff_id)?.name ?? '',
    usedAt: used_at.toISOString(),
  }))
}
