import type { Realm } from './realms.ts'

/** What signing in keeps. */
export interface AuthTables {
  auth_session: SessionRow
  auth_password: PasswordRow
  auth_code: CodeRow
  auth_second_factor: SecondFactorRow
  auth_tally: TallyRow
  auth_link: LinkRow
  auth_passkey: PasskeyRow
  auth_challenge: ChallengeRow
  auth_recovery_code: RecoveryCodeRow
  auth_device: DeviceRow
}

export type SessionStage = 'full' | 'enroll' | 'second_factor' | 'mailed_code'
export type SignInMethod =
  | 'code'
  | 'password'
  | 'second_factor'
  | 'demonstration'
  | 'passkey'
  | 'reset'
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
  /** When its owner last proved who they are; null: when it began. */
  proved_at: Date | null
  place: string | null
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

export interface LinkRow {
  store_id: string
  id: string
  purpose: string
  target: string
  subject_id: string | null
  since: Date | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface PasskeyRow {
  store_id: string
  id: string
  realm: Realm
  subject_id: string
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  backed_up: boolean
  name: string
  created_at: Date
  last_used_at: Date | null
}

export interface ChallengeRow {
  store_id: string
  challenge: string
  purpose: string
  bound_to: string
  expires_at: Date
}

export interface RecoveryCodeRow {
  store_id: string
  realm: Realm
  subject_id: string
  code_hash: string
  created_at: Date
  used_at: Date | null
}

export interface DeviceRow {
  store_id: string
  realm: Realm
  subject_id: string
  token_hash: string
  first_seen_at: Date
  last_seen_at: Date
}
