import type { Work } from '#platform/work'
import { settleCharge } from './settle-charge.ts'
import { settleRefundMovement, type ProviderResult } from './settle-movement.ts'

/**
 * Records what the provider says of a refund's movement or of a charge, by its key. Safe to repeat and in any order: the
 * last word of the provider counts. A failure gives the ceiling back; what failed after it had succeeded is reversed in the
 * books. An unknown key is left alone.
 * @returns whether the key is one of ours
 */
export async function settleMovement(work: Work, providerKey: string, result: ProviderResult): Promise<boolean> {
  return (await settleRefundMovement(work, providerKey, result)) || (await settleCharge(work, providerKey, result))
}
