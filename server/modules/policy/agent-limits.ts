import type { StaffRole } from '#platform/auth/actor'
import type { Reader } from '#platform/work'
import { resolvePolicy } from './resolve.ts'
import type { AmountMap } from './keys/spec.ts'
import { loadPolicyNow } from './versions.ts'

/** What each role may give away outside the rules (`agent.limit.*`), as the rules stand now. A lead has no daily limit. */
export async function agentLimits(
  reader: Reader,
): Promise<Partial<Record<StaffRole, { perAction: AmountMap | null; perDay: AmountMap | null }>>> {
  const { ruleset } = await loadPolicyNow(reader)
  // Limits of people do not depend on where a parcel goes; no law names them.
  const policy = resolvePolicy(ruleset, { country: '' })
  return {
    associate: { perAction: policy.get('agent.limit.associate'), perDay: policy.get('agent.limit.daily.associate') },
    senior: { perAction: policy.get('agent.limit.senior'), perDay: policy.get('agent.limit.daily.senior') },
    lead: { perAction: policy.get('agent.limit.lead'), perDay: null },
  }
}
