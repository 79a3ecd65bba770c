import { hasSecondFactor } from '#platform/auth/second-factor'
import type { Reader } from '#platform/work'

/** Under which id of an account an authenticator app is enrolled; undefined without one. */
export async function secondFactorOf(reader: Reader, customerIds: readonly string[]): Promise<string | undefined> {
  const enrolled = await hasSecondFactor(reader, 'shopper', customerIds)
  return customerIds.find((id) => enrolled.has(id))
}
