import type { ClaimGround } from '#modules/policy'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import { type ClaimRecord, claimsOf } from './queries.ts'
import type { ClaimRow } from './tables.ts'

/** Grounds that are the same question in other words: whether it came, and whether it is what it should be. */
const questions: readonly (readonly ClaimGround[])[] = [
  ['not_received', 'delivered_missing'],
  ['not_as_described', 'damaged', 'faulty'],
  ['late'],
  ['return_refused'],
  ['refund_not_paid'],
]

/** How often something can be asked and taken back again. */
const MOST_WITHDRAWN = 2

/**
 * A claim that has answered this question about one of these units already; null when there is none. What was decided is appealed with
 * something new, and not asked again; what was only taken back can be asked once more.
 */
export async function decidedBefore(
  reader: Reader,
  orderId: string,
  unitIds: readonly string[],
  ground: ClaimGround,
): Promise<ClaimRow | null> {
  return answeredBy(await claimsOf(reader, [orderId]), unitIds, ground)
}

/** The same of claims that are loaded already. */
export function answeredBy(
  claims: readonly ClaimRecord[],
  unitIds: readonly string[],
  ground: ClaimGround,
): ClaimRow | null {
  const same = questions.find((question) => question.includes(ground))
  if (!same) return null
  const about = claims.filter(
    (claim) => same.includes(claim.row.ground) && claim.unitIds.some((id) => unitIds.includes(id)),
  )
  const decided = about.find(({ row }) => row.verdict !== null)
  const withdrawn = about.filter(({ row }) => row.state === 'withdrawn')
  return decided?.row ?? (withdrawn.length >= MOST_WITHDRAWN ? (withdrawn.at(-1)?.row ?? null) : null)
}

/** Ends with `claim_decided` and what is possible instead. */
export function refuseDecided(row: ClaimRow): never {
  return refuse('claim_decided', { about: { kind: 'claim', id: row.id } }, decidedWords(row))
}

/** Why it is not asked again, and what is possible instead. */
export function decidedWords({ state }: Pick<ClaimRow, 'state'>): string {
  return state === 'withdrawn'
    ? 'You took this back before. A person can look at it with you.'
    : 'We looked at this already. Open it: if you have something new to show, somebody else takes another look.'
}
