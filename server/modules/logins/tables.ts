import type { StaffRole } from '#platform/auth/actor'
import type { ColumnType } from 'kysely'

export interface LoginTables {
  shopper_login: ShopperLoginRow
  shopper_login_key: ShopperLoginKeyRow
  staff_login: StaffLoginRow
  login_token: { store_id: string; hash: string; ends_at: Date }
  login_attempt: LoginAttemptRow
  staff_identity: StaffIdentityRow
  login_session: LoginSessionRow
}

export type LoginRealm = 'shopper' | 'staff'
export type LinkAlgorithm = 'HS256' | 'RS256' | 'ES256' | 'EdDSA'

/** What secrets of sign-ins elsewhere are sealed for, see `seal`. */
export const sealedFor = 'logins'

export interface ShopperLoginRow {
  store_id: string
  kind: 'own' | 'signed_link' | 'oidc'
  account_url: string | null
  source: string
  issuer: string | null
  sign_in_url: string | null
  algorithm: LinkAlgorithm | null
  public_key: string | null
  jwks_url: string | null
  client_id: string | null
  /** Sealed with the server's secret. */
  client_secret: string | null
  reference_claim: string | null
  changed_at: Date
  changed_by: string
  version: number
}

export interface ShopperLoginKeyRow {
  store_id: string
  id: string
  /** Sealed with the server's secret. */
  secret: string
  created_at: Date
  expires_at: Date | null
}

export interface StaffLoginRow {
  store_id: string
  issuer: string
  client_id: string
  /** Sealed with the server's secret. */
  client_secret: string
  label: string
  domains: string[]
  trusts_email: boolean
  role_claim: string | null
  /** The role that a value of the claim stands for. */
  roles: ColumnType<Record<string, StaffRole>, string, string>
  acr: string[]
  amr: string[]
  active: boolean
  passwords: boolean
  break_glass_id: string | null
  changed_at: Date
  changed_by: string
  version: number
}

export interface LoginAttemptRow {
  store_id: string
  state_hash: string
  realm: LoginRealm
  browser_hash: string
  issuer: string
  sealed: string
  back_to: string
  ends_at: Date
}

export interface StaffIdentityRow {
  store_id: string
  issuer: string
  subject: string
  staff_id: string
  linked_at: Date
  used_at: Date
  /** Whether their role is one that the provider named. */
  by_claim: boolean
  /** The role that was theirs before that; null when they came in by it alone. */
  role_before: StaffRole | null
}

export interface LoginSessionRow {
  store_id: string
  session_id: string
  realm: LoginRealm
  issuer: string
  subject: string
  sid: string | null
  /** Sealed with the server's secret. */
  id_token: string
  created_at: Date
}
