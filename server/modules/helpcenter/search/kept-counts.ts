import { databaseOf } from '#platform/transact'
import type { AnyDatabase, Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { countTerms, type ReadQuery, type TermCount } from './read-query.ts'

interface Kept {
  /** Articles at that time: another number is another state of the help center. */
  documents: number
  /** When it began, by the store's clock. */
  since: number
  counts: Map<string, TermCount | undefined>
}

const kept = new WeakMap<AnyDatabase, Map<string, Kept>>()

/**
 * Counts of the terms of titles. They only weigh titles against each other, and the same terms stand in many: each is asked for once
 * in a while, and anew as soon as there are more or fewer articles.
 */
export async function keptCounts(
  reader: Reader,
  { locales, documents }: Pick<ReadQuery, 'locales' | 'documents'>,
  terms: readonly string[],
): Promise<ReadonlyMap<string, TermCount | undefined>> {
  const { counts } = stateOf(reader, locales, documents)
  const missing = [...new Set(terms)].filter((term) => !counts.has(term))
  const found = await countTerms(reader, locales, missing)
  for (const term of missing) counts.set(term, found.get(term))
  return counts
}

function stateOf(reader: Reader, locales: readonly string[], documents: number): Kept {
  const database = databaseOf(reader)
  const states = kept.get(database) ?? new Map<string, Kept>()
  kept.set(database, states)
  const key = `${reader.storeId} ${locales.join(' ')}`
  const now = reader.now.getTime()
  const before = states.get(key)
  const { countsSeconds, stemsKept } = limits.helpSearch
  const isGood = before && before.documents === documents && Math.abs(now - before.since) < countsSeconds * 1000
  if (isGood && before.counts.size < stemsKept) return before
  const state: Kept = { documents, since: now, counts: new Map() }
  states.set(key, state)
  return state
}
