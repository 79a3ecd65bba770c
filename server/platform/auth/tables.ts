import type { Realm } from './realms.ts'

/** What signing in keeps. */
export interface AuthTables {
  auth_session: SessionRow
  auth_password: PasswordRow
  auth_code: CodeRow
  auth_second_factor: SecondFactorRow
  auth_tally: TallyRow
}

export type SessionStage = 'full' | 'enroll' | 'second_factor'
export type SignInMethod =
  | 'code'
  | 'password'
  | 'second_factor'
  | 'demonstration'
  /** A shopper by their account at the store, a person who works here by the company's. */
  | 'store_login'
  | 'single_sign_on'

export interface SessionRow {
  store_id: string
  id: string
  realm: Realm
  subject_id: string
  order_id: string | null
  token_hash: string
  stage: SessionStage
  method: SignInMethod
  device: string
  network_address: string | null
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}

export interface PasswordRow {
  store_id: string
  realm: Realm
  subject_id: string
  hash: string
  changed_at: Date
}

export interface CodeRow {
  store_id: string
  id: string
  purpose: string
  target: string
  subject_id: string | null
  order_id: string | null
  tries: number
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface SecondFactorRow {
  store_id: string
  realm: Realm
  subject_id: string
  sealed_secret: string
  created_at: Date
  confirmed_at: Date | null
  last_step: number
}

export interface TallyRow {
  store_id: string
  bucket: string
  count: number
  ends_at: Date
}
