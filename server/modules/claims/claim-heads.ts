import { findSellers } from '#modules/sellers'
import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'
import { claimsOfProblems } from './queries.ts'
import { claimWords } from './words.ts'

/** A claim in a line, for the page of the problem that led to it. */
export interface ClaimHead {
  id: string
  reference: string
  state: string
  headline: string
  words: string
  dueAt: string | null
}

/** The claims that some problems led to, by problem, in the words of whoever reads. */
export async function claimHeads(reader: Reader, problemIds: readonly string[]): Promise<Map<string, ClaimHead>> {
  const claims = await claimsOfProblems(reader, problemIds)
  if (claims.length === 0) return new Map()
  const [store, sellers] = [
    await findStore(reader),
    await findSellers(
      reader,
      claims.map(({ row }) => row.seller_id),
    ),
  ]
  const viewer = reader.actor.kind === 'shopper' || reader.actor.kind === 'guest' ? 'shopper' : 'staff'
  return new Map(
    claims.map((claim) => {
      const { row } = claim
      const seller = sellers.find((each) => each.id === row.seller_id)?.name ?? ''
      return [
        row.problem_id ?? '',
        {
          id: row.id,
          reference: row.reference,
          state: row.state,
          ...claimWords(claim, viewer, seller, store.timeZone),
          dueAt: row.due_at?.toISOString() ?? null,
        },
      ]
    }),
  )
}
