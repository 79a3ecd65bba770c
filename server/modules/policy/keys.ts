import { cancelKeys } from './keys/cancel-keys.ts'
import { contactKeys } from './keys/contact-keys.ts'
import { damageKeys } from './keys/damage-keys.ts'
import { disputeKeys } from './keys/dispute-keys.ts'
import { engineKeys } from './keys/engine-keys.ts'
import { goodwillKeys } from './keys/goodwill-keys.ts'
import { guaranteeKeys } from './keys/guarantee-keys.ts'
import { lawKeys } from './keys/law-keys.ts'
import { missingKeys } from './keys/missing-keys.ts'
import { returnKeys } from './keys/return-keys.ts'
import { securityKeys } from './keys/security-keys.ts'
import type { KeySpec } from './keys/spec.ts'
import { trustKeys } from './keys/trust-keys.ts'

/** The keys by section, in the order in which the settings show them. */
export const KEY_SECTIONS = {
  cancel: cancelKeys,
  missing: missingKeys,
  returns: returnKeys,
  damage: damageKeys,
  guarantee: guaranteeKeys,
  goodwill: goodwillKeys,
  contact: contactKeys,
  trust: trustKeys,
  disputes: disputeKeys,
  security: securityKeys,
  law: lawKeys,
  engine: engineKeys,
} as const

export type KeySection = keyof typeof KEY_SECTIONS

type AllKeys = typeof cancelKeys &
  typeof missingKeys &
  typeof returnKeys &
  typeof damageKeys &
  typeof guaranteeKeys &
  typeof goodwillKeys &
  typeof contactKeys &
  typeof trustKeys &
  typeof disputeKeys &
  typeof securityKeys &
  typeof lawKeys &
  typeof engineKeys

/** The closed list of policy keys. A ruleset that names any other key is refused. */
export type PolicyKey = keyof AllKeys

export type PolicyValue<K extends PolicyKey> = AllKeys[K] extends KeySpec<infer V> ? V : never

export const POLICY_KEYS: AllKeys = {
  ...cancelKeys,
  ...missingKeys,
  ...returnKeys,
  ...damageKeys,
  ...guaranteeKeys,
  ...goodwillKeys,
  ...contactKeys,
  ...trustKeys,
  ...disputeKeys,
  ...securityKeys,
  ...lawKeys,
  ...engineKeys,
}

export function isPolicyKey(name: string): name is PolicyKey {
  return Object.hasOwn(POLICY_KEYS, name)
}

export function keySpec(key: PolicyKey): KeySpec {
  return POLICY_KEYS[key] as KeySpec
}
